"""Runs the migrations on the connection that `runtime.store.schema` hands over, inside its transaction."""

from alembic import context

from runtime.store.all_tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()

"""Runs the migrations on the connection that `runtime.store.schema` hands over, inside its transaction."""

from alembic import context

import runtime.store.audience_tables
import runtime.store.campaign_tables
import runtime.store.conversation_tables
import runtime.store.key_tables
import runtime.store.sending_tables  # noqa: F401 - they add their tables to the same metadata
from runtime.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()

"""How long what is kept has a place; finished sessions and all of a contact's are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the indexes by which old and deleted people's sessions are found."""
    op.create_table(
        "retention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.drop_index("session_contact", "session")
    op.create_index("session_contact", "session", ["contact", "status"], unique=False)
    is_over = sa.text("status IN ('ended', 'failed')")
    op.create_index(
        "session_over",
        "session",
        ["updated_at"],
        unique=False,
        sqlite_where=is_over,
        postgresql_where=is_over,
    )


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

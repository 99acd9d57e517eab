"""A contact's open HTTP requests are found by an index."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index; whoever refuses messages has such requests dropped."""
    op.create_index("http_call_contact", "http_call", ["contact"], unique=False)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

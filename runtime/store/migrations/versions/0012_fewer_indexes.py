"""The messages of a session are looked up among those of its contact, which are few.

An index by session was one more page to write for every message, each time another one.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop both indexes."""
    op.drop_index("message_in_session", "message_in")
    op.drop_index("outbox_session", "outbox")


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

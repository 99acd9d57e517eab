"""What became of people in campaigns stays known when messages and sessions are deleted for their age."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_WORDS = {
    "kept_outcome": sa.String(),
    "kept_error": sa.String(),
    "kept_words": sa.Text(),
    "kept_ended": sa.String(),
}


def upgrade() -> None:
    """Add the columns, empty: they are filled when what told it before is deleted."""
    for name, kind in _WORDS.items():
        op.add_column("campaign_recipient", sa.Column(name, kind, server_default="", nullable=False))
    replied = sa.Column("kept_replied", sa.Integer(), server_default="0", nullable=False)
    op.add_column("campaign_recipient", replied)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

"""Tags begin scenarios; sessions know by whose tags they came about, campaigns whose schedule they are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add tables and columns; the runtime fills in which tags begin what when it starts."""
    op.create_table(
        "tag_trigger",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tag", "flow_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tag_start",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contact", "flow_id"),
    )
    op.add_column("session", sa.Column("tag_trail", sa.Text()))
    op.add_column("campaign", sa.Column("origin", sa.String(), server_default="", nullable=False))
    op.create_index("campaign_origin", "campaign", ["flow_id"], sqlite_where=sa.text("origin != ''"))


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

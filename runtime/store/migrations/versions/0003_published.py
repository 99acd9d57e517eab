"""Published versions carry a note, say which of them is online, and sessions say where they wait."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEWEST_IS_ONLINE = """
INSERT INTO flow_online (flow_id, version, since)
SELECT one.flow_id, one.version, one.published_at FROM flow_version AS one
WHERE one.version = (SELECT max(other.version) FROM flow_version AS other WHERE other.flow_id = one.flow_id)
"""
_WHERE_THEY_WAIT = """
UPDATE session SET node = coalesce(json_extract(CAST(state AS TEXT), '$.wait[1]'), '')
WHERE status = 'waiting'
"""


def upgrade() -> None:
    """Add what is new; the newest version of a flow began conversations so far, so it is online."""
    op.add_column("flow_version", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("flow_version", sa.Column("request_id", sa.String(), server_default="", nullable=False))
    op.create_table(
        "flow_online",
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("flow_id"),
    )
    op.add_column("session", sa.Column("node", sa.String(), server_default="", nullable=False))
    op.create_index(
        "session_waiting",
        "session",
        ["flow_id", "version"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
    )
    op.execute(_NEWEST_IS_ONLINE)
    op.execute(_WHERE_THEY_WAIT)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

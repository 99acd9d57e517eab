"""Events stand together in a row for each sprint."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_TAKE_OVER = """
INSERT INTO sprint (id, session_id, flow_id, version, contact, at, events)
SELECT id, session_id, flow_id, version, contact, at,
       CAST(json_array(json_array(kind, node, exit, json(detail))) AS BLOB)
FROM event ORDER BY id
"""


def upgrade() -> None:
    """Make the table and take the old events over, each as a row of its own, so that their ids stay."""
    op.create_table(
        "sprint",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("sprint_flow", "sprint", ["flow_id", "version"], unique=False)
    op.create_index("sprint_session", "sprint", ["session_id"], unique=False)
    op.execute(_TAKE_OVER)
    op.drop_table("event")


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

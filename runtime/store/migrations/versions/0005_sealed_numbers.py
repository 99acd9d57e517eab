"""Contacts are known by ids that are no phone numbers; the numbers stand sealed beside them, once each."""

import orjson
import sqlalchemy as sa
from alembic import context, op

from runtime.store.number_owner import carrier_of
from runtime.store.numbers import Numbers
from runtime.store.store import shard_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SLICE = 5000
_WITH_SHARD = ("contact", "session", "inbox", "outbox")
_WITHOUT_SHARD = (
    "consent",
    "message_in",
    "http_call",
    "sprint",
    "contact_tag",
    "blacklist",
    "contact_import_row",
)


def upgrade() -> None:
    """Add what is new, then put ids in the place of numbers wherever they stand."""
    op.add_column("contact", sa.Column("number", sa.LargeBinary(), nullable=True))
    op.add_column("contact", sa.Column("carrier", sa.String(), server_default="", nullable=False))
    op.create_table(
        "key_check",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    numbers: Numbers = context.config.attributes["numbers"]
    connection = op.get_bind()
    op.execute(
        "CREATE TEMP TABLE renamed (old TEXT PRIMARY KEY, new TEXT, shard INTEGER, number BLOB, carrier TEXT)"
    )
    for table in (*_WITH_SHARD, *_WITHOUT_SHARD):
        _name_anew(connection, numbers, table)
    for table in (*_WITH_SHARD, *_WITHOUT_SHARD):
        _replace(connection, table)
    op.execute(
        "UPDATE contact SET number = renamed.number, carrier = renamed.carrier FROM renamed"
        " WHERE contact.contact = renamed.new"
    )
    _in_sessions(connection)
    op.execute("DROP TABLE renamed")


def _name_anew(connection: sa.Connection, numbers: Numbers, table: str) -> None:
    """Makes ids for the contacts of *table* that have none yet."""
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT contact FROM {table} WHERE contact NOT IN (SELECT old FROM renamed)"  # noqa: S608 - names of our own tables
    )
    while part := found.fetchmany(_SLICE):
        rows = []
        for (old,) in part:
            new = numbers.contact_of_any(old)
            rows.append((old, new, shard_of(new), numbers.sealed(old, new), carrier_of(old)))
        connection.exec_driver_sql("INSERT OR IGNORE INTO renamed VALUES (?, ?, ?, ?, ?)", rows)


def _replace(connection: sa.Connection, table: str) -> None:
    shard = ", shard = renamed.shard" if table in _WITH_SHARD else ""
    connection.exec_driver_sql(
        f"UPDATE {table} SET contact = renamed.new{shard} FROM renamed"  # noqa: S608 - names of our own tables
        f" WHERE {table}.contact = renamed.old"
    )


def _in_sessions(connection: sa.Connection) -> None:
    """The state of a session names its contact too."""
    last = ""
    while True:
        rows = connection.exec_driver_sql(
            "SELECT id, contact, state FROM session WHERE id > ? ORDER BY id LIMIT ?", (last, _SLICE)
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        changed = []
        for key, contact, state in rows:
            try:
                read = orjson.loads(state)
            except orjson.JSONDecodeError:
                continue
            changed.append((orjson.dumps({**read, "contact": contact}), key))
        if changed:
            connection.exec_driver_sql("UPDATE session SET state = ? WHERE id = ?", changed)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError

"""What became of a contact's newest messages says what their handset can show."""

from __future__ import annotations

from typing import Final, Literal

from sqlalchemy import Connection, bindparam, select

from runtime.store.tables import outbox

_SHOWN: Final = ("delivered", "displayed")
_LOOKED_AT = 20
"""Newest messages that are asked; what is older tells little of the handset people have now."""

_NEWEST = (
    select(outbox.c.state)
    .where(outbox.c.contact == bindparam("contact"))
    .order_by(outbox.c.created_at.desc(), outbox.c.seq.desc())
    .limit(_LOOKED_AT)
)


def learnt(connection: Connection, contact: str) -> Literal["rcs", "sms_only", "unknown"]:
    """What the newest message that tells anything of the contact's handset tells."""
    for state in connection.execute(_NEWEST, {"contact": contact}).scalars():
        if state == "fell_back":
            return "sms_only"
        if state in _SHOWN:
            return "rcs"
    return "unknown"

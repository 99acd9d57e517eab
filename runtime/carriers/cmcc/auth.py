"""Basic authentication bound to the date, as both sides of the interface prove themselves.

Source: three independent clients agree: `Basic base64(id ":" hex(sha256(hex(sha256(password)) + Date)))`, hex
in lower case, with the very text of the Date header.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def date_text(moment: datetime) -> str:
    """The Date header of *moment* (RFC 1123, GMT)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def password_digest(password: str) -> str:
    """What the interface makes of a password before it is bound to a date."""
    return hashlib.sha256(password.encode()).hexdigest()


def authorization(user: str, digest: str, date: str) -> str:
    """The Authorization header of *user*, whose password has *digest*, at *date*."""
    bound = hashlib.sha256((digest + date).encode()).hexdigest()
    return "Basic " + base64.b64encode(f"{user}:{bound}".encode()).decode("ascii")


def is_authorized(header: str, user: str, digest: str, date: str) -> bool:
    """Whether *header* is right; takes the same time for every wrong one."""
    scheme, _, token = header.partition(" ")
    try:
        given = base64.b64decode(token.strip(), validate=True) if scheme.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        given = b""
    name, _, bound = given.partition(b":")
    expected = hashlib.sha256((digest + date).encode()).hexdigest().encode()
    is_user = hmac.compare_digest(name, user.encode())
    return hmac.compare_digest(bound.lower(), expected) and is_user


def moment_of_date(date: str) -> datetime | None:
    """The moment of a Date header, None when it is none."""
    try:
        moment = parsedate_to_datetime(date)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

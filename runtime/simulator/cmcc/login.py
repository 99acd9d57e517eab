"""Logins bound to the date, on the platform's side."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

TOLERANCE_S = 300
"""How far the caller's clock may be from the platform's."""


def bound_digest(password: str, date: str) -> str:
    """What the caller has to know: the digest of the password's digest with the date."""
    inner = hashlib.sha256(password.encode()).hexdigest()
    return hashlib.sha256(f"{inner}{date}".encode()).hexdigest()


def headers_of(user: str, password: str, now: datetime) -> dict[str, str]:
    """The Date and Authorization headers of *user* at *now*."""
    date = format_datetime(now.astimezone(UTC), usegmt=True)
    token = base64.b64encode(f"{user}:{bound_digest(password, date)}".encode()).decode("ascii")
    return {"date": date, "authorization": f"Basic {token}"}


def why_refused(user: str, password: str, authorization: str, date: str, now: datetime) -> str:
    """Why the headers do not prove that it is *user*; empty when they do."""
    try:
        away_s = abs((parsedate_to_datetime(date) - now).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return "the Date header is missing or no RFC 1123 date in GMT"
    if away_s > TOLERANCE_S:
        return "the Date header is too far from the platform's time"
    scheme, _, token = authorization.partition(" ")
    try:
        given = base64.b64decode(token, validate=True) if scheme == "Basic" else b""
    except (binascii.Error, ValueError):
        given = b""
    expected = f"{user}:{bound_digest(password, date)}".encode()
    return "" if hmac.compare_digest(given, expected) else "the login is missing or wrong"

"""Moments as the store keeps them: whole microseconds since 1970 in UTC, so that they sort and compare."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(moment: datetime) -> int:
    """Microseconds of an aware *moment*."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_micros(micros: int) -> datetime:
    """The aware moment of *micros*, in UTC."""
    return _EPOCH + timedelta(0, 0, micros)


def micros_or_none(moment: datetime | None) -> int | None:
    """Microseconds of *moment*, or None for none."""
    return None if moment is None else to_micros(moment)


def moment_or_none(micros: int | None) -> datetime | None:
    """The moment of *micros*, or None for none."""
    return None if micros is None else from_micros(micros)

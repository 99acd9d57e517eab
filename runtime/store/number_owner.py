"""Which carrier a number was given out by; people take theirs along when they change, so it is a guess."""

from __future__ import annotations

from functools import cache

import phonenumbers
from phonenumbers import carrier as number_owner

_NAMES = {"China Telecom": "telecom", "China Unicom": "unicom", "China Mobile": "mobile"}


def carrier_of(number: str) -> str:
    """telecom, unicom or mobile by the prefix of an E.164 number; empty when that is not known."""
    return _of_prefix(number[:8])


@cache
def _of_prefix(prefix: str) -> str:
    try:
        number = phonenumbers.parse(prefix.ljust(14, "0"))
    except phonenumbers.NumberParseException:
        return ""
    return _NAMES.get(number_owner.name_for_number(number, "en"), "")

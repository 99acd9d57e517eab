"""Which endpoint a contact is written to by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import phonenumbers
from phonenumbers import carrier as number_owner

_NAMES = {"China Telecom": "telecom", "China Unicom": "unicom", "China Mobile": "mobile"}


def choose(contact: str, learnt: str, carriers: Mapping[str, str]) -> str:
    """The endpoint for *contact*: the one it last wrote to, else one of its carrier, else the first.

    *carriers* is endpoint → carrier, in order of preference, and not empty. Numbers change carriers, so that
    the prefix is a guess that *learnt* overrides.
    """
    if learnt in carriers:
        return learnt
    if len(carriers) > 1:
        owner = _owner(contact[:8])
        for endpoint, carrier in carriers.items():
            if carrier == owner:
                return endpoint
    return next(iter(carriers))


@cache
def _owner(prefix: str) -> str:
    try:
        number = phonenumbers.parse(prefix.ljust(14, "0"))
    except phonenumbers.NumberParseException:
        return ""
    return _NAMES.get(number_owner.name_for_number(number, "en"), "")

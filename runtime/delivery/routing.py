"""Which endpoint a contact is written to by."""

from __future__ import annotations

from collections.abc import Mapping


def choose(owner: str, learnt: str, carriers: Mapping[str, str]) -> str:
    """The endpoint for a contact: the one it last wrote to, else one of its carrier, else the first.

    *carriers* is endpoint → carrier, in order of preference, and not empty. Numbers change carriers, so that
    *owner*, who gave the number out, is a guess that *learnt* overrides.
    """
    if learnt in carriers:
        return learnt
    if len(carriers) > 1:
        for endpoint, carrier in carriers.items():
            if carrier == owner:
                return endpoint
    return next(iter(carriers))

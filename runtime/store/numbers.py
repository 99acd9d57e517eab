"""Contacts' phone numbers: everything inside knows ids only, and a number is sealed wherever it rests.

An id is a keyed hash, because a mainland number has so few possible values that a plain one is reversed in
minutes. A sealed number is bound to the contact it belongs to.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from runtime.messages.phone_numbers import in_e164, masked
from runtime.store.keys import NumberKeys, derived
from runtime.store.sealing import Sealer, Unsealable

ID_BYTES: Final = 16
REMEMBERED: Final = 16_384
"""Ids that are not made anew: every message is followed by reports that name the same person."""


class NumberUnreadable(Exception):
    """A sealed number is not one of these keys, not this contact's, or was changed."""


class Numbers:
    """Turns numbers into ids and seals and opens them; any thread may use it."""

    def __init__(self, keys: NumberKeys) -> None:
        self._index = derived(keys.index, "contact id")
        self._sealer = Sealer(keys.sealing, "contact number")
        self._known = lru_cache(maxsize=REMEMBERED)(self._made)

    @property
    def newest(self) -> int:
        """The version of the key that seals, the first byte of what it sealed."""
        return self._sealer.newest

    def contact_of(self, number: str) -> str:
        """The contact's id for a number, in whatever form it is written; raises ValueError for no number."""
        return self._known(number)

    def contact_of_any(self, written: str) -> str:
        """The same, but for what is no number an id all the same: older files may hold such contacts."""
        try:
            return self.contact_of(written)
        except ValueError:
            return self._id(written)

    def contacts_of(self, numbers: Iterable[str]) -> dict[str, str]:
        """Number, as it was given → id; raises ValueError for the first that is none."""
        return {number: self.contact_of(number) for number in numbers}

    def sealed(self, number: str, contact: str) -> bytes:
        """The number for the column of *contact*; never the same twice."""
        return self._sealer.sealed(number.encode(), _place(contact))

    def number_of(self, contact: str, sealed: bytes) -> str:
        """The number in E.164; raises `NumberUnreadable`."""
        try:
            return self._sealer.opened(sealed, _place(contact)).decode()
        except Unsealable as error:
            raise NumberUnreadable(contact) from error

    def masked_of(self, contact: str, sealed: bytes | None) -> str:
        """What screens show: 138****8000; empty when the number was deleted or cannot be read."""
        if not sealed:
            return ""
        try:
            return masked(self.number_of(contact, sealed))
        except NumberUnreadable:
            return ""

    def _made(self, number: str) -> str:
        return self._id(in_e164(number))

    def _id(self, written: str) -> str:
        digest = hmac.digest(self._index, written.encode(), "sha256")[:ID_BYTES]
        return "c" + base64.b32encode(digest)[:26].decode().lower()


def _place(contact: str) -> str:
    return f"contact.number/{contact}"

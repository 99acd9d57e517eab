"""Seals small things with AES-256-GCM under the keys of a workspace, each bound to the place it stands in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from runtime.store.keys import derived

NONCE_BYTES: Final = 12


class Unsealable(Exception):
    """What was sealed is not under these keys, does not belong here, or was changed."""


class Sealer:
    """Seals with the newest of *keys* (version 1 to 255 → key) for one *purpose*, opens with any of them.

    A nonce is random, 96 bits: one key seals 2^32 times before two may be alike with a chance of 2^-32
    (NIST SP 800-38D, 8.3).
    """

    def __init__(self, keys: Mapping[int, bytes], purpose: str) -> None:
        self._keys = {version: AESGCM(derived(key, purpose)) for version, key in keys.items()}
        self.newest = max(keys)
        """The version that seals."""

    def sealed(self, data: bytes, bound_to: str) -> bytes:
        """The version of the key, the nonce, the cipher text with its tag; 29 bytes more than *data*."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = self._keys[self.newest].encrypt(nonce, data, bound_to.encode())
        return b"%c%b%b" % (self.newest, nonce, cipher)

    def opened(self, sealed: bytes, bound_to: str) -> bytes:
        """What was sealed for that place; raises `Unsealable`."""
        key = self._keys.get(sealed[0]) if sealed else None
        if key is None:
            raise Unsealable
        try:
            return key.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound_to.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error

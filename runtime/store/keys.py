"""The keys that contacts' numbers are kept under: one makes their ids, others seal them."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Final, Protocol, Self

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one *purpose* alone, 32 bytes. Source: RFC 5869 (HKDF) with SHA-256."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"xinliu/{purpose}".encode()).derive(
        key
    )


@dataclass(frozen=True, slots=True)
class NumberKeys:
    """The key of ids, which never changes, and the sealing keys by version; the newest seals."""

    index: bytes = field(repr=False)
    sealing: Mapping[int, bytes] = field(repr=False)
    """Version (1 to 255) → key."""

    @classmethod
    def made(cls) -> Self:
        """New ones."""
        return cls(secrets.token_bytes(KEY_BYTES), {1: secrets.token_bytes(KEY_BYTES)})

    @classmethod
    def fixed(cls, seed: int) -> Self:
        """Always the same for a *seed*: for rehearsals, whose people are made up."""
        index, sealing = (
            blake2b(f"rehearsal/{seed}/{name}".encode(), digest_size=KEY_BYTES).digest()
            for name in ("index", "sealing")
        )
        return cls(index, {1: sealing})

    @property
    def newest(self) -> int:
        """The version that seals."""
        return max(self.sealing)

    def renewed(self) -> Self:
        """The same with one more sealing key, which seals from now on."""
        return replace(self, sealing={**self.sealing, self.newest + 1: secrets.token_bytes(KEY_BYTES)})

    def only_newest(self) -> Self:
        """The same without the sealing keys that nothing is under any more."""
        return replace(self, sealing={self.newest: self.sealing[self.newest]})

    def check(self) -> bytes:
        """Tells whether keys are those of a database, and nothing about them."""
        return hmac.digest(derived(self.index, "key check"), b"xinliu", "sha256")

    def to_json(self) -> bytes:
        """The keys themselves; whoever has them can read every number."""
        sealing = {str(version): _text(key) for version, key in self.sealing.items()}
        return orjson.dumps({"format": 1, "index": _text(self.index), "sealing": sealing})

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Reads what `to_json` wrote; raises ValueError when it is something else."""
        try:
            read = orjson.loads(data)
            sealing = {int(version): _key(text) for version, text in read["sealing"].items()}
            found = cls(_key(read["index"]), sealing)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this holds no keys") from error
        if not sealing or not all(0 < version < 256 for version in sealing):
            raise ValueError("this holds no keys")
        return found


class KeyPlace(Protocol):
    """Where the keys of a workspace are kept."""

    @property
    def name(self) -> str:
        """keyring, passphrase, file or rehearsal."""

    @property
    def is_protected(self) -> bool:
        """Whether whoever copies the folder still cannot read what is under the keys."""

    def load(self) -> NumberKeys | None:
        """The keys, None when there are none; raises `StoreRefusal` when they cannot be had."""

    def keep(self, keys: NumberKeys) -> None:
        """Keeps them in place of those before; returns when they are safe."""

    def forget(self) -> None:
        """Removes them from here."""


class FixedKeys:
    """The keys of a rehearsal: the same for a *seed*, kept nowhere."""

    name: Final = "rehearsal"
    is_protected: Final = True

    def __init__(self, seed: int = 0) -> None:
        self._keys = NumberKeys.fixed(seed)

    def load(self) -> NumberKeys | None:
        """The keys."""
        return self._keys

    def keep(self, keys: NumberKeys) -> None:
        """Keeps them for as long as this object lives."""
        self._keys = keys

    def forget(self) -> None:
        """There is nothing to remove."""


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key of another length")
    return key

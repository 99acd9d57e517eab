"""Keys in a file sealed with a passphrase, for machines without a person at them.

Source: RFC 9106 (Argon2id), the second recommended choice of section 4: 64 MiB, 3 passes, 4 lanes.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from runtime.store.errors import StoreKeysLocked
from runtime.store.key_file import KEY_FOLDER, write_private
from runtime.store.keys import KEY_BYTES, NumberKeys
from runtime.wording import Wording

_NAME: Final = "numbers.sealed"
_MEMORY_KIB: Final = 64 * 1024
_MOST_MEMORY_KIB: Final = 1024 * 1024
_ITERATIONS: Final = 3
_LANES: Final = 4
_WRONG = Wording(
    "口令不对，或者密钥文件 {path} 被改动过。", "The passphrase is wrong, or the key file {path} was changed."
)


class SealedKeyFile:
    """A file whose content nobody reads without the passphrase."""

    name: Final = "passphrase"
    is_protected: Final = True

    def __init__(self, workspace: Path, passphrase: str) -> None:
        self.path = workspace / KEY_FOLDER / _NAME
        self._passphrase = passphrase.encode()

    def __repr__(self) -> str:
        return f"SealedKeyFile({self.path})"

    @staticmethod
    def is_in(workspace: Path) -> bool:
        """Whether a workspace keeps its keys so."""
        return (workspace / KEY_FOLDER / _NAME).exists()

    def load(self) -> NumberKeys | None:
        """The keys, None when there is no such file; raises `StoreKeysLocked` for another passphrase."""
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            read = orjson.loads(written)
            head = read["head"]
            if not 0 < head["memory_kib"] <= _MOST_MEMORY_KIB or not 0 < head["iterations"] <= 100:
                raise ValueError("no key file of ours")
            nonce, cipher = (base64.b64decode(read[name]) for name in ("nonce", "sealed"))
            plain = self._key(head).decrypt(nonce, cipher, orjson.dumps(head))
            return NumberKeys.from_json(plain)
        except (InvalidTag, ValueError, KeyError, TypeError) as error:
            raise StoreKeysLocked(_WRONG.format(path=str(self.path))) from error

    def keep(self, keys: NumberKeys) -> None:
        """Seals the keys anew, with a salt of their own."""
        head = {
            "format": 1,
            "kdf": "argon2id",
            "memory_kib": _MEMORY_KIB,
            "iterations": _ITERATIONS,
            "lanes": _LANES,
            "salt": base64.b64encode(os.urandom(16)).decode(),
        }
        nonce = os.urandom(12)
        cipher = self._key(head).encrypt(nonce, keys.to_json(), orjson.dumps(head))
        parts = {"nonce": base64.b64encode(nonce).decode(), "sealed": base64.b64encode(cipher).decode()}
        write_private(self.path, orjson.dumps({"head": head, **parts}))

    def forget(self) -> None:
        """Removes the file."""
        self.path.unlink(missing_ok=True)

    def _key(self, head: dict[str, Any]) -> AESGCM:
        kdf = Argon2id(
            salt=base64.b64decode(head["salt"]),
            length=KEY_BYTES,
            iterations=head["iterations"],
            lanes=head["lanes"],
            memory_cost=head["memory_kib"],
        )
        return AESGCM(kdf.derive(self._passphrase))

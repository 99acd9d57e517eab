"""Keys in the system's keyring: macOS Keychain, Windows Credential Locker, Secret Service or KWallet."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from runtime.store.errors import StoreKeysLocked
from runtime.store.key_file import KEY_FOLDER, write_private
from runtime.store.keys import NumberKeys
from runtime.wording import Wording

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_NAME: Final = "keyring.json"
_SERVICE: Final = "xinliu"
_REAL: Final = (
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)
"""Backends that protect what they keep. Others keep it in plain, or nowhere; those are never used."""
MOST_CHARS: Final = 1200
"""Windows keeps 2,560 bytes of UTF-16 in one entry (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""

_LOCKED = Wording(
    "系统密钥环打不开：{why}。解锁后再试。", "The keyring cannot be opened: {why}. Unlock it and retry."
)
_GONE = Wording(
    "这个工作区的密钥放在系统密钥环里，但现在没有可用的密钥环。",
    "The keys of this workspace are in the system's keyring, and there is none that can be used now.",
)
_TOO_LONG = Wording(
    "密钥太长，系统密钥环放不下。请改用口令。",
    "The keys are too long for the keyring. Use a passphrase instead.",
)


class SystemKeys:
    """An entry of the keyring; the workspace keeps the entry's name, which says nothing."""

    name: Final = "keyring"
    is_protected: Final = True

    def __init__(self, workspace: Path, backend: KeyringBackend | None = None) -> None:
        self.path = workspace / KEY_FOLDER / _NAME
        self._backend = backend

    @staticmethod
    def is_in(workspace: Path) -> bool:
        """Whether a workspace keeps its keys so."""
        return (workspace / KEY_FOLDER / _NAME).exists()

    def load(self) -> NumberKeys | None:
        """The keys, None when the keyring has no such entry; raises `StoreKeysLocked`."""
        entry = self._entry()
        if not entry:
            return None
        from keyring.errors import KeyringError

        try:
            found = self._keyring().get_password(_SERVICE, entry)
            return None if found is None else NumberKeys.from_json(base64.b64decode(found))
        except (KeyringError, OSError, ValueError) as error:
            raise StoreKeysLocked(_LOCKED.format(why=type(error).__name__)) from error

    def keep(self, keys: NumberKeys) -> None:
        """Puts the keys into the entry, which is made if it is missing."""
        entry = self._entry() or secrets.token_hex(8)
        written = base64.b64encode(keys.to_json()).decode()
        if len(written) > MOST_CHARS:
            raise StoreKeysLocked(_TOO_LONG)
        from keyring.errors import KeyringError

        try:
            self._keyring().set_password(_SERVICE, entry, written)
        except (KeyringError, OSError) as error:
            raise StoreKeysLocked(_LOCKED.format(why=type(error).__name__)) from error
        write_private(self.path, orjson.dumps({"entry": entry}))

    def forget(self) -> None:
        """Removes the entry."""
        from keyring.errors import KeyringError

        if entry := self._entry():
            try:
                self._keyring().delete_password(_SERVICE, entry)
            except (KeyringError, OSError) as error:
                raise StoreKeysLocked(_LOCKED.format(why=type(error).__name__)) from error
        self.path.unlink(missing_ok=True)

    def _entry(self) -> str:
        try:
            return str(orjson.loads(self.path.read_bytes())["entry"])
        except (OSError, KeyError, TypeError, orjson.JSONDecodeError):
            return ""

    def _keyring(self) -> KeyringBackend:
        backend = self._backend or real_keyring()
        if backend is None:
            raise StoreKeysLocked(_GONE)
        return backend


def real_keyring() -> KeyringBackend | None:
    """The keyring of this system that protects what it keeps, None when there is none."""
    import keyring

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", (chosen,)):
        if type(backend).__module__ in _REAL:
            found: KeyringBackend = backend
            return found
    return None

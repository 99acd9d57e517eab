"""Where the keys of a workspace are kept: in the system's keyring, sealed with a passphrase, or in a file.

A workspace remembers its place in its folder `keys`. A new one takes the passphrase if there is one, else
the keyring, else the file, of which the status warns.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal, TypeAlias

from runtime.store.errors import StoreKeysLocked
from runtime.store.key_file import KeyFile
from runtime.store.key_passphrase import SealedKeyFile
from runtime.store.key_system import SystemKeys, real_keyring
from runtime.store.keys import KeyPlace
from runtime.wording import Wording

BY_NAME: Final = "XINLIU_PASSPHRASE"
BY_DESCRIPTOR: Final = "XINLIU_PASSPHRASE_FD"
"""Environment variables: the passphrase itself, and the number of an open file it can be read from."""
MIN_PASSPHRASE: Final = 12

PlaceName: TypeAlias = Literal["keyring", "passphrase", "file"]

_TOO_SHORT = Wording("口令至少要有 {count} 个字符。", "The passphrase must have at least {count} characters.")
_NO_KEYRING = Wording(
    "这台机器没有可用的系统密钥环；请用口令（环境变量 XINLIU_PASSPHRASE）。",
    "No keyring can be used on this machine; use a passphrase (environment variable XINLIU_PASSPHRASE).",
)
_NO_PASSPHRASE = Wording(
    "需要口令：放进环境变量 XINLIU_PASSPHRASE，或用 XINLIU_PASSPHRASE_FD 给出文件描述符。",
    "A passphrase is needed: put it into XINLIU_PASSPHRASE, or a file descriptor into XINLIU_PASSPHRASE_FD.",
)


def place_of(workspace: Path) -> KeyPlace:
    """Where the keys of *workspace* are, or shall be; raises `StoreKeysLocked` without the passphrase."""
    if SealedKeyFile.is_in(workspace):
        return SealedKeyFile(workspace, _needed_passphrase())
    if SystemKeys.is_in(workspace):
        return SystemKeys(workspace)
    if KeyFile.is_in(workspace):
        return KeyFile(workspace)
    if (passphrase := given_passphrase()) is not None:
        return SealedKeyFile(workspace, passphrase)
    return SystemKeys(workspace) if real_keyring() is not None else KeyFile(workspace)


def place_named(workspace: Path, name: PlaceName) -> KeyPlace:
    """The place of that name; raises `StoreKeysLocked` when it cannot be used here."""
    if name == "file":
        return KeyFile(workspace)
    if name == "passphrase":
        return SealedKeyFile(workspace, _needed_passphrase())
    if real_keyring() is None:
        raise StoreKeysLocked(_NO_KEYRING)
    return SystemKeys(workspace)


def move_keys(workspace: Path, name: PlaceName) -> KeyPlace:
    """Takes the keys to another place and away from the old one, once they were read back there.

    Raises `StoreKeysLocked` when either cannot be used; the keys stay where they are then.
    """
    old, new = place_of(workspace), place_named(workspace, name)
    keys = old.load()
    if keys is None or old.name == new.name:
        return old
    new.keep(keys)
    assert new.load() == keys
    old.forget()
    return new


def given_passphrase() -> str | None:
    """The passphrase of the environment or of the file descriptor named there, None without one.

    Raises `StoreKeysLocked` for one that is too short to protect anything.
    """
    passphrase = os.environ.get(BY_NAME, "") or _from_descriptor()
    if not passphrase:
        return None
    if len(passphrase) < MIN_PASSPHRASE:
        raise StoreKeysLocked(_TOO_SHORT.format(count=MIN_PASSPHRASE))
    return passphrase


def _from_descriptor() -> str:
    number = os.environ.get(BY_DESCRIPTOR, "")
    if not number.isdecimal():
        return ""
    if number not in _READ:
        try:
            with os.fdopen(int(number), "rb") as stream:
                _READ[number] = stream.read(4096).decode("utf-8", "replace").rstrip("\r\n")
        except OSError:
            return ""
    return _READ[number]


_READ: dict[str, str] = {}
"""What came through descriptors: it comes once, and is asked for again when keys are renewed."""


def _needed_passphrase() -> str:
    passphrase = given_passphrase()
    if passphrase is None:
        raise StoreKeysLocked(_NO_PASSPHRASE)
    return passphrase

"""Secrets by name: what carriers and business systems ask to see, never in a scenario or a log."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson
from pydantic import SecretStr

from runtime.store.errors import SecretRefused
from runtime.store.key_file import write_private
from runtime.store.keys import KeyPlace, NumberKeys
from runtime.store.sealing import Sealer, Unsealable
from runtime.wording import Wording

FILE_NAME: Final = "secrets.sealed"
MOST_CHARS: Final = 8192
MOST_SECRETS: Final = 1000
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}", re.ASCII)
_PLACE: Final = "secrets"

_BAD_NAME = Wording(
    "密钥名只能用字母、数字和 _ . : / -，最多 100 个字符：{name}",
    "The name of a secret takes letters, digits and _ . : / -, 100 at most: {name}",
)
_TOO_LONG = Wording(
    "「{name}」有 {count} 个字符，最多 {limit} 个。大文件请不要当密钥存。",
    "{name} has {count} characters, {limit} are allowed. A secret is no place for whole files.",
)
_EMPTY = Wording("「{name}」是空的，没有保存。", "{name} is empty and was not kept.")
_TOO_MANY = Wording("密钥最多 {limit} 个。", "There may be {limit} secrets.")
_NO_SAFE_PLACE = Wording(
    "这台机器没有系统密钥环，「{name}」不会用明文保存。请设置口令（环境变量 XINLIU_PASSPHRASE），"
    "再运行 xinliu keys move --to passphrase。",
    "This machine has no keyring, and {name} is not kept in plain. Set a passphrase (environment variable"
    " XINLIU_PASSPHRASE), then run xinliu keys move --to passphrase.",
)
_UNREADABLE = Wording(
    "密钥文件 {path} 读不出来：不是这个工作区的，或者被改动过。",
    "The secrets in {path} cannot be read: they are another workspace's, or were changed.",
)


class Secrets:
    """The secrets of one workspace, sealed in a file under its keys; any thread may use it.

    Raises `SecretRefused` for a file that cannot be read.
    """

    def __init__(self, workspace: Path, keys: NumberKeys, place: KeyPlace) -> None:
        self.path = workspace / FILE_NAME
        self._sealer = Sealer(keys.sealing, "secrets")
        self._place = place
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, SecretStr] = {}
        self.names()

    def __repr__(self) -> str:
        return f"Secrets({self.names()})"

    def names(self) -> list[str]:
        """The names, in order."""
        return sorted(self._values())

    def get(self, name: str) -> SecretStr | None:
        """The secret of that name, None when there is none."""
        return self._values().get(name)

    def all(self) -> Mapping[str, SecretStr]:
        """Name → secret, for those who keep them out of logs."""
        return dict(self._values())

    def set(self, name: str, value: SecretStr, *, is_made_up: bool = False) -> None:
        """Keeps a secret in place of one of the same name; a *made up* one may rest anywhere.

        Raises `SecretRefused` for a name or a length that cannot be, and where nothing protects it.
        """
        self.set_together({name: value}, is_made_up=is_made_up)

    def set_together(self, values: Mapping[str, SecretStr], *, is_made_up: bool = False) -> None:
        """The same for several, or for none when one is refused."""
        for name, value in values.items():
            _check(name, value)
            if not (is_made_up or self._place.is_protected):
                raise SecretRefused(_NO_SAFE_PLACE.format(name=name))
        with self._lock:
            changed = {**self._values(), **values}
            if len(changed) > MOST_SECRETS:
                raise SecretRefused(_TOO_MANY.format(limit=MOST_SECRETS))
            self._write(changed)

    def delete(self, *names: str) -> None:
        """Forgets secrets; those that are not there are none."""
        with self._lock:
            before = self._values()
            left = {name: value for name, value in before.items() if name not in names}
            if len(left) != len(before):
                self._write(left)

    def seal_anew(self) -> None:
        """Writes the file under the newest key."""
        with self._lock:
            if values := self._values():
                self._write(values)

    def _write(self, values: Mapping[str, SecretStr]) -> None:
        plain = orjson.dumps({name: value.get_secret_value() for name, value in values.items()})
        write_private(self.path, self._sealer.sealed(plain, _PLACE))
        self._known, self._stamp = dict(values), self._stamp_now()

    def _values(self) -> dict[str, SecretStr]:
        """What is in the file now: the command line may have changed it while the service runs."""
        stamp = self._stamp_now()
        if stamp != self._stamp:
            self._known, self._stamp = self._read(), stamp
        return self._known

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _read(self) -> dict[str, SecretStr]:
        try:
            plain = self._sealer.opened(self.path.read_bytes(), _PLACE)
            return {str(name): SecretStr(value) for name, value in orjson.loads(plain).items()}
        except FileNotFoundError:
            return {}
        except (Unsealable, ValueError, AttributeError) as error:
            raise SecretRefused(_UNREADABLE.format(path=str(self.path))) from error


def _check(name: str, value: SecretStr) -> None:
    if not _NAME.fullmatch(name):
        raise SecretRefused(_BAD_NAME.format(name=name[:100]))
    count = len(value.get_secret_value())
    if not count:
        raise SecretRefused(_EMPTY.format(name=name))
    if count > MOST_CHARS:
        raise SecretRefused(_TOO_LONG.format(name=name, count=count, limit=MOST_CHARS))

"""Keys in a plain file: the last resort of a machine without a keyring."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from runtime.store.keys import NumberKeys

KEY_FOLDER: Final = "keys"
_NAME: Final = "numbers.json"


class KeyFile:
    """A file that only its owner reads, in a folder of its own so that no copy of the data takes it along."""

    name: Final = "file"
    is_protected: Final = False

    def __init__(self, workspace: Path) -> None:
        self.path = workspace / KEY_FOLDER / _NAME

    @classmethod
    def is_in(cls, workspace: Path) -> bool:
        """Whether a workspace keeps its keys so."""
        return cls(workspace).path.exists()

    def load(self) -> NumberKeys | None:
        """The keys, None when there is no such file."""
        try:
            return NumberKeys.from_json(self.path.read_bytes())
        except FileNotFoundError:
            return None

    def keep(self, keys: NumberKeys) -> None:
        """Writes the file anew, all of it or none."""
        write_private(self.path, keys.to_json())

    def forget(self) -> None:
        """Overwrites and removes the file."""
        if self.path.exists():
            self.path.write_bytes(bytes(self.path.stat().st_size))
            self.path.unlink()


def write_private(path: Path, content: bytes) -> None:
    """Writes a file for its owner alone, all of it or none; the folder is made if it is missing."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)

"""The scenarios opened last."""

from __future__ import annotations

import json
from pathlib import Path

KEPT_MAX = 12


class RecentFiles:
    """Remembers files by path, newest first, in one small file; one that is gone is left out."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def paths(self) -> tuple[Path, ...]:
        """The files that still exist, newest first."""
        return tuple(path for path in self._read() if path.is_file())

    def add(self, path: Path) -> None:
        """Puts a file first."""
        resolved = path.resolve()
        self._write([resolved, *(each for each in self._read() if each != resolved)][:KEPT_MAX])

    def remove(self, path: Path) -> None:
        """Forgets a file; the file itself stays."""
        self._write([each for each in self._read() if each != path.resolve()])

    def clear(self) -> None:
        """Forgets every file."""
        self._write([])

    def _read(self) -> list[Path]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [Path(each) for each in data if isinstance(each, str)] if isinstance(data, list) else []

    def _write(self, paths: list[Path]) -> None:
        from runtime.flow.file_format import write_whole

        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([str(path) for path in paths], ensure_ascii=False)
        write_whole(self._file, text.encode("utf-8", "surrogatepass"))

"""Names and places of scenario files in the workspace."""

from __future__ import annotations

from pathlib import Path

SCENARIOS = "scenarios"
"""The folder of the drafts, in the workspace."""

BIN = "bin"
"""The folder of removed drafts, in the workspace."""

CATALOGUE = "library.sqlite3"
_UNNAMED = "未命名场景"
_STEM_BYTES_MAX = 120


def free_path(folder: Path, name: str, suffix: str = "") -> Path:
    """A file in *folder* named after a scenario, with a number behind the name where that is taken.

    Another *suffix* makes it that of another document.
    """
    from editor.library.media_folder import portable_name
    from runtime.flow.file_format import SUFFIX

    suffix = suffix or SUFFIX
    stem = portable_name(name.lstrip(". ") or _UNNAMED)
    stem = stem.encode()[:_STEM_BYTES_MAX].decode("utf-8", "ignore").rstrip(". ") or _UNNAMED
    number = 1
    while True:
        path = folder / f"{stem}{f' {number}' if number > 1 else ''}{suffix}"
        if not path.exists():
            return path
        number += 1


def name_of(path: Path) -> str:
    """The file's name without what every scenario's ends in."""
    return path.name.removesuffix(".json").removesuffix(".xinliu")


def is_in(folder: Path, path: Path) -> bool:
    """Whether a file lies directly in *folder*."""
    return path.parent.resolve() == folder.resolve()

"""Finds the formats by folder, and the format of a file by its name and its beginning."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

from editor.exchange import formats as _package
from editor.exchange.format import Format

_HEAD_BYTES = 4096


def formats_in(package: ModuleType) -> tuple[Format, ...]:
    """The `FORMAT` of every module of a package; raises AssertionError when two share an id."""
    found: dict[str, Format] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        made = module.FORMAT
        assert isinstance(made, Format)
        assert made.id not in found, f"two formats are called {made.id}"
        found[made.id] = made
    return tuple(found.values())


@cache
def formats() -> tuple[Format, ...]:
    """The formats that need neither painting nor the engine."""
    return formats_in(_package)


def format_of(path: Path, known: Iterable[Format]) -> Format | None:
    """The format to read *path* in, None when no importer fits; a folder holds messages.

    The longest suffix that fits decides. Of JSON files only those that begin as scenarios are scenarios, of
    zip files only those with a manifest are packages. Raises OSError when the file cannot be read.
    """
    readable = [each for each in known if each.can_import]
    if path.is_dir():
        return _importing("messages", readable)
    name = path.name.lower()
    fitting = [
        (len(suffix), each)
        for each in readable
        for suffix in (each.suffix, *each.more_suffixes)
        if name.endswith(suffix)
    ]
    if name.endswith(".json") and not name.endswith(".xinliu.json"):
        return _importing("scenario" if _is_scenario(path) else "messages", readable)
    if name.endswith(".xml"):
        return _importing("messages", readable)
    if name.endswith(".zip"):
        return _importing("package" if _is_package(path) else "messages", readable)
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _importing(kind: str, known: Iterable[Format]) -> Format | None:
    return next((each for each in known if each.imports == kind), None)


def _is_scenario(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    return b'"flow"' in head or b'"digest"' in head


def _is_package(path: Path) -> bool:
    """Whether the first entry is our manifest; other order means it was packed by someone else."""
    with path.open("rb") as stream:
        return b"manifest.json" in stream.read(_HEAD_BYTES)

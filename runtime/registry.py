"""Finds the types of a package by folder: one file a type, no table to keep."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)


def types_in(package: ModuleType, base: type[T]) -> dict[str, type[T]]:
    """Every concrete subclass of *base* in the modules of *package*: its `type` default → the class.

    Sorted by `type`. A class counts where it is defined, not where it is imported; names with a leading
    underscore are left out. Raises AssertionError when two classes share a `type`.
    """
    found: dict[str, type[T]] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        for name, candidate in vars(module).items():
            if not (inspect.isclass(candidate) and issubclass(candidate, base)):
                continue
            if candidate.__module__ != module.__name__ or name.startswith("_"):
                continue
            kind = candidate.model_fields["type"].default
            if not isinstance(kind, str):
                continue
            assert kind not in found, f"two types are called {kind}"
            found[kind] = candidate
    return dict(sorted(found.items()))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of *names* that *name* may have meant, or None when nothing is near."""
    cutoff = 0.5 if len(name) <= 3 else 0.6  # one of two Chinese characters wrong is still near
    matches = difflib.get_close_matches(name, list(names), n=1, cutoff=cutoff)
    return matches[0] if matches else None

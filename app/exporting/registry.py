"""Every format of the program, in the order of the menu."""

from __future__ import annotations

from functools import cache

from app.exporting import formats as _package
from editor.exchange.format import Format
from editor.exchange.registry import formats, formats_in


@cache
def all_formats() -> tuple[Format, ...]:
    """The formats that need neither painting nor the engine, and those that do."""
    return tuple(sorted((*formats(), *formats_in(_package)), key=lambda each: (each.rank, each.id)))


def export_formats() -> tuple[Format, ...]:
    """The formats a scenario can be written in."""
    return tuple(each for each in all_formats() if each.can_export)


def import_formats() -> tuple[Format, ...]:
    """The formats that can be read."""
    return tuple(each for each in all_formats() if each.can_import)


def format_called(format_id: str) -> Format:
    """The format with an id; raises LookupError."""
    for each in all_formats():
        if each.id == format_id:
            return each
    raise LookupError(format_id)

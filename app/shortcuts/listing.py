"""What stands on the sheet: every group of keys and gestures with its heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.actions import ACTIONS, MENUS
from app.shortcuts.gestures import (
    IN_THE_OUTLINE,
    IN_THE_SEARCH,
    ON_THE_CANVAS,
    ON_THE_PHONE,
    WITH_THE_MOUSE,
    WITH_THE_TOUCHPAD,
    Gesture,
    Keys,
)
from app.shortcuts.keymap import native
from runtime.wording import Wording

_CANVAS: Final = Wording("在画布上", "On the canvas")
_OUTLINE: Final = Wording("在大纲里", "In the outline")
_SEARCH: Final = Wording("在查找里", "In the search")
_PHONE: Final = Wording("在手机上", "On the phone")
_MOUSE: Final = Wording("用鼠标", "With the mouse")
_TOUCHPAD: Final = Wording("用触摸板", "With the touchpad")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: Wording
    rows: Sequence[Keys | Gesture]


def groups(keys_of: Callable[[str], Sequence[str]]) -> tuple[Group, ...]:
    """Menus in their order with the keys in use, then canvas, outline, search, phone, mouse, touchpad."""
    menus = [
        Group(
            words,
            [
                Keys(spec.words, " ".join(native(keys) for keys in keys_of(spec.id)))
                for spec in ACTIONS
                if spec.menu == name and keys_of(spec.id)
            ],
        )
        for name, words in MENUS.items()
    ]
    return tuple(
        group
        for group in (
            *menus,
            Group(_CANVAS, ON_THE_CANVAS),
            Group(_OUTLINE, IN_THE_OUTLINE),
            Group(_SEARCH, IN_THE_SEARCH),
            Group(_PHONE, ON_THE_PHONE),
            Group(_MOUSE, WITH_THE_MOUSE),
            Group(_TOUCHPAD, WITH_THE_TOUCHPAD),
        )
        if group.rows
    )


def in_columns(found: Sequence[Group], columns: int) -> list[list[Group]]:
    """The groups in columns of about the same length, in their order; a heading counts as two rows."""
    lengths = [len(group.rows) + 2 for group in found]
    target = sum(lengths) / columns
    made: list[list[Group]] = [[]]
    filled = 0.0
    for group, length in zip(found, lengths, strict=True):
        if made[-1] and len(made) < columns and filled + length / 2 > target * len(made):
            made.append([])
        made[-1].append(group)
        filled += length
    return made

"""The shapes of the pointer on the canvas."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from editor.tools.feedback import Cursor
from editor.tools.hit import Hit

CURSORS: Final[dict[Cursor, Qt.CursorShape]] = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "open_hand": Qt.CursorShape.OpenHandCursor,
    "closed_hand": Qt.CursorShape.ClosedHandCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "copy": Qt.CursorShape.DragCopyCursor,
    "resize": Qt.CursorShape.SizeFDiagCursor,
    "pointing": Qt.CursorShape.PointingHandCursor,
}
_OVER: Final[dict[str, Cursor]] = {
    "exit": "cross", "corner": "resize", "fold": "pointing", "chevron": "pointing",
}  # fmt: skip


def cursor_over(hit: Hit | None) -> Qt.CursorShape:
    """The shape over something that could be pressed."""
    return CURSORS[_OVER.get(hit.part, "arrow") if hit is not None else "arrow"]

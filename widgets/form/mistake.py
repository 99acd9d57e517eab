"""Underlines what is wrong in a text, where it is wrong."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from widgets.form.template_tokens import units_of
from widgets.theme import current_theme

_PIECE: Final = re.compile(r"\w+|\s+\S?|[^\w\s]+")


def underlined(document: QTextDocument, text: str, at: int) -> QTextEdit.ExtraSelection:
    """The word or sign of *text* at character *at*, or its last character, with a wave below."""
    begin = min(at, max(len(text) - 1, 0))
    found = _PIECE.match(text, begin)
    end = found.end() if found is not None else begin + 1
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(units_of(text[:begin]))
    cursor.setPosition(units_of(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(current_theme().error)
    look.setBackground(current_theme().error_tint)
    mark.cursor, mark.format = cursor, look
    return mark


def surplus(document: QTextDocument, start: int) -> QTextEdit.ExtraSelection:
    """The mark on everything from a position of the document: more than the wire takes."""
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setBackground(current_theme().error_tint)
    look.setForeground(current_theme().error)
    mark.cursor, mark.format = cursor, look
    return mark

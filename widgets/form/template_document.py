"""Reads and writes template texts in a text document, insertions as pills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from widgets.form.pill import SOURCE, pill_format
from widgets.form.template_tokens import INSERTION, OBJECT, is_insertion, units_of, variable_in, width_of


def insert_tokens(cursor: QTextCursor, tokens: Sequence[str]) -> None:
    """Insert characters and pills at *cursor*."""
    plain = QTextCharFormat()
    run: list[str] = []
    for token in tokens:
        if is_insertion(token):
            cursor.insertText("".join(run), plain)
            run.clear()
            cursor.insertText(OBJECT, pill_format(token, plain))
        else:
            run.append(token)
    cursor.insertText("".join(run), plain)


def read_text(document: QTextDocument) -> str:
    """The text of a document, pills as insertions; no character is changed on the way."""
    raw = document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
    if OBJECT not in raw:
        return raw
    cursor = QTextCursor(document)
    first, *others = raw.split(OBJECT)
    parts = [first]
    position = units_of(first)
    for words in others:
        position += 1
        cursor.setPosition(position)
        parts += (str(cursor.charFormat().property(SOURCE) or ""), words)
        position += units_of(words)
    return "".join(parts)


def replace_tokens(document: QTextDocument, old: Sequence[str], new: Sequence[str]) -> None:
    """Turn the *old* tokens of a document into the *new*, touching only what differs."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    cursor = QTextCursor(document)
    start = sum(map(width_of, old[:head]))
    end = start + sum(map(width_of, old[head : len(old) - tail]))
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    insert_tokens(cursor, new[head : len(new) - tail])


def close_insertions(cursor: QTextCursor) -> bool:
    """Turn every whole `{{…}}` in the block of *cursor* into a pill; whether there was one.

    The cursor stands behind the last pill afterwards.
    """
    found = False
    while (match := INSERTION.search(cursor.block().text())) is not None:
        start = cursor.block().position() + units_of(match.string[: match.start()])
        cursor.setPosition(start)
        cursor.setPosition(start + units_of(match.group()), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        insert_tokens(cursor, [match.group()])
        found = True
    return found


def begun_insertion(cursor: QTextCursor) -> str | None:
    """What stands between an unclosed `{{` and the cursor, None when none is open."""
    whole = cursor.block().text().encode("utf-16-le", "surrogatepass")
    text = whole[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")
    opened = text.rfind("{{")
    if opened < 0 or "}" in text[opened:] or OBJECT in text[opened:]:
        return None
    return text[opened + 2 :]


def variable_at(cursor: QTextCursor) -> str:
    """The variable of the pill that is selected, or stands beside the cursor; empty for none."""
    here = QTextCursor(cursor)
    last = here.document().characterCount() - 1
    for place in (cursor.selectionEnd(), cursor.selectionStart() + 1, cursor.position() + 1):
        here.setPosition(min(place, last))
        source = str(here.charFormat().property(SOURCE) or "")
        if source:
            return variable_in(source) or ""
    return ""


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many leading tokens agree."""
    for index, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return index
    return min(len(first), len(second))

"""The list that opens while an expression is written: variables, functions, signs."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QTextCursor

from runtime.flow.expressions.functions import FUNCTIONS, SIGNS
from runtime.wording import same
from widgets.form.completion import OFFER, Completion
from widgets.form.context import VariableOffer
from widgets.form.template_tokens import units_of

_WORD: Final = re.compile(r"[^\W\d]\w*$")
_IN_TEXT: Final = re.compile(r"\"(?:[^\"\\]|\\.)*$|'(?:[^'\\]|\\.)*$")
_WHOLE_TEXT: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_AFTER_VALUE: Final = re.compile(r"[\w)\"']\s+$")
_OWN: Final = ("now", "true", "false")
_CALL: Final = re.compile(r"([^\W\d]\w*)\s*$")


class ExpressionCompletion(Completion):
    """Offers what can stand at the cursor: names while one is written, signs behind a value."""

    def offer_at_cursor(self) -> None:
        """Open for a begun name, close for anything else."""
        before = self._before()
        word = _WORD.search(before)
        if _is_in_text(before) or word is None:
            self.close_list()
            return
        self._show_names(before, word.group())

    def open_now(self) -> None:
        """Open at the cursor: signs behind a value and a space, else names."""
        before = self._before()
        if _AFTER_VALUE.search(before):
            self.show_offers([VariableOffer(sign, words) for sign, words in SIGNS])
            return
        word = _WORD.search(before)
        self._show_names(before, word.group() if word else "")

    def _show_names(self, before: str, begun: str) -> None:
        is_member = before[: len(before) - len(begun)].rstrip().endswith(".")
        wanted = begun.casefold()
        found = (
            [] if is_member else [each for each in self._context.variables if wanted in each.name.casefold()]
        )
        found += [
            VariableOffer(each.name, each.help)
            for each in FUNCTIONS
            if (each.of is not None) == is_member and each.name.casefold().startswith(wanted)
        ]
        if not is_member:
            found += [VariableOffer(name, same("")) for name in _OWN if wanted and name.startswith(wanted)]
        if len(found) == 1 and found[0].name == begun:
            found = []
        self.show_offers(found)

    def take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put a name in place of what was begun; a function gets its brackets, the cursor inside."""
        offer = index.data(OFFER)
        self.close_list()
        if not isinstance(offer, VariableOffer):
            return
        cursor = self._editor.textCursor()
        word = _WORD.search(self._before())
        if word is not None and offer.name not in {sign for sign, _ in SIGNS}:
            left = QTextCursor.MoveOperation.PreviousCharacter
            cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, units_of(word.group()))
        is_function = any(each.name == offer.name for each in FUNCTIONS)
        is_sign = any(sign == offer.name for sign, _ in SIGNS)
        cursor.insertText(offer.name + ("()" if is_function else " " if is_sign else ""))
        if is_function:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()

    def _before(self) -> str:
        cursor = self._editor.textCursor()
        whole = cursor.block().text().encode("utf-16-le", "surrogatepass")
        return whole[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")


def _is_in_text(before: str) -> bool:
    return _IN_TEXT.search(_WHOLE_TEXT.sub("", before)) is not None


def call_around(before: str) -> str:
    """The function whose brackets are open at the end of *before*, empty when none are."""
    plain = _WHOLE_TEXT.sub("", before)
    depth = 0
    for index in range(len(plain) - 1, -1, -1):
        depth += (plain[index] == ")") - (plain[index] == "(")
        if depth < 0:
            found = _CALL.search(plain[:index])
            if found is not None:
                return found.group(1)
            depth = 0
    return ""

"""The keyboard goes back only to what is still on screen."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.common import FocusReturn

REASON = Qt.FocusReason.OtherFocusReason


def test_the_keyboard_goes_back_once_and_never_to_what_is_deleted_or_hidden(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, home, gone, hidden = (QLineEdit(window) for _ in range(4))
    for each in (before, home, gone, hidden):
        column.addWidget(each)
    window.show()
    hidden.hide()
    back = FocusReturn()

    for remembered, expected in ((before, before), (gone, home), (hidden, home), (None, home)):
        back.remember(remembered)
        if remembered is gone:
            shiboken6.delete(gone)
        back.give_back(REASON, otherwise=home)
        assert window.focusWidget() is expected
    back.give_back(REASON)
    assert window.focusWidget() is home

"""Every small widget paints in every theme, and goes away without a trace."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gallery import gallery
from widgets.theme import ThemeName, set_theme, theme_changed


@pytest.mark.parametrize("theme", list(ThemeName))
def test_all_widgets_paint(qtbot: QtBot, theme: ThemeName) -> None:
    set_theme(theme)
    window = gallery()
    qtbot.addWidget(window)

    assert not window.grab().isNull()


def test_no_widget_is_kept_alive_by_the_look(qapp: QApplication) -> None:
    window = gallery()
    gone = weakref.ref(window)
    window.deleteLater()
    qapp.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    del window
    gc.collect()

    theme_changed.emit()

    assert gone() is None

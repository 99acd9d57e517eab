"""The focus ring: where it is, when it shows, and that it outlives windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.common import Button, FocusRing


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[FocusRing]:
    made = FocusRing(qapp)
    yield made
    made.deleteLater()
    qapp.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def test_ring_lies_three_px_around_the_widget(qtbot: QtBot, ring: FocusRing) -> None:
    button = Button("保存")
    window = _window(qtbot, button, Button("B"))

    button.setFocus(Qt.FocusReason.TabFocusReason)

    assert ring.target is button
    assert window.isActiveWindow()
    assert ring.rect == button.geometry().adjusted(-3, -3, 3, 3)


def test_ring_follows_a_moved_widget_and_goes_with_it(qtbot: QtBot, ring: FocusRing) -> None:
    button = Button("保存")
    window = _window(qtbot, button)
    button.setFocus(Qt.FocusReason.TabFocusReason)

    button.move(40, 30)
    assert ring.rect.topLeft() == button.pos() - type(button.pos())(3, 3)
    button.hide()
    assert ring.rect.isEmpty()
    assert window.isVisible()


def test_text_fields_have_it_and_those_that_draw_their_own_do_not(qtbot: QtBot, ring: FocusRing) -> None:
    field, own = QLineEdit(), Button("画布")
    own.setProperty("draws_own_focus", True)
    window = _window(qtbot, field, own)

    field.setFocus()
    on_field = ring.target
    own.setFocus(Qt.FocusReason.TabFocusReason)

    assert on_field is field
    assert ring.target is None
    assert window.isActiveWindow()


def test_ring_is_cut_at_the_edge_of_a_scrolled_area(qtbot: QtBot, ring: FocusRing) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    buttons = [Button(str(n)) for n in range(30)]
    for button in buttons:
        column.addWidget(button)
    area = QScrollArea()
    area.setWidget(content)
    window = _window(qtbot, area)
    window.resize(200, 200)
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert not ring.rect.isEmpty()

    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    assert ring.rect.isEmpty()


def test_ring_outlives_the_window_it_was_in(qtbot: QtBot, ring: FocusRing, qapp: QApplication) -> None:
    first = QWidget()
    inside = Button("A", parent=first)
    first.show()
    first.activateWindow()
    inside.setFocus(Qt.FocusReason.TabFocusReason)
    first.deleteLater()
    qapp.sendPostedEvents(first, QEvent.Type.DeferredDelete)
    button = Button("B")
    window = _window(qtbot, button)

    button.setFocus(Qt.FocusReason.TabFocusReason)

    assert ring.target is button
    assert not ring.rect.isEmpty()
    assert window.isActiveWindow()

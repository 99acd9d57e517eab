"""The tour, done by a person with their own hands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from app.main_window.window import Window
from app.tour.scenario import CARD, TAKE_EXIT
from runtime.flow.ids import NodeId
from tests.support.person import Person

WORDS = "券已到账，到店出示即可。"


def at_step(window: Window, number: int, person: Person) -> None:
    """Wait until the tour shows a step, counted from 0."""
    person.wait_until(lambda: window.tour.step == number)


def do_tour(window: Window, person: Person) -> NodeId:
    """Do every step of the tour that has just begun; gives the text the person added."""
    at_step(window, 0, person)
    person.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    canvas = person.area.canvas
    text = person.drop_entry("text", canvas.node_rect(CARD).topRight() + QPoint(90, 10))
    at_step(window, 1, person)
    person.write(text, ("message", "content", "text"), WORDS)
    at_step(window, 2, person)
    person.connect(CARD, TAKE_EXIT, text)
    at_step(window, 3, person)
    person.area.checking.run()
    long_one = next(issue for issue in person.area.checking.issues if issue.path and issue.node == CARD)
    person.area.problems.fix_requested.emit(long_one)
    at_step(window, 4, person)
    canvas.setFocus()
    person.press(Qt.Key.Key_F5)
    at_step(window, 5, person)
    person.wait_until(lambda: person.can_find("领取优惠券"))
    person.tap("领取优惠券")
    at_step(window, 6, person)
    return text

"""The tour: done with one's own hands, done for one, and left at any moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.tour.scenario import CARD, TAKE_EXIT, tour_document
from app.tour.steps import STEPS
from runtime.flow.ids import FlowId
from runtime.flow.issues import check_flow
from tests.support.person import Person
from tests.support.touring import at_step, do_tour
from widgets.theme import set_reduced_motion


@pytest.fixture
def touring(person: Person, window: Window, qtbot: QtBot) -> Window:
    """A window in which the tour just began."""
    set_reduced_motion(True)
    window.menus["tour"].trigger()
    person.wait_until(lambda: window.tour.is_running and window.area is not None)
    return window


@pytest.mark.slow
def test_a_person_does_the_tour_with_their_own_hands(touring: Window, person: Person) -> None:
    do_tour(touring, person)

    assert touring.play is not None
    assert touring.play.play is not None
    assert (CARD, TAKE_EXIT) in {(step.node, step.exit) for step in touring.play.play.walk()}
    assert touring.tour.bubble is not None
    assert "会回话的消息" in touring.tour.bubble.accessibleDescription()


@pytest.mark.slow
def test_every_step_can_be_done_for_the_person_and_what_comes_of_it_is_sound(
    touring: Window, person: Person
) -> None:
    finished: list[bool] = []
    touring.tour.finished.connect(lambda: finished.append(True))
    for number in range(len(STEPS)):
        at_step(touring, number, person)
        assert touring.tour.bubble is not None
        person.click(touring.tour.bubble.do_button)
    at_step(touring, len(STEPS), person)

    assert finished == [True]
    assert touring.area is not None
    assert check_flow(touring.area.document.flow, media=touring.area.document.media.names()) == ()


def test_leaving_takes_everything_away_and_keeps_the_scenario(
    touring: Window, person: Person, qtbot: QtBot
) -> None:
    bubble = touring.tour.bubble
    assert bubble is not None

    bubble.setFocus()
    QTest.keyClick(bubble, Qt.Key.Key_Escape)

    assert not touring.tour.is_running
    assert touring.tour.bubble is None
    assert touring.area is not None
    assert CARD in touring.area.document.store.nodes


def test_it_ends_with_its_scenario(touring: Window, person: Person) -> None:
    touring.files.new()

    person.wait_until(lambda: not touring.tour.is_running)


def test_the_card_stands_clear_of_the_place_it_is_about(touring: Window, person: Person) -> None:
    bubble = touring.tour.bubble
    assert bubble is not None

    place = STEPS[0].anchor(touring)

    assert not place.isEmpty()
    assert touring.rect().contains(bubble.geometry())
    assert not bubble.geometry().intersects(place)


def test_the_tour_begins_with_one_loose_exit_and_one_button_that_is_too_long() -> None:
    codes = sorted(
        issue.code for issue in check_flow(tour_document(FlowId("t")).flow) if issue.severity == "error"
    )

    assert len(codes) == 2

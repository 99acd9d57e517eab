"""Two thousand random keys and clicks, and documents opened and closed: nothing breaks, nothing stays."""

from __future__ import annotations

import gc
import weakref
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from app.editing_area import EditingArea
from app.main_window.window import Window
from runtime.flow.file_format import from_text, to_text
from tests.support.monkey import Monkey, shut_out_the_system
from tests.support.person import Person
from tests.support.published import FakeRuntime

EVENTS: Final = 2_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_events_break_nothing_and_the_scenario_can_be_opened(
    window: Window, person: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shut_out_the_system(monkeypatch)
    window.files.open_sample("spring-sale")
    person.wait_until(lambda: window.area is not None)
    window.publishing.link.use(FakeRuntime(person.area.document.flow))
    monkey = Monkey(window, seed)

    for number in range(EVENTS // 2):
        monkey.act()
        if number % 10 == 0:
            if window.files.document is None:
                window.files.open_sample("spring-sale")
            window.show_editing()
        if number % 50 == 0:
            qtbot.wait(1)
    if window.files.document is None:
        window.files.open_sample("spring-sale")
    if window.play is not None:
        window.play.stop()

    assert window.area is not None
    assert monkey.edits > EVENTS // 100
    assert len(monkey.visited) > 3
    document = window.area.document.document
    assert from_text(to_text(document)) == document
    while window.area.document.history.can_undo():
        window.area.document.history.undo()
    assert window.area.document.history.can_redo() or not window.area.document.is_dirty


def _parts_of(area: EditingArea) -> tuple[object, ...]:
    """What has to go with a document, from the window down to what paints and listens."""
    canvas = area.canvas
    return (
        *(area, area.document, area.document.store, area.document.history, area.inspector, area.problems),
        *(canvas, canvas._scene, canvas._marks, canvas._painting, canvas._thumbnails),
    )


@pytest.mark.slow
def test_closed_documents_are_gone(window: Window, person: Person, qtbot: QtBot) -> None:
    kept: list[weakref.ref[object]] = []

    for number in range(20):
        window.files.open_sample(("spring-sale", "bill-reminder", "appointment")[number % 3])
        person.wait_until(lambda: window.area is not None)
        area = person.area
        area.document.selection.set(list(area.document.store.nodes)[:1])
        qtbot.wait(5)
        kept += [weakref.ref(each) for each in _parts_of(area)]
        del area
    window.files.close()
    person.wait_until(lambda: window.area is None)
    qtbot.wait(50)
    gc.collect()

    assert [ref() for ref in kept if ref() is not None] == []

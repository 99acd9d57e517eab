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
SURFACES: Final = (
    *("publish", "compare_online", "search", "find", "replace", "go_to_outline", "who_uses", "name_version"),
    *("shortcuts", "area_settings", "area_library", "tour", "play"),
)
"""What is brought up in turn; what follows is left to chance."""


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
        if number % 6 == 0:
            if window.files.document is None:
                window.files.open_sample("spring-sale")
            window.show_editing()
        if number % 30 == 0:
            monkey.visit(SURFACES[number // 30 % len(SURFACES)])
        if number % 50 == 0:
            qtbot.wait(1)
    if window.files.document is None:
        window.files.open_sample("spring-sale")
    if window.play is not None:
        window.play.stop()

    assert window.area is not None
    assert monkey.edits > EVENTS // 100
    assert {"library", "editing", "settings", "palette"} <= monkey.visited
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


def _use_what_lies_over_the_canvas(window: Window, person: Person) -> None:
    """Play, look at what publishing would do, compare with what is online, search."""
    window.publishing.link.use(FakeRuntime(person.area.document.flow))
    person.wait_until(window.menus["compare_online"].isEnabled)
    window.menus["play"].trigger()
    window.menus["play"].trigger()
    window.menus["publish"].trigger()
    person.wait_until(lambda: window.publishing.desk is not None)
    window.menus["compare_online"].trigger()
    person.wait_until(lambda: window.comparing.is_open)
    window.menus["search"].trigger()
    window.finding.palette.list.close_list()


@pytest.mark.slow
def test_closed_documents_are_gone(window: Window, person: Person, qtbot: QtBot) -> None:
    kept: list[weakref.ref[object]] = []

    for number in range(20):
        window.files.open_sample(("spring-sale", "bill-reminder", "appointment")[number % 3])
        person.wait_until(lambda: window.area is not None)
        area = person.area
        area.document.selection.set(list(area.document.store.nodes)[:1])
        qtbot.wait(5)
        if number % 5 == 0:
            _use_what_lies_over_the_canvas(window, person)
        kept += [weakref.ref(each) for each in _parts_of(area)]
        del area
    window.files.close()
    person.wait_until(lambda: window.area is None)

    # What was begun in threads for a document that is closed ends by itself, soon.
    person.wait_until(lambda: not _left(kept))


def _left(kept: list[weakref.ref[object]]) -> list[str]:
    gc.collect()
    return [type(found).__name__ for ref in kept if (found := ref()) is not None]

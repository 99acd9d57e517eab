"""Large scenarios are opened beside the screen: progress, a way out, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.opening.page import OpeningPage
from app.opening.reading import OpeningStopped, is_large, prepare
from runtime.flow.file_format import read_document, write_document
from runtime.wording import Wording
from tests.support.flows import generated, greeting, node_id
from widgets.theme import current_theme


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.xinliu.json"
    write_document(generated(700), path)
    assert is_large(path)
    return path


def page_of(window: Window) -> OpeningPage | None:
    pages = window.findChildren(OpeningPage)
    return next((page for page in pages if page.isVisible()), None)


def test_a_large_file_opens_behind_a_page(window: Window, qtbot: QtBot, large: Path) -> None:
    window.files.open_path(str(large))
    page = page_of(window)
    assert page is not None
    assert page.cancel.hasFocus() or page.hasFocus()

    qtbot.waitUntil(lambda: window.area is not None, timeout=20_000)

    assert window.area is not None
    assert len(window.area.document.store.nodes) == 700
    assert window.area.canvas.node_rect(node_id("n0")).width() > 0
    assert page_of(window) is None
    assert large in window.files.recent.paths()


def test_the_canvas_made_beside_the_screen_follows_edits(window: Window, qtbot: QtBot, large: Path) -> None:
    window.files.open_path(str(large))
    qtbot.waitUntil(lambda: window.area is not None, timeout=20_000)
    assert window.area is not None
    area = window.area
    before = area.canvas.node_rect(node_id("n1"))

    with area.document.store.edit(Wording("移动", "Move")) as draft:
        draft.move(node_id("n1"), 5000, 5000)

    assert area.canvas.node_rect(node_id("n1")) != before


def test_escape_gives_up_and_keeps_what_was_open(window: Window, qtbot: QtBot, large: Path) -> None:
    window.files.open_sample("spring-sale")
    open_before = window.files.document
    window.files.open_path(str(large))
    page = page_of(window)
    assert page is not None

    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.wait(100)

    assert page_of(window) is None
    assert window.files.document is open_before


def test_a_damaged_large_file_is_said_to_be_so(window: Window, qtbot: QtBot, large: Path) -> None:
    large.write_text(large.read_text(encoding="utf-8")[:-4000], encoding="utf-8")

    window.files.open_path(str(large))
    qtbot.waitUntil(lambda: window.notices.bar("open") is not None, timeout=20_000)

    assert window.area is None
    assert page_of(window) is None


def test_another_file_takes_the_place_of_the_one_on_its_way(
    window: Window, qtbot: QtBot, large: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small.xinliu.json"
    write_document(greeting(), small)
    window.files.open_path(str(large))
    window.files.open_path(str(small))
    qtbot.wait(200)

    assert window.area is not None
    assert len(window.area.document.store.nodes) == 4


def test_progress_rises_to_the_end(large: Path) -> None:
    told: list[float] = []

    prepared = prepare(large, current_theme(), lambda _, done: told.append(done), lambda: False)

    assert told == sorted(told)
    assert told[-1] > 0.9
    assert prepared.store.document == read_document(large)


def test_reading_stops_when_nobody_waits(large: Path) -> None:
    with pytest.raises(OpeningStopped):
        prepare(large, current_theme(), lambda *_: None, lambda: True)

"""Every control has a name and is reached, wherever the person is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS
from app.main_window.window import Window
from editor.inspector.problems import HISTORY, OUTLINE, PROBLEMS, VARIABLES
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.wording import same
from tests.support.area_scenes import area_surfaces
from tests.support.person import Person
from widgets.common import FocusRing
from widgets.form.text_area import TextArea
from widgets.language import Language, set_language
from widgets.theme import set_text_scale

LONG_WAY = 400
"""More steps of Tab than any window has controls."""


@pytest.fixture
def sample(window: Window) -> Window:
    window.resize(1900, 1000)
    window.files.open_sample("spring-sale")
    return window


def nameless(window: Window) -> set[str]:
    """The visible controls that take the focus and that a screen reader could not name."""
    found = set()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QScrollBar) or interface.text(QAccessible.Text.Name).strip():
            continue
        found.add(" in ".join(type(each).__name__ for each in (widget, *holders(widget))))
    return found


def holders(widget: QWidget) -> Iterator[QWidget]:
    holder = widget.parentWidget()
    while holder is not None:
        yield holder
        holder = holder.parentWidget()


def test_every_control_of_start_page_and_settings_has_a_name(window: Window) -> None:
    start = nameless(window)
    window.show_settings()

    assert (start, nameless(window)) == (set(), set())


def test_every_control_of_every_form_has_a_name(sample: Window, person: Person) -> None:
    found: set[str] = set()
    inspector = person.area.inspector
    for node in tuple(person.area.document.store.nodes):
        person.area.document.selection.set([node])
        for page in ("content", "exits", "fallback"):
            if not inspector.pages.segment.part(page).isHidden():
                inspector.pages.turn_to(page)
            found |= nameless(sample)
    person.area.document.selection.set(tuple(person.area.document.store.nodes)[:3])
    found |= nameless(sample)
    person.area.document.selection.clear()

    assert found | nameless(sample) == set()


def test_every_control_of_panels_and_overlays_has_a_name(sample: Window, person: Person) -> None:
    found: set[str] = set()
    for tab in (PROBLEMS, OUTLINE, VARIABLES, HISTORY):
        person.area.problems.show_tab(tab)
        found |= nameless(sample)
    sample.finding.replace()
    found |= nameless(sample)
    sample.finding.open_palette()
    found |= nameless(sample)
    sample.finding.palette.list.close_list()
    sample.shortcuts.show_sheet()
    found |= nameless(sample)
    sample.shortcuts.sheet().close_sheet()
    sample.shortcuts.change_keys()

    assert found | nameless(sample) == set()


def test_every_control_of_the_areas_has_a_name(window: Window, qtbot: QtBot) -> None:
    found = {
        (surface, name)
        for surface in area_surfaces(window, lambda holds: qtbot.waitUntil(holds, timeout=10_000))
        for name in nameless(window)
    }

    assert found == set()


def test_names_follow_the_language(sample: Window, person: Person) -> None:
    chinese = person.area.canvas.accessibleName()

    set_language(Language.EN)

    assert (chinese, person.area.canvas.accessibleName()) == ("画布", "Canvas")
    assert nameless(sample) == set()


def test_every_action_is_in_a_menu_that_is_reached(window: Window) -> None:
    def below(menu: QMenu) -> Iterator[str]:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from below(inner)
            else:
                yield action.objectName()

    listed = {
        name
        for top in window.menuBar().actions()
        if isinstance(menu := top.menu(), QMenu)
        for name in below(menu)
    }

    assert {spec.id for spec in ACTIONS} - listed == set()


@pytest.mark.parametrize("backwards", [False, True])
def test_tab_comes_round_and_is_kept_by_the_canvas_alone(
    sample: Window, person: Person, backwards: bool
) -> None:
    person.area.document.selection.set([NodeId("carousel")])
    person.area.inspector.focus_title()
    first = QApplication.focusWidget()
    seen: list[QWidget | None] = []
    for _ in range(LONG_WAY):
        person.press(Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is person.area.canvas:
            held = Qt.KeyboardModifier.ControlModifier
            person.press(Qt.Key.Key_F6, held | Qt.KeyboardModifier.ShiftModifier if backwards else held)
            focused = QApplication.focusWidget()
        seen.append(focused)
        if focused is first:
            break

    assert seen[-1] is first
    assert len({id(each) for each in seen}) > 10


def test_the_focus_is_visible_on_every_control_that_tab_reaches(
    sample: Window, person: Person, qapp: QApplication
) -> None:
    ring = FocusRing(qapp)
    person.area.document.selection.set([NodeId("carousel")])
    person.area.inspector.focus_title()
    invisible = set()
    for _ in range(60):
        person.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused is person.area.canvas:
            break
        is_own = bool(focused.property("draws_own_focus"))
        if not is_own and not focused.property("bare") and ring.rect.isEmpty():
            invisible.add(type(focused).__name__)

    ring.deleteLater()
    assert invisible == set()


def test_a_field_tells_its_counter_and_its_problem(sample: Window, person: Person) -> None:
    person.area.document.selection.set([NodeId("arrived")])
    inspector = person.area.inspector
    path = ("message", "content", "card", "title")
    inspector.focus_path(path)
    field = QApplication.focusWidget()
    assert isinstance(field, TextArea)
    interface = QAccessible.queryAccessibleInterface(field)
    assert interface.text(QAccessible.Text.Name) == "标题"
    assert "字节" in interface.text(QAccessible.Text.Description)

    inspector.show_issues([Issue("error", "x", same("太长了"), NodeId("arrived"), path)])

    assert interface.text(QAccessible.Text.Description).endswith("太长了")


def test_the_canvas_tells_the_current_node(sample: Window, person: Person) -> None:
    person.area.document.selection.set([NodeId("ab")])
    described = QAccessible.queryAccessibleInterface(person.area.canvas).text(QAccessible.Text.Description)
    person.area.document.selection.clear()

    assert described.startswith("A/B 分流，A/B 分流，出口：A 轮播 → 新品轮播，B 大图 → 单卡大图")
    assert "没有选中" in person.area.canvas.accessibleDescription()


@pytest.mark.parametrize("language", list(Language))
def test_with_large_letters_no_button_is_cut(
    sample: Window, person: Person, language: Language, qtbot: QtBot
) -> None:
    from widgets.common import Button

    set_language(language)
    set_text_scale(130)
    sample.resize(1280, 800)
    QTest.qWait(50)

    cut = [
        button.words
        for button in sample.findChildren(Button)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]
    assert cut == []

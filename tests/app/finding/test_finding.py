"""Search, replace, uses and the palette in the window, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.finding.candidates import Target
from app.finding.find_bar import FindBar
from app.main_window.window import Window
from editor.document.uses import Subject
from editor.inspector.problems import VARIABLES
from runtime.flow.ids import NodeId
from runtime.wording import same
from tests.support.keys import type_text
from tests.support.person import Person
from widgets.common import PickList
from widgets.form.text_area import TextArea

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(sample: Window, person: Person) -> FindBar:
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_F, CTRL)
    assert sample.finding.search.bar is not None
    return sample.finding.search.bar


def look_for(sample: Window, bar: FindBar, words: str, qtbot: QtBot) -> None:
    bar.field.clear()
    type_text(bar.field, words)
    qtbot.waitUntil(lambda: sample.finding.search.current is not None)


def open_list(window: Window) -> PickList:
    return next(each for each in window.findChildren(PickList) if each.isVisible())


def test_typing_counts_marks_and_goes_to_the_first(
    sample: Window, bar: FindBar, person: Person, qtbot: QtBot
) -> None:
    look_for(sample, bar, "优惠券", qtbot)
    search = sample.finding.search

    assert bar.count.text() == f"1/{len(search.matches)}"
    assert person.area.document.selection.current_node() == search.matches[0].node
    marked = {node for node, card in person.area.canvas._scene.cards.items() if card.is_found}
    assert marked == {match.node for match in search.matches if match.node is not None}
    assert person.area.problems.outline.outline.steps.found == marked
    assert bar.field.hasFocus()


def test_enter_goes_on_shift_enter_back_and_round(sample: Window, bar: FindBar, qtbot: QtBot) -> None:
    look_for(sample, bar, "优惠券", qtbot)
    count = len(sample.finding.search.matches)
    seen = []
    for key, held in ((Qt.Key.Key_Return, None), (Qt.Key.Key_Return, SHIFT), (Qt.Key.Key_Return, SHIFT)):
        QTest.keyClick(bar.field, key, held or Qt.KeyboardModifier.NoModifier)
        seen.append(bar.count.text())

    assert seen == [f"2/{count}", f"1/{count}", f"{count}/{count}"]


def test_f3_goes_on_from_anywhere(sample: Window, bar: FindBar, person: Person, qtbot: QtBot) -> None:
    look_for(sample, bar, "优惠券", qtbot)
    person.press(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert person.area.canvas.hasFocus()
    assert not any(card.is_found for card in person.area.canvas._scene.cards.values())

    person.press(Qt.Key.Key_F3)

    assert bar.isVisible()
    assert bar.count.text().startswith("2/") or bar.count.text().startswith("1/")


def test_control_enter_goes_to_the_field_with_the_words_selected(
    sample: Window, bar: FindBar, qtbot: QtBot
) -> None:
    look_for(sample, bar, "领取优惠券", qtbot)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, CTRL)

    focused = QApplication.focusWidget()
    assert isinstance(focused, TextArea | QLineEdit)
    text = focused.selectedText() if isinstance(focused, QLineEdit) else focused.textCursor().selectedText()
    assert text == "领取优惠券"


def test_nothing_found_is_said_with_a_way_out(sample: Window, bar: FindBar, qtbot: QtBot) -> None:
    type_text(bar.field, "没有这个词")

    assert bar.place.words == "没有找到「没有这个词」。换个词，或"
    assert bar.everywhere.isVisible()
    with qtbot.waitSignal(sample.finding.everywhere_asked) as asked:
        bar.everywhere.click()
    assert asked.args == ["没有这个词"]


def test_replace_all_is_one_undo_and_says_how_many(
    sample: Window, bar: FindBar, person: Person, qtbot: QtBot
) -> None:
    document = person.area.document
    before, steps = document.document, len(document.history.names())
    person.press(Qt.Key.Key_H, CTRL)
    look_for(sample, bar, "优惠券", qtbot)
    type_text(bar.replacement, "红包")

    bar.all.click()

    assert len(document.history.names()) == steps + 1
    assert sample.finding.search.matches == ()
    assert bar.place.words.startswith("已替换 ")
    document.history.undo()
    assert document.document == before


def test_replacing_one_goes_on_to_the_next_even_when_the_new_words_hold_the_old(
    sample: Window, bar: FindBar, person: Person, qtbot: QtBot
) -> None:
    person.press(Qt.Key.Key_H, CTRL)
    look_for(sample, bar, "优惠券", qtbot)
    count = len(sample.finding.search.matches)
    type_text(bar.replacement, "大优惠券")

    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)

    assert len(sample.finding.search.matches) == count
    assert bar.count.text() == f"2/{count}"


def test_an_edit_while_the_bar_is_open_counts_anew(
    sample: Window, bar: FindBar, person: Person, qtbot: QtBot
) -> None:
    look_for(sample, bar, "优惠券", qtbot)
    count = len(sample.finding.search.matches)
    store = person.area.document.store

    with store.edit(same("x")) as draft:
        draft.put_node(store.node(NodeId("ab")).with_changes(title="优惠券"))

    qtbot.waitUntil(lambda: len(sample.finding.search.matches) == count + 1)
    person.area.document.history.undo()


def test_keys_typed_in_the_bar_never_reach_the_canvas(
    sample: Window, bar: FindBar, person: Person, qtbot: QtBot
) -> None:
    before = person.area.document.document
    look_for(sample, bar, "优惠券", qtbot)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_C, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(bar.field, key)
    QTest.keyClick(bar.next, Qt.Key.Key_Delete)

    assert person.area.document.document is before


def test_another_scenario_begins_without_a_bar(sample: Window, bar: FindBar, qtbot: QtBot) -> None:
    look_for(sample, bar, "优惠券", qtbot)

    sample.files.open_sample("spring-sale")

    assert sample.finding.search.bar is None
    assert sample.finding.search.matches == ()


def test_the_palette_runs_a_command_and_remembers_it(sample: Window, person: Person) -> None:
    person.press(Qt.Key.Key_K, CTRL)
    palette = sample.finding.palette.list
    type_text(palette.field, "全选")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert len(person.area.document.selection.nodes) == len(person.area.document.store.nodes)
    assert sample.settings.recent_finds[0] == "command:select_all"
    person.press(Qt.Key.Key_K, CTRL)
    first = palette.rows.rows[0].key
    assert isinstance(first, Target)
    assert first.id == "select_all"
    person.press(Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_the_palette_shows_why_a_command_is_not_possible(window: Window, person: Person) -> None:
    person.press(Qt.Key.Key_K, CTRL)
    palette = window.finding.palette.list
    type_text(palette.field, "保存")
    row = next(row for row in palette.rows.rows if row.words == "保存")

    assert not row.is_enabled
    assert row.detail == "先打开一个场景"
    assert row.note == "Ctrl+S"
    person.press(Qt.Key.Key_Escape)


def test_the_palette_finds_texts_inside_nodes(sample: Window, person: Person) -> None:
    rows = sample.finding.palette.rows("60 元")

    assert [row for row in rows if isinstance(row.key, Target) and row.key.kind == "text"]


def test_who_uses_a_variable_is_listed_and_gone_to(sample: Window, person: Person) -> None:
    person.area.problems.show_tab(VARIABLES)
    table = person.area.problems.variables
    name = table.model().index(0, 0).data()
    table.setCurrentIndex(table.model().index(0, 0))
    table.setFocus()

    person.press(Qt.Key.Key_F12, SHIFT)
    listed = open_list(sample)
    uses = [row.key for row in listed.rows.rows]
    QTest.keyClick(listed.field, Qt.Key.Key_Return)

    assert name in listed.accessibleName()
    assert uses
    assert person.area.document.selection.current_node() == uses[0].node  # type: ignore[attr-defined]  # a Use


def test_without_anything_at_hand_it_asks_whose_uses(sample: Window, person: Person) -> None:
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_F12, SHIFT)
    asked = open_list(sample)

    assert any(isinstance(row.key, Subject) and row.key.kind == "keyword" for row in asked.rows.rows)
    person.press(Qt.Key.Key_Escape)


def test_deleting_a_used_variable_says_who_still_uses_it(sample: Window, person: Person) -> None:
    store = person.area.document.store
    name = next(
        each.name for each in store.flow.variables if person.area.problems.variables.use_counts()[each.name]
    )
    with store.edit(same("x")) as draft:
        draft.set_flow(variables=tuple(each for each in store.flow.variables if each.name != name))

    assert person.area.toast.words.startswith(f"变量「{name}」删了，还有 ")
    person.area.document.history.undo()


def test_f4_takes_the_keyboard_to_the_outline(sample: Window, person: Person) -> None:
    person.area.document.selection.set([NodeId("ab")])
    person.area.canvas.setFocus()

    person.press(Qt.Key.Key_F4)

    outline = person.area.problems.outline
    assert outline.hasFocus()
    assert outline.currentIndex().data() == "A/B 分流"

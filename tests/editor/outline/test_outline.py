"""The outline with the keyboard, and what a screen reader says of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from editor.document.selection import Selection
from editor.document.store import Store
from editor.document.walk_order import walk_order
from editor.inspector.problems import OUTLINE
from editor.outline import Outline
from editor.outline.model import WAITS_FROM
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.send_message import SendMessage
from runtime.wording import same
from tests.editor.outline.conftest import Desk
from tests.support.flows import generated
from tests.support.keys import type_text

HELLO, YES, NO = NodeId("hello"), NodeId("yes"), NodeId("no")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def outline(desk: Desk) -> Outline:
    desk.problems.show_tab(OUTLINE)
    desk.problems.activateWindow()
    desk.problems.outline.setFocus()
    return desk.problems.outline


def at(outline: Outline, node: NodeId, exit_name: str = "") -> QModelIndex:
    return outline.outline.index_of(node, ExitName(exit_name) if exit_name else None)


def go(outline: Outline, node: NodeId, exit_name: str = "") -> None:
    outline.setCurrentIndex(at(outline, node, exit_name))


def texts_below(outline: Outline, node: NodeId) -> list[str]:
    model, parent = outline.outline, at(outline, node)
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def selected(outline: Outline) -> list[str]:
    return [index.data() for index in outline.selectionModel().selectedIndexes()]


def spoken(outline: Outline, index: QModelIndex) -> tuple[str, str]:
    name = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(name), str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or "")


def list_field() -> QLineEdit:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def test_the_walk_begins_at_the_start_and_ends_with_what_it_never_meets(desk: Desk) -> None:
    order = [node.id for node in walk_order(desk.store.flow)]

    assert order == ["start", "hello", "yes", "no", "cards"]


def test_the_outline_shares_the_selection(desk: Desk, outline: Outline) -> None:
    go(outline, HELLO)
    assert desk.selection.nodes == (HELLO,)
    desk.selection.set([YES])

    assert selected(outline) == ["参加"]


def test_several_rows_are_selected_with_shift(desk: Desk, outline: Outline) -> None:
    outline.collapseAll()
    go(outline, HELLO)

    QTest.keyClick(outline, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    assert set(desk.selection.nodes) == {HELLO, YES}


def test_exits_are_listed_with_the_step_they_lead_to(outline: Outline) -> None:
    assert texts_below(outline, HELLO) == [
        "好的 → 3 参加",
        "不了 → 4 不参加",
        "其他回复 → 未连接",
        "24 小时无回复 → 未连接",
    ]


def test_an_exit_that_goes_back_is_a_reference(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    with desk.store.edit(same("x")) as draft:
        draft.connect(HELLO, ExitName("other"), HELLO)

    qtbot.waitUntil(lambda: texts_below(outline, HELLO)[2] == "其他回复 ↩ 2 打招呼")
    assert spoken(outline, at(outline, HELLO, "other"))[0] == "出口 其他回复 ↩ 2 打招呼，回到第 2 步"


def test_enter_on_an_exit_follows_it(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    go(outline, HELLO, "reply:s1")

    with qtbot.waitSignal(outline.node_shown) as went:
        QTest.keyClick(outline, Qt.Key.Key_Return)

    assert went.args == [YES]
    assert desk.selection.nodes == (YES,)


def test_enter_on_a_node_asks_to_edit_it(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    go(outline, YES)

    with qtbot.waitSignal(desk.problems.node_activated) as asked:
        QTest.keyClick(outline, Qt.Key.Key_Return)

    assert asked.args == [YES]


def test_delete_on_an_exit_disconnects_and_on_a_node_deletes(
    desk: Desk, outline: Outline, qtbot: QtBot
) -> None:
    go(outline, HELLO, "reply:s1")
    QTest.keyClick(outline, Qt.Key.Key_Delete)
    assert ExitName("reply:s1") not in desk.store.node(HELLO).targets
    qtbot.waitUntil(lambda: "未连接" in texts_below(outline, HELLO)[0])

    go(outline, HELLO)
    QTest.keyClick(outline, Qt.Key.Key_Delete)

    assert HELLO not in desk.store.nodes
    assert outline.currentIndex().isValid()


def test_an_exit_is_wired_by_typing_the_name_of_its_target(desk: Desk, outline: Outline) -> None:
    go(outline, HELLO, "other")
    QTest.keyClick(outline, Qt.Key.Key_C)

    type_text(list_field(), "不参")
    QTest.keyClick(list_field(), Qt.Key.Key_Return)

    assert desk.store.node(HELLO).targets[ExitName("other")] == NO
    assert outline.hasFocus()
    assert outline.outline.exit_at(outline.currentIndex()).name == "other"  # type: ignore[union-attr]  # an exit


def test_a_loose_exit_offers_its_targets_and_never_the_start(desk: Desk, outline: Outline) -> None:
    go(outline, HELLO, "other")
    QTest.keyClick(outline, Qt.Key.Key_Return)
    picking = list_field().parentWidget()

    names = [row.words for row in picking.rows.rows]  # type: ignore[union-attr]  # the list around the field

    assert "开始" not in names
    assert {"打招呼", "参加", "不参加"} <= set(names)
    QTest.keyClick(list_field(), Qt.Key.Key_Escape)
    assert outline.hasFocus()


def test_insert_adds_a_node_behind_an_exit_in_one_step(desk: Desk, outline: Outline) -> None:
    before = set(desk.store.nodes)
    go(outline, HELLO, "other")
    QTest.keyClick(outline, Qt.Key.Key_Insert)

    type_text(list_field(), "等待")
    QTest.keyClick(list_field(), Qt.Key.Key_Return)

    (made,) = set(desk.store.nodes) - before
    assert desk.store.node(made).type == "wait"
    assert desk.store.node(HELLO).targets[ExitName("other")] == made
    assert desk.selection.nodes == (made,)
    assert len(desk.history.names()) == 1


def test_a_node_added_behind_a_wired_exit_leads_on_and_covers_no_card(desk: Desk, outline: Outline) -> None:
    before = set(desk.store.nodes)
    go(outline, HELLO, "reply:s1")
    QTest.keyClick(outline, Qt.Key.Key_Insert)
    type_text(list_field(), "wait")
    QTest.keyClick(list_field(), Qt.Key.Key_Return)

    (made,) = set(desk.store.nodes) - before
    assert desk.store.node(HELLO).targets[ExitName("reply:s1")] == made
    assert set(desk.store.node(made).targets.values()) == {YES}
    here = desk.store.position(made)
    others = [desk.store.position(each) for each in before]
    assert all(abs(each.x - here.x) >= 250 or abs(each.y - here.y) >= 220 for each in others)


def test_f2_renames_a_node_and_a_reply(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    go(outline, YES)
    QTest.keyClick(outline, Qt.Key.Key_F2)
    type_text(list_field(), "来了")
    QTest.keyClick(list_field(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: outline.hasFocus() and not outline.findChildren(QLineEdit))
    go(outline, HELLO, "reply:s1")
    QTest.keyClick(outline, Qt.Key.Key_F2)
    list_field().selectAll()
    type_text(list_field(), "要")
    QTest.keyClick(list_field(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: outline.hasFocus() and not outline.findChildren(QLineEdit))

    assert desk.store.node(YES).title == "来了"
    hello = desk.store.node(HELLO)
    assert isinstance(hello, SendMessage)
    assert [reply.text for reply in hello.message.replies()] == ["要", "不了"]
    assert texts_below(outline, HELLO)[0] == "要 → 3 来了"


def test_enter_that_ends_a_name_does_nothing_else(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    asked: list[object] = []
    desk.problems.node_activated.connect(asked.append)
    go(outline, YES)
    QTest.keyClick(outline, Qt.Key.Key_F2)

    QTest.keyClick(list_field(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not outline.findChildren(QLineEdit))

    assert asked == []


def test_exits_without_words_of_their_own_are_not_renamed(outline: Outline) -> None:
    assert not at(outline, HELLO, "other").flags() & Qt.ItemFlag.ItemIsEditable


def test_alt_and_arrows_reorder_replies_and_cases(desk: Desk, outline: Outline) -> None:
    branch = Branch(id=NodeId("b"), cases=(Case(id="x", name="甲"), Case(id="y", name="乙")))
    with desk.store.edit(same("x")) as draft:
        draft.add_node(branch, 900, 900)
    go(outline, HELLO, "reply:s2")
    QTest.keyClick(outline, Qt.Key.Key_Up, ALT)
    QTest.keyClick(outline, Qt.Key.Key_Up, ALT)
    assert texts_below(outline, HELLO)[:2] == ["不了 → 3 不参加", "好的 → 4 参加"]
    assert outline.currentIndex().data() == "不了 → 3 不参加"

    go(outline, branch.id, "case:x")
    QTest.keyClick(outline, Qt.Key.Key_Down, ALT)

    changed = desk.store.node(branch.id)
    assert isinstance(changed, Branch)
    assert [case.name for case in changed.cases] == ["乙", "甲"]


def test_the_filter_shows_what_holds_the_words(desk: Desk, outline: Outline) -> None:
    type_text(desk.problems.outline_filter, "参加")
    model = outline.outline

    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["参加", "不参加"]
    desk.problems.outline_filter.clear()
    assert model.rowCount() == 5


def test_rows_say_type_step_exits_and_problems(desk: Desk, outline: Outline) -> None:
    issue = Issue("error", "a", same("没有去处"), HELLO, exit=ExitName("other"))
    desk.problems.show_issues([issue])

    assert spoken(outline, at(outline, HELLO)) == (
        "打招呼，发送消息 · 文本，第 2 步，4 个出口，1 个错误",
        "错误：没有去处",
    )
    assert spoken(outline, at(outline, HELLO, "other"))[1] == "错误：没有去处"


def test_screen_readers_find_every_row_as_a_tree_item(outline: Outline) -> None:
    interface = QAccessible.queryAccessibleInterface(outline)
    texts = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
        if interface.child(number).role() == QAccessible.Role.TreeItem
    ]

    assert interface.role() == QAccessible.Role.Tree
    assert any(text.startswith("打招呼，发送消息") for text in texts)
    assert "出口 其他回复 → 未连接" in texts


def test_a_new_title_reaches_the_exits_that_lead_there(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    with desk.store.edit(same("改名")) as draft:
        draft.put_node(desk.store.node(YES).with_changes(title="来了"))

    qtbot.waitUntil(lambda: texts_below(outline, HELLO)[0] == "好的 → 3 来了")
    assert at(outline, YES).data() == "来了"


def test_what_was_folded_stays_folded_through_an_edit(desk: Desk, outline: Outline, qtbot: QtBot) -> None:
    outline.collapse(at(outline, HELLO))
    with desk.store.edit(same("x")) as draft:
        draft.connect(HELLO, ExitName("other"), YES)

    qtbot.waitUntil(lambda: "参加" in texts_below(outline, HELLO)[2])
    assert not outline.isExpanded(at(outline, HELLO))
    assert outline.isExpanded(at(outline, NodeId("cards")))


def test_a_click_beside_every_row_edits_nothing(desk: Desk, outline: Outline) -> None:
    before = desk.store.document
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_C, Qt.Key.Key_Return):
        outline.setCurrentIndex(QModelIndex())
        QTest.keyClick(outline, key)

    assert desk.store.document is before


def test_a_large_outline_is_read_beside_the_screen(qtbot: QtBot) -> None:
    store = Store(generated(WAITS_FROM + 1))
    outline = Outline(store, Selection(store))
    qtbot.addWidget(outline)

    outline.show()

    assert outline.outline.rowCount() == 0
    qtbot.waitUntil(lambda: outline.outline.rowCount() == WAITS_FROM + 1, timeout=20_000)
    outline.close_document()


def test_the_row_of_an_exit_that_is_gone_never_becomes_that_of_its_node(desk: Desk, outline: Outline) -> None:
    """Two rows in one place made the program crash when the document was closed."""
    model = outline.outline
    ways = [way.name for way in model.steps.exits(HELLO)]
    go(outline, HELLO, ways[-1])
    kept = [QPersistentModelIndex(at(outline, HELLO, name)) for name in ("", *ways)]

    node = desk.store.node(HELLO)
    assert isinstance(node, SendMessage)
    with desk.store.edit(same("x")) as draft:
        draft.put_node(node.with_changes(message=node.message.model_copy(update={"chips": ()}), targets={}))
    outline._catch_up()

    left = [index for index in kept if index.isValid()]
    places = {(index.row(), index.internalId()) for index in model.persistentIndexList()}
    assert len(places) == len(model.persistentIndexList())
    assert len(left) < len(kept)
    assert left[0] == at(outline, HELLO)
    assert model.node_at(outline.currentIndex()) == HELLO

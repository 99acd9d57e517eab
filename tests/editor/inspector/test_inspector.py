from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.inspector.edits import edit_name, put_node_value, rename_node
from editor.inspector.places import issue_place, page_of
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue
from runtime.flow.node import UnknownNode
from runtime.messages.fallback import Fallback
from runtime.records import value_at
from runtime.wording import Wording, same
from tests.editor.inspector.conftest import Desk
from tests.support.keys import type_text
from widgets.form.problem_note import _FixButton
from widgets.form.text_area import TextArea
from widgets.language import set_language
from widgets.theme import set_theme

CARDS = NodeId("cards")
HELLO = NodeId("hello")
TEXT = ("message", "content", "text")
DESCRIPTION = ("message", "content", "cards", 1, "description")


def description(desk: Desk) -> TextArea:
    desk.selection.set([CARDS])
    assert desk.inspector.focus_path(DESCRIPTION)
    area = QApplication.focusWidget()
    assert isinstance(area, TextArea)
    return area


def test_typing_changes_the_document_in_one_named_step(desk: Desk) -> None:
    area = description(desk)

    type_text(area, "！！")

    assert value_at(desk.store.node(CARDS), DESCRIPTION) == "{{姓名}}，来！！"
    assert [name.zh for name in desk.history.names()] == ["修改描述"]


def test_undo_shows_in_the_field_without_taking_focus_or_cursor(desk: Desk) -> None:
    area = description(desk)
    type_text(area, "！")

    desk.history.undo()

    assert area.value() == "{{姓名}}，来"
    assert area.hasFocus()
    desk.history.redo()
    assert area.value() == "{{姓名}}，来！"


def test_a_target_that_went_while_its_list_was_open_is_not_connected(desk: Desk) -> None:
    desk.selection.set([HELLO])
    desk.inspector.pages.turn_to("exits")
    row = desk.inspector.pages.exits.rows[0]
    before = desk.store.flow

    row.chosen.emit(NodeId("gone"))

    assert desk.store.flow == before


def test_leaving_a_field_ends_the_step_of_undo(desk: Desk) -> None:
    area = description(desk)
    type_text(area, "一")
    desk.inspector.focus_path(("message", "content", "cards", 1, "title"))
    desk.inspector.focus_path(DESCRIPTION)

    type_text(area, "二")

    assert len(desk.history.names()) == 2


def test_a_change_from_elsewhere_is_shown_in_place(desk: Desk) -> None:
    area = description(desk)

    put_node_value(desk.store, CARDS, DESCRIPTION, "换了")

    assert area.value() == "换了"
    assert area.hasFocus()


def test_the_title_is_edited_in_the_header(desk: Desk) -> None:
    desk.selection.set([HELLO])
    desk.inspector.focus_title()

    type_text(desk.inspector.header.title, "你好")

    assert desk.store.node(HELLO).title == "你好"
    assert [name.zh for name in desk.history.names()] == ["修改名称"]


def test_a_title_changed_elsewhere_is_shown_in_the_header(desk: Desk) -> None:
    desk.selection.set([HELLO])

    rename_node(desk.store, HELLO, "换了名")

    assert desk.inspector.header.title.text() == "换了名"


def test_nothing_selected_shows_the_scenario(desk: Desk) -> None:
    desk.selection.clear()
    desk.inspector.flow_pane.focus_path(("name",))
    area = QApplication.focusWidget()
    assert isinstance(area, TextArea)

    type_text(area, "新")

    assert desk.store.flow.name == "测试场景新"
    assert desk.inspector.header.title.text() == "测试场景新"


def test_another_profile_changes_what_counters_count(desk: Desk) -> None:
    with desk.store.edit(same("规格")) as draft:
        draft.set_flow(profile="gsma")

    assert desk.inspector._context.targets.carriers == ("gsma",)


def test_a_variable_is_added_renamed_everywhere_and_removed(desk: Desk) -> None:
    desk.selection.clear()
    field = desk.inspector.flow_pane.variables
    field.add_button.click()
    assert [each.name for each in desk.store.flow.variables] == ["姓名", "金额", "变量1"]
    row = field.rows[0]
    row.name.setText("称呼")  # type: ignore[attr-defined]  # known here

    QTest.keyClick(row.name, Qt.Key.Key_Return)  # type: ignore[attr-defined]  # known here
    field.rows[2]._remove.click()  # type: ignore[attr-defined]  # known here

    assert [each.name for each in desk.store.flow.variables] == ["称呼", "金额"]
    assert value_at(desk.store.node(CARDS), DESCRIPTION) == "{{称呼}}，来"


def test_a_name_that_is_taken_or_none_is_refused_in_words(desk: Desk) -> None:
    desk.selection.clear()
    row = desk.inspector.flow_pane.variables.rows[0]

    for name in ("金额", "1 a"):
        row.name.setText(name)  # type: ignore[attr-defined]  # known here
        QTest.keyClick(row.name, Qt.Key.Key_Return)  # type: ignore[attr-defined]  # known here
        assert row._note.problems  # type: ignore[attr-defined]  # known here

    assert [each.name for each in desk.store.flow.variables] == ["姓名", "金额"]


def test_several_nodes_are_counted_and_deleted_together(desk: Desk) -> None:
    desk.selection.set([HELLO, NodeId("yes")])
    assert "删除 2 个节点" in desk.inspector.several.delete.toolTip()

    desk.inspector.several.delete.click()

    assert HELLO not in desk.store.nodes
    assert [name.zh for name in desk.history.names()] == ["删除 2 个节点"]


def test_a_copy_is_selected_after_duplicating(desk: Desk) -> None:
    desk.selection.set([HELLO])

    desk.inspector.duplicate_selection()

    assert len(desk.store.nodes) == 6
    assert desk.inspector.node_id not in {None, HELLO}


def test_an_exit_is_wired_by_keyboard(desk: Desk) -> None:
    desk.selection.set([HELLO])
    desk.inspector.pages.turn_to("exits")
    row = next(each for each in desk.inspector.pages.exits.rows if each.exit_name == "other")
    row.field.setFocus()

    QTest.keyClick(row.field, Qt.Key.Key_Down)

    assert desk.store.node(HELLO).targets[ExitName("other")] == "hello"
    row.field.setCurrentIndex(0)
    assert ExitName("other") not in desk.store.node(HELLO).targets


def test_only_nodes_with_an_entry_are_offered_as_targets(desk: Desk) -> None:
    desk.selection.set([HELLO])
    desk.inspector.pages.turn_to("exits")
    field = desk.inspector.pages.exits.rows[0].field

    field.fill()

    assert field.findData("start") == -1
    assert field.findData("yes") >= 0


def test_the_sms_twin_follows_the_message(desk: Desk) -> None:
    desk.selection.set([CARDS])
    desk.inspector.pages.turn_to("fallback")
    preview = desk.inspector.pages.preview
    assert preview.text == "【示例生活馆】一，二，王女士，来。回复1要，2不。"
    assert preview.count_words.startswith("1 条 · ")

    put_node_value(desk.store, CARDS, ("message", "fallback", "mode"), "none")

    assert preview.text == "不能收 5G 消息的手机什么也收不到。"


def loose(exit_name: str = "other") -> Issue:
    fix = Fix("add_end", same("加结束"))
    return Issue("error", "loose_exit", same("没有去处"), HELLO, exit=ExitName(exit_name), fix=fix)


def test_a_page_with_problems_that_is_not_shown_has_a_dot(desk: Desk) -> None:
    desk.selection.set([HELLO])

    desk.inspector.show_issues([loose()])
    assert desk.inspector.pages.segment.part("exits").has_problem  # type: ignore[attr-defined]  # known here
    desk.inspector.pages.turn_to("exits")

    assert not desk.inspector.pages.segment.part("exits").has_problem  # type: ignore[attr-defined]  # known here


def test_an_issue_leads_to_its_node_page_and_field(desk: Desk) -> None:
    wrong = Issue("error", "x", same("空"), CARDS, ("message", "content", "cards", 1, "title"))

    assert desk.inspector.focus_issue(wrong)
    assert desk.inspector.node_id == CARDS
    assert QApplication.focusWidget() is not None
    assert desk.inspector.focus_issue(loose())
    assert desk.inspector.pages.page == "exits"


def test_a_repair_asked_for_at_a_field_gives_the_issue(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.set([HELLO])
    wrong = Issue("error", "x", same("长"), HELLO, TEXT, fix=Fix("set_field", same("缩短")))
    desk.inspector.show_issues([wrong])
    fix = desk.inspector.pages.form.findChild(_FixButton)
    assert fix is not None

    with qtbot.waitSignal(desk.inspector.fix_requested) as asked:
        fix.click()

    assert asked.args == [wrong]


def test_the_node_shown_may_vanish_and_come_back(desk: Desk) -> None:
    desk.selection.set([CARDS])

    desk.inspector.delete_selection()
    assert desk.inspector.node_id is None
    desk.history.undo()
    desk.selection.set([CARDS])

    assert desk.inspector.node_id == CARDS


def test_a_node_of_a_newer_version_is_shown_without_a_form(desk: Desk) -> None:
    with desk.store.edit(same("新")) as draft:
        draft.put_node(
            UnknownNode(type="magic", id=NodeId("m"), title="新", data={"type": "magic", "id": "m"})
        )

    desk.selection.set([NodeId("m")])

    assert desk.inspector.node_id == "m"


def test_every_node_of_the_scenario_has_three_sound_pages(desk: Desk) -> None:
    for node_id in desk.store.nodes:
        desk.selection.set([node_id])
        for page in ("content", "exits", "fallback"):
            if not desk.inspector.pages.segment.part(page).isHidden():
                desk.inspector.pages.turn_to(page)

    assert desk.history.names() == ()


def test_language_and_theme_change_under_the_inspector(desk: Desk) -> None:
    desk.selection.set([CARDS])

    set_language("en")
    set_theme("dark")

    assert desk.inspector.header._type.words == "Send message · Carousel"


def test_an_edit_is_named_by_its_innermost_field(desk: Desk) -> None:
    node = desk.store.node(CARDS)

    assert edit_name(node, DESCRIPTION) == Wording("修改描述", "Change description")
    assert edit_name(node, ("message", "chips", 0, "text")) == Wording("修改建议", "Change suggestion")
    assert edit_name(node, ("message", "chips", 0, "postback")).zh == "修改回传数据"


def test_a_place_is_told_from_node_to_field(desk: Desk) -> None:
    path = ("message", "content", "cards", 0, "suggestions", 0, "text")
    wrong = Issue("error", "x", same("长"), CARDS, path)

    assert issue_place(desk.store.flow, wrong).zh == "轮播 › 卡片 1 › 建议 1"
    assert issue_place(desk.store.flow, loose()).zh == "打招呼 › 其他回复"
    fallback = Issue("error", "x", same("空"), CARDS, ("message", "fallback", "text"))
    assert page_of(desk.store.node(CARDS), fallback) == "fallback"


def test_own_fallback_words_begin_with_the_automatic_ones(desk: Desk) -> None:
    desk.selection.set([CARDS])
    desk.inspector.pages.turn_to("fallback")

    desk.inspector.pages.form.changed.emit(("message", "fallback", "mode"), "own", "")

    fallback = value_at(desk.store.node(CARDS), ("message", "fallback"))
    assert fallback == Fallback(mode="own", text="一，二，{{姓名}}，来。回复1要，2不。")
    assert len(desk.history.names()) == 1


def test_a_repair_nobody_knows_is_not_offered(desk: Desk) -> None:
    desk.selection.set([HELLO])
    wrong = Issue("error", "x", same("长"), HELLO, TEXT, fix=Fix("magic", same("变")))

    desk.inspector.show_issues([wrong])

    assert desk.inspector.pages.form.findChild(_FixButton) is None

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.inspector.problems import HISTORY, VARIABLES
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue
from runtime.wording import same
from tests.editor.inspector.conftest import Desk
from widgets.common import BadgeState
from widgets.language import set_language
from widgets.theme import set_theme

HELLO = NodeId("hello")
ERROR = Issue(
    "error", "a", same("没有去处"), HELLO, exit=ExitName("other"), carriers=("telecom",),
    fix=Fix("add_end", same("接到新的结束"), {"node": "hello", "exit": "other"}),
)  # fmt: skip
WARNING = Issue("warning", "b", same("没有内容"), NodeId("cards"), ("message", "content"))


def show(desk: Desk) -> None:
    desk.problems.show_issues([ERROR, WARNING], 0.02)


def test_problems_are_listed_with_severity_place_and_sentence(desk: Desk) -> None:
    show(desk)

    model = desk.problems.list.problems
    assert model.rowCount() == 2
    assert model.index(0).data() == "错误 · 打招呼 › 其他回复 · 没有去处"
    assert desk.problems.tabs.tab("problems").count == 2
    assert desk.problems.tabs.tab("problems").state is BadgeState.ERROR


def test_no_problems_are_told_with_profile_and_number_of_nodes(desk: Desk) -> None:
    desk.problems.show_issues([])

    words = desk.problems._none._line.text()
    assert words == (
        "没有发现问题。按「严格（国内三家合并）」规格检查了 5 个节点。"
        "审核结果以运营商为准；报备、图片里的字和网页内容没有检查。"
    )


def test_enter_goes_to_the_place(desk: Desk, qtbot: QtBot) -> None:
    show(desk)
    problems = desk.problems.list
    problems.setCurrentIndex(problems.problems.index(1))

    with qtbot.waitSignal(desk.problems.issue_activated) as went:
        QTest.keyClick(problems, Qt.Key.Key_Return)

    assert went.args == [WARNING]


def test_control_enter_asks_for_the_repair(desk: Desk, qtbot: QtBot) -> None:
    show(desk)
    problems = desk.problems.list
    problems.setCurrentIndex(problems.problems.index(0))

    with qtbot.waitSignal(desk.problems.fix_requested) as asked:
        QTest.keyClick(problems, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert asked.args == [ERROR]


def test_a_click_on_the_button_repairs_and_elsewhere_goes(desk: Desk) -> None:
    show(desk)
    went: list[object] = []
    repaired: list[object] = []
    desk.problems.issue_activated.connect(went.append)
    desk.problems.fix_requested.connect(repaired.append)
    problems = desk.problems.list
    rect = problems.visualRect(problems.problems.index(0))
    button = problems._row.button_rect(rect, ERROR)

    QTest.mouseClick(problems.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert (went, repaired) == ([], [ERROR])
    QTest.mouseClick(problems.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert (went, repaired) == ([ERROR], [ERROR])


def test_next_and_previous_go_round(desk: Desk) -> None:
    show(desk)

    steps = [desk.problems.next_problem(), desk.problems.next_problem(), desk.problems.next_problem()]
    back = desk.problems.previous_problem()

    assert steps == [ERROR, WARNING, ERROR]
    assert back == WARNING


def test_without_problems_there_is_no_next_one(desk: Desk) -> None:
    assert desk.problems.next_problem() is None


def test_collapsed_the_strip_tells_the_first_problem(desk: Desk) -> None:
    show(desk)

    desk.problems.set_collapsed(is_collapsed=True)
    assert desk.problems._line.words == "没有去处"
    assert desk.problems.sizeHint().height() == 34
    QTest.mouseClick(desk.problems.tabs.tab("problems"), Qt.MouseButton.LeftButton)

    assert not desk.problems.is_collapsed


def test_problems_paint_in_every_theme_and_language(desk: Desk) -> None:
    show(desk)
    light = desk.problems.grab().toImage()

    set_theme("dark")
    set_language("en")

    assert desk.problems.grab().toImage() != light


def test_variables_are_counted_where_they_are_used(desk: Desk, qtbot: QtBot) -> None:
    desk.problems.show_tab(VARIABLES)
    table = desk.problems.variables

    rows = [[table.model().index(row, column).data() for column in range(5)] for row in range(2)]
    table.setCurrentIndex(table.model().index(1, 0))
    with qtbot.waitSignal(desk.problems.variable_activated) as went:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert rows == [
        ["姓名", "文本", "—", "王女士", "1 个节点"],
        ["金额", "数字", "60", "—", "没有用到"],
    ]
    assert went.args == ["金额"]


def test_a_step_of_the_history_can_be_gone_back_to(desk: Desk, qtbot: QtBot) -> None:
    for title in ("一", "二", "三"):
        with desk.store.edit(same(f"改成{title}")) as draft:
            draft.put_node(desk.store.node(HELLO).with_changes(title=title))
    desk.problems.show_tab(HISTORY)
    steps = desk.problems.history
    texts = [steps.model().index(row, 0).data() for row in range(steps.model().rowCount())]

    steps.setCurrentIndex(steps.model().index(1, 0))

    assert texts == ["打开时", "改成一", "改成二", "改成三"]
    assert desk.store.node(HELLO).title == "一"
    assert desk.history.can_redo()

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.canvas.drops import PALETTE_MIME, palette_kind
from editor.palette import Palette, new_node
from editor.palette.entries import PaletteEntry, palette_entries
from editor.palette.matching import initials_of, matching
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.issues import check_flow
from runtime.flow.node import node_types
from runtime.flow.nodes.start import Start
from runtime.messages.elements.element import element_types
from tests.support.keys import type_text
from widgets.language import Language, set_language
from widgets.theme import ThemeName, set_theme

WIRING = {"loose_exit", "no_way_on", "stuck_wait", "no_refusal"}
"""What a lone new node cannot have right by itself."""
TO_CHOOSE = {
    ("file", "empty"),
    ("branch", "empty_case"),
    ("call_flow", "empty"),
    ("jump_to_flow", "empty"),
}
"""What only a person can choose: which file, which variable, which scenario."""


@pytest.fixture(autouse=True)
def _same_look_again() -> Iterator[None]:
    yield
    set_language(Language.ZH)
    set_theme(ThemeName.LIGHT)


@pytest.fixture
def palette(qtbot: QtBot) -> Palette:
    made = Palette()
    qtbot.addWidget(made)
    made.resize(176, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def shown(palette: Palette) -> list[str]:
    return [row.words.zh for row in palette.list.entries.rows if isinstance(row, PaletteEntry)]


def test_every_element_and_node_type_is_offered_once() -> None:
    names = [entry.name for entry in palette_entries()]

    assert sorted(names) == sorted([*element_types(), *(set(node_types()) - {"send_message"})])


def test_groups_stand_in_the_order_of_the_work() -> None:
    groups = list(dict.fromkeys(entry.group.zh for entry in palette_entries()))

    assert groups == ["消息元素", "对话", "判断与等待", "数据", "外部", "起止"]


@pytest.mark.parametrize(
    ("text", "initials"), [("富卡片", "fkp"), ("A/B 分流", "abfl"), ("HTTP 请求", "httpqq"), ("—", "")]
)
def test_initials_are_those_of_the_pinyin(text: str, initials: str) -> None:
    assert initials_of(text) == initials


@pytest.mark.parametrize("wanted", ["富卡", "fkp", "rich c", "FKP", " 富卡片 "])
def test_an_entry_is_found_in_either_language_and_by_initials(wanted: str) -> None:
    assert [entry.name for entry in matching(palette_entries(), wanted)] == ["rich_card"]


@pytest.mark.parametrize("entry", palette_entries(), ids=lambda entry: entry.name)
def test_a_new_node_wants_nothing_but_wiring(entry: PaletteEntry) -> None:
    assert entry.kind != "template"
    node = new_node(entry.kind, entry.name, NodeId("n"))
    nodes = {node.id: node}
    if entry.name != "start":
        start = Start(id=NodeId("s"), targets={ExitName("next"): node.id})
        nodes = {start.id: start, **nodes}

    issues = check_flow(Flow(id=FlowId("f"), nodes=nodes))

    wrong = {(entry.name, issue.code) for issue in issues if issue.severity == "error" and issue.node == "n"}
    assert {pair for pair in wrong if pair[1] not in WIRING} <= TO_CHOOSE


def test_a_new_node_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        new_node("element", "hologram", NodeId("n"))


def test_typing_narrows_the_list_and_enter_asks_for_the_first(palette: Palette, qtbot: QtBot) -> None:
    palette.focus_search()
    type_text(palette.search, "卡片")
    assert shown(palette) == ["富卡片", "轮播卡片"]

    with qtbot.waitSignal(palette.requested) as asked:
        QTest.keyClick(palette.search, Qt.Key.Key_Return)

    assert asked.args == ["element", "rich_card"]


def test_nothing_found_is_told_with_what_was_looked_for(palette: Palette) -> None:
    type_text(palette.search, "优惠码")

    assert palette._none._line.text() == "没有找到「优惠码」。换个词试试"
    assert palette._none.isVisible()


def test_arrow_keys_go_from_the_search_into_the_list_over_headings(palette: Palette, qtbot: QtBot) -> None:
    palette.focus_search()
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.hasFocus()
    for _ in range(5):
        QTest.keyClick(palette.list, Qt.Key.Key_Down)

    with qtbot.waitSignal(palette.requested) as asked:
        QTest.keyClick(palette.list, Qt.Key.Key_Return)

    assert asked.args == ["node", "ask"]


def test_a_double_click_asks_for_the_entry(palette: Palette, qtbot: QtBot) -> None:
    row = palette.list.visualRect(palette.list.entries.index(3)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)

    with qtbot.waitSignal(palette.requested) as asked:
        QTest.mouseDClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)

    assert asked.args == ["element", "carousel"]


def test_a_drag_carries_what_the_canvas_understands(palette: Palette) -> None:
    data = palette.list.entries.mimeData([palette.list.entries.index(2)])

    assert data.data(PALETTE_MIME).data() == b'{"element": "rich_card"}'
    assert palette_kind(data) == "rich_card"


def test_compact_shows_icons_with_their_names_as_tooltips(palette: Palette, qtbot: QtBot) -> None:
    palette.set_compact(is_compact=True)

    assert palette.sizeHint().width() == 52
    assert palette.list.entries.index(2).data(int(Qt.ItemDataRole.ToolTipRole)) == "富卡片"
    with qtbot.waitSignal(palette.widening_requested):
        palette.focus_search()


def test_the_palette_speaks_the_other_language_and_wears_the_other_theme(palette: Palette) -> None:
    before = palette.grab().toImage()

    set_language("en")
    set_theme("dark")

    assert palette.list.entries.index(2).data() == "Rich card"
    assert palette.grab().toImage() != before

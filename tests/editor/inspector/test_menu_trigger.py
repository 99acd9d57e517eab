"""A trigger on a tap names the entry of the fixed menu by its text; no one types postbacks."""

from __future__ import annotations

import pytest

from editor.inspector.edits import put_flow_value
from runtime.flow.chatbot import MenuEntry
from runtime.flow.ids import NodeId
from runtime.flow.nodes.start import Start, Trigger
from tests.editor.inspector.conftest import Desk
from tests.support.keys import type_text
from tests.support.messages import reply
from widgets.form.menu_postback_field import MenuPostbackField

START = NodeId("start")


@pytest.fixture
def menu(desk: Desk) -> MenuPostbackField:
    entries = (
        MenuEntry(text="门店", suggestion=reply("门店", 1, "SHOPS")),
        MenuEntry(text="更多", entries=(reply("查积分", 2), reply("找人工", 3))),
    )
    put_flow_value(desk.store, ("chatbot", "menu"), entries)
    with desk.store.edit(desk.store.node(START).label) as draft:
        draft.put_node(Start(id=START, triggers=(Trigger(kind="menu"),)))
    desk.history.seal()
    desk.selection.set([START])
    return desk.inspector.pages.form.findChildren(MenuPostbackField)[0]


def trigger(desk: Desk) -> Trigger:
    node = desk.store.node(START)
    assert isinstance(node, Start)
    return node.triggers[0]


def texts(field: MenuPostbackField) -> list[str]:
    return [field.list.itemText(index) for index in range(field.list.count())]


def test_entries_are_offered_by_their_texts(menu: MenuPostbackField) -> None:
    assert texts(menu) == ["门店", "查积分", "找人工", "其他回传数据…"]
    assert menu.raw.isHidden()


def test_an_entry_with_a_postback_is_listened_to(desk: Desk, menu: MenuPostbackField) -> None:
    menu.list.activated.emit(0)

    assert trigger(desk).postback == "SHOPS"


def test_an_entry_without_a_postback_gets_one_in_the_same_step(desk: Desk, menu: MenuPostbackField) -> None:
    steps = len(desk.history.names())

    menu.list.activated.emit(1)

    assert trigger(desk).postback == "menu/s2"
    assert desk.store.flow.chatbot.menu[1].entries[0].postback == "menu/s2"
    assert menu.list.currentText() == "查积分"
    assert len(desk.history.names()) == steps + 1
    desk.history.undo()
    assert trigger(desk).postback == ""
    assert desk.store.flow.chatbot.menu[1].entries[0].postback == ""


def test_any_other_postback_can_still_be_written(desk: Desk, menu: MenuPostbackField) -> None:
    menu.list.activated.emit(3)
    type_text(menu.raw, "OLD")

    assert trigger(desk).postback == "OLD"
    assert menu.list.currentText() == "其他回传数据…"

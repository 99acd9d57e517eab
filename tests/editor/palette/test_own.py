"""What the person made stands in the palette below the types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from editor.canvas.drops import palette_data, palette_kind
from editor.document.making import UnknownKind, kind_label, new_node
from editor.document.own_kinds import OwnKind, offer_own_kinds
from editor.palette import Palette
from editor.palette.entries import PaletteEntry
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.wording import Wording, same

OWN = PaletteEntry("template", "template:1", same("问候"), "text", "talk", Wording("我的模板", "Mine"))


@pytest.fixture
def offered() -> Iterator[None]:
    greeting = OwnKind(same("问候"), lambda node_id: SendMessage(id=node_id, title="问候"))
    offer_own_kinds({"template:1": greeting})
    yield
    offer_own_kinds({})


@pytest.mark.usefixtures("offered")
def test_a_kind_of_ones_own_is_made_and_dropped_like_a_type() -> None:
    assert new_node("template:1", NodeId("n")).title == "问候"
    assert kind_label("template:1").zh == "问候"
    assert palette_kind(palette_data("template:1")) == "template:1"


def test_a_kind_that_is_gone_is_unknown() -> None:
    assert palette_kind(palette_data("template:1")) is None
    with pytest.raises(UnknownKind):
        new_node("template:1", NodeId("n"))


def test_own_entries_are_listed_and_found_but_not_as_icons_alone(qtbot: QtBot) -> None:
    palette = Palette()
    qtbot.addWidget(palette)
    palette.set_own([OWN])

    assert palette.list.entries.rows[-1] is OWN

    palette.search.setText("问候")

    assert [row for row in palette.list.entries.rows if row is OWN] == [OWN]

    palette.set_compact(True)

    assert OWN not in palette.list.entries.rows

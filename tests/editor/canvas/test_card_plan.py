"""What a card shows and how large it is."""

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from editor.canvas import measures as m
from editor.canvas.card_plan import CardPlan, Fits, plan_card
from runtime.flow.node import Node, UnknownNode
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from tests.support.flows import node_id, replies, spring_sale
from widgets.theme import current_theme


@pytest.fixture
def fits(qtbot: QtBot) -> Fits:
    return Fits(current_theme())


def plan(fits: Fits, name: str) -> CardPlan:
    return plan_card(spring_sale().flow.nodes[node_id(name)], fits)


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("carousel", 236), ("single", 216), ("store", 216), ("remind", 200), ("city", 200), ("start", 164),
        ("split", 176), ("got", 118),
    ],
)  # fmt: skip
def test_the_width_follows_what_is_shown(fits: Fits, name: str, width: float) -> None:
    assert plan(fits, name).width == width


def test_an_end_is_a_header_only(fits: Fits) -> None:
    assert plan(fits, "got").height == m.HEADER


def test_rows_stand_26_apart_and_sockets_beside_them(fits: Fits) -> None:
    made = plan(fits, "carousel")
    heights = [row.y for row in made.rows]

    assert {b - a for a, b in pairwise(heights)} == {26}
    assert list(made.exits.values()) == heights


def test_a_timeout_has_a_clock_and_a_loose_exit_says_so(fits: Fits) -> None:
    rows = {str(row.name): row for row in plan(fits, "single").rows}

    assert rows["no_reply"].is_timeout
    assert rows["no_reply"].note == "未连接"
    assert not rows["reply:s1"].is_loose


def many(count: int) -> Node:
    return Branch(id=node_id("b"), cases=tuple(Case(id=f"c{i}", name=f"情况 {i}") for i in range(count - 1)))


def test_more_than_eight_exits_are_folded_behind_one_row(fits: Fits) -> None:
    eight, twelve, all_twelve = (
        plan_card(many(8), fits), plan_card(many(12), fits), plan_card(many(12), fits, unfolded=True),
    )  # fmt: skip

    assert (len(eight.rows), eight.fold) == (8, None)
    assert len(twelve.rows) == 7
    assert twelve.fold is not None
    assert twelve.fold[1] == "还有 5 个出口"
    assert twelve.height == eight.height
    assert len(twelve.exits) == len(all_twelve.rows) == 12


def test_a_very_long_text_takes_two_lines_and_no_time(fits: Fits) -> None:
    message = Message(content=Text(text="很长的文字 " * 10_000), chips=replies("好" * 5_000))
    made = plan_card(SendMessage(id=node_id("x"), title="标" * 60, message=message), fits)

    assert len(made.lines) == 2
    assert made.lines[1].text.endswith("…")
    assert all(fits.row.width(row.label) <= m.WIDTH_PLAIN for row in made.rows)


def test_more_than_three_pictures_are_counted(fits: Fits) -> None:
    node = spring_sale().flow.nodes[node_id("carousel")]
    assert isinstance(node, SendMessage)
    cards = node.message.content.cards * 2  # type: ignore[attr-defined]  # it is a carousel
    content = node.message.content.with_changes(cards=cards)
    made = plan_card(node.with_changes(message=node.message.with_changes(content=content)), fits)

    assert (len(made.thumbs), made.more_pictures) == (3, 3)


def test_a_node_from_a_newer_version_is_marked(fits: Fits) -> None:
    data = {"type": "hologram", "id": "h"}
    unknown = UnknownNode.model_validate({"type": "hologram", "id": "h", "title": "全息", "data": data})

    assert plan_card(unknown, fits).is_unknown


def test_lines_break_between_words_and_not_before_punctuation(fits: Fits) -> None:
    lines = fits.body.wrapped("您在哪个城市呢？也可以直接发送 location，谢谢。", 100, 5)

    assert not any(line.startswith(("，", "？", "。")) for line in lines)
    assert any("location" in line for line in lines)

"""The steps of the tour: what to do, where to look, when it is done, and how to have it done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect

from app.tour import anchors
from app.tour.scenario import CARD, END, GIVEN, LONG, TAKE, TAKE_EXIT
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from runtime.records import replaced_at
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.main_window.window import Window

_SAID = "券已到账，满 300 元减 60 元，到店出示即可。"
_TEXT = ("message", "content", "text")


@dataclass(frozen=True)
class TourStep:
    """One thing to do with one's own hands."""

    title: Wording
    words: Wording
    anchor: Callable[[Window], QRect]
    """Where it is done, in the window's px; empty when it is out of sight."""
    is_done: Callable[[Window], bool]
    do: Callable[[Window], None]
    """Does it for the person, as they would have."""
    clear_of: Callable[[Window], QRect] = anchors.nothing
    """What else has to be seen meanwhile."""


def added(window: Window) -> NodeId | None:
    """The message the person added."""
    nodes = _nodes(window).values()
    mine = (node for node in nodes if node.id not in GIVEN and isinstance(node, SendMessage))
    return next((node.id for node in mine), None)


def _nodes(window: Window) -> dict[NodeId, Node]:
    return dict(window.area.document.store.nodes) if window.area is not None else {}


def _has_own_words(window: Window) -> bool:
    node = _nodes(window).get(added(window) or CARD)
    if node is None or node.id == CARD or not isinstance(node, SendMessage):
        return False
    content = node.message.content
    return isinstance(content, Text) and bool(content.text.strip()) and content.text != _fresh_text()


def _fresh_text() -> str:
    from editor.document.starting_points import starting_node

    fresh = starting_node("element", "text", NodeId("fresh"))
    assert isinstance(fresh, SendMessage)
    assert isinstance(fresh.message.content, Text)
    return fresh.message.content.text


def _is_wired(window: Window) -> bool:
    card = _nodes(window).get(CARD)
    return card is not None and added(window) is not None and card.targets.get(TAKE_EXIT) == added(window)


def _is_mended(window: Window) -> bool:
    card = _nodes(window).get(CARD)
    if not isinstance(card, SendMessage):
        return True
    return all(
        len(each.text.encode()) <= len(LONG.text.encode()) - 2
        for _, each in card.message.suggestions()
        if each.id == LONG.id
    )


def _is_playing(window: Window) -> bool:
    return window.play is not None and window.play.is_playing


def _was_tapped(window: Window) -> bool:
    play = window.play.play if window.play is not None else None
    return play is not None and any(step.exit == TAKE_EXIT for step in play.walk())


def _add_text(window: Window) -> None:
    if window.area is not None:
        window.area.canvas.add_node("text")


def _type_words(window: Window) -> None:
    node_id = added(window)
    if window.area is None or node_id is None:
        return
    store = window.area.document.store
    with store.edit(Wording("写入内容", "Write the words")) as draft:
        draft.put_node(replaced_at(store.node(node_id), _TEXT, _SAID))


def _wire(window: Window) -> None:
    node_id = added(window)
    if window.area is None or node_id is None:
        return
    store = window.area.document.store
    with store.edit(Wording("连线", "Connect")) as draft:
        draft.connect(CARD, TAKE_EXIT, node_id)
        for way in store.node(node_id).exits():
            if way.target is None:
                draft.connect(node_id, way.name, END)


def _mend(window: Window) -> None:
    if window.area is None:
        return
    store = window.area.document.store
    path = ("message", "content", "card", "suggestions", 1, "text")
    with store.edit(Wording("改短建议", "Shorten the suggestion")) as draft:
        draft.put_node(replaced_at(store.node(CARD), path, "附近的门店"))


def _play(window: Window) -> None:
    if window.play is not None:
        window.play.start()


def _tap(window: Window) -> None:
    from app.playing.play import Said

    play = window.play.play if window.play is not None else None
    if play is None:
        return
    said = (line.sent.message for line in play.lines if isinstance(line, Said))
    reply = next((reply for message in said for reply in message.replies() if reply.id == TAKE.id), None)
    if reply is not None:
        play.tap(reply)


STEPS: Final = (
    TourStep(
        Wording("拖一张「文本」到画布上", "Drag a text onto the canvas"),
        Wording(
            "它就是领券之后要说的话。拖到卡片右边；双击也行。",
            "What people hear after taking the coupon. Put it right of the card; a double-click does too.",
        ),
        anchors.palette_text,
        lambda window: added(window) is not None,
        _add_text,
    ),
    TourStep(
        Wording("写上自己的话", "Write your own words"),
        Wording(
            "在右边改文字。看手机：每敲一个字，手机上就变一个字。",
            "Change the words at the right, and watch the phone: it follows every key.",
        ),
        anchors.inspector,
        _has_own_words,
        _type_words,
    ),
    TourStep(
        Wording("连一条线", "Draw a connection"),
        Wording(
            "从卡片的「领取优惠券」右边的圆点，拖到你的文本上：点了它的人就会收到这句话。",
            "From the dot right of 领取优惠券 on the card, drag to your text: who taps it gets these words.",
        ),
        anchors.open_exit,
        _is_wired,
        _wire,
        anchors.cards,
    ),
    TourStep(
        Wording("改好一个问题", "Mend a problem"),
        Wording(
            "「查看离我最近的门店」有 27 字节，按钮最多 25。点建议的改法，或者自己改短。",
            "查看离我最近的门店 has 27 bytes, a button takes 25. Take the proposal, or shorten it yourself.",
        ),
        anchors.problems,
        _is_mended,
        _mend,
    ),
    TourStep(
        Wording("试玩一遍", "Play it"),
        Wording(
            "点「试玩」，或按 F5：手机会像真的一样收到第一条消息。",
            "Click Play, or press F5: the phone gets the first message as a real one would.",
        ),
        anchors.play_button,
        _is_playing,
        _play,
    ),
    TourStep(
        Wording("在手机上点「领取优惠券」", "Tap 领取优惠券 on the phone"),
        Wording(
            "它会答你刚写的那句话。画布上的绿线就是走过的路。",
            "It answers with your own words. The green line on the canvas is the way taken.",
        ),
        anchors.handset,
        _was_tapped,
        _tap,
    ),
)

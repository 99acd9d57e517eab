"""What a node holds when it is new: an example that can be sent and wants only wiring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal
from uuid import uuid4

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node, node_types
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.consent import Consent
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.split import Arm, Split
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element, element_types
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId

_REFUSABLE: Final = Fallback(refusal=True)
"""People must be able to refuse marketing messages; new ones say how."""


def starting_node(kind: Literal["element", "node"], name: str, node_id: NodeId) -> Node:
    """A fresh node of an entry of the palette.

    Raises KeyError when there is no such entry.
    """
    if kind == "element":
        return _sender(_ELEMENTS.get(name, element_types()[name])(), node_id)
    made = _NODES.get(name)
    return made(node_id) if made is not None else node_types()[name].model_validate({"id": node_id})


def _sender(content: Element, node_id: NodeId) -> SendMessage:
    chips = () if any(content.suggestions()) else (_reply("知道了"),)
    if content.type in {"file", "location"}:
        chips = ()
    message = Message(content=content, chips=chips, fallback=_REFUSABLE)
    return SendMessage(id=node_id, title=content.label.zh, message=message)


def _reply(text: str) -> Suggestion:
    return Suggestion(id=SuggestionId(uuid4().hex[:8]), text=text)


def _text() -> Text:
    return Text(text="您好，在这里写要说的话。")


def _rich_card() -> RichCard:
    card = Card(title="卡片标题", description="一两句话说清楚这是什么。", suggestions=(_reply("了解更多"),))
    return RichCard(card=card)


def _carousel() -> Carousel:
    cards = tuple(
        Card(
            title=f"第 {number} 张", description="一句话介绍它。", suggestions=(_reply(f"选第 {number} 张"),)
        )
        for number in (1, 2)
    )
    return Carousel(cards=cards)


def _location() -> Location:
    return Location(label_text="门店")


def _ask(node_id: NodeId) -> Ask:
    question = Message(content=Text(text="请问您怎么称呼？"), fallback=_REFUSABLE)
    return Ask(id=node_id, title="提问", question=question)


def _branch(node_id: NodeId) -> Branch:
    return Branch(
        id=node_id, title="条件分支", cases=(Case(id=uuid4().hex[:8], name="情况 1", condition=_any()),)
    )


def _any() -> Condition:
    return Condition(rows=(ConditionRow(),))


def _split(node_id: NodeId) -> Split:
    arms = (Arm(id=uuid4().hex[:8], name="A"), Arm(id=uuid4().hex[:8], name="B"))
    return Split(id=node_id, title="A/B 分流", arms=arms)


def _http_request(node_id: NodeId) -> HttpRequest:
    return HttpRequest(id=node_id, title="HTTP 请求", url="https://example.cn/api", sample="{}")


def _consent(node_id: NodeId) -> Consent:
    return Consent(id=node_id, title="记录同意", proof="在对话里选了同意")


_ELEMENTS: Final[dict[str, Callable[[], Element]]] = {
    "carousel": _carousel,
    "location": _location,
    "rich_card": _rich_card,
    "text": _text,
}

_NODES: Final[dict[str, Callable[[NodeId], Node]]] = {
    "ask": _ask,
    "branch": _branch,
    "consent": _consent,
    "http_request": _http_request,
    "split": _split,
}

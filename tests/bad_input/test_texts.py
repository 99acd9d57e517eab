"""50,000 characters in every text field of every node type, element, suggestion and action."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from runtime.engine.errors import CompileRefused
from runtime.engine.plan import compile_flow
from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import from_text, to_text
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issues.checker import check_flow
from runtime.flow.node import Node, node_types
from runtime.messages.elements.element import Element
from runtime.messages.limits import STRICTEST
from runtime.messages.message import Message
from runtime.messages.rules import rules_broken
from runtime.messages.targets import targets_of_profile
from runtime.records import Record
from tests.support.conversations import flow_of, node
from tests.support.messages import ACTIONS, ELEMENTS, act, reply
from widgets.handset.layout.blocks import lay_out_block

LENGTH = 50_000
TEXTS = {
    "Chinese": "信" * LENGTH,
    "words": "a " * (LENGTH // 2),
    "emoji": "😀" * LENGTH,
    "reading direction": "\u202e" * LENGTH,
    "NUL": "\0" * LENGTH,
    "halves of characters": "\ud800" * LENGTH,
    "open insertions": "{{" * (LENGTH // 2),
    "insertions": "{{x}}" * (LENGTH // 5),
    "places for words": "{0}{x}" * (LENGTH // 6),
    "addresses": "http://a " * (LENGTH // 9),
    "lines": "\n" * LENGTH,
}


def swollen(record: Record, words: str) -> Record:
    """*record* with *words* in every text that takes them, deep down."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, str) and name not in ("id", "type"):
            try:
                record = record.with_changes(**{name: words})
            except ValidationError:
                continue
        elif isinstance(value, Record):
            record = record.model_copy(update={name: swollen(value, words)})
        elif isinstance(value, tuple):
            items = tuple(swollen(item, words) if isinstance(item, Record) else item for item in value)
            record = record.model_copy(update={name: items})
    return record


def message_of(element: Element, words: str) -> Message:
    chips = (reply("好"), *(act(action, number=number) for number, action in enumerate(ACTIONS, 2)))
    made = swollen(Message(content=element, chips=chips), words)
    assert isinstance(made, Message)
    return made


def filled(kind: str, words: str) -> Node:
    fields: dict[str, BaseModel] = {}
    if kind in ("send_message", "ask"):
        fields["message" if kind == "send_message" else "question"] = message_of(ELEMENTS[1], words)
    made = node_types()[kind].model_validate({"type": kind, "id": "n", **fields})
    swelled = swollen(made, words)
    assert isinstance(swelled, Node)
    return swelled


@pytest.mark.parametrize("words", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_a_message_of_long_texts_can_be_shown_checked_and_sent(element: Element, words: str) -> None:
    message = message_of(element, words)

    assert message.blocks()
    assert message.to_wire()
    assert message.fallback_text("签名") is None or message.fallback_text("签名")
    assert list(rules_broken(message, targets_of_profile(STRICTEST))) is not None


@pytest.mark.parametrize("words", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("kind", list(node_types()))
def test_a_node_of_long_texts_is_checked_compiled_and_kept(kind: str, words: str) -> None:
    first = flow_of(node("end", "e"))
    flow: Flow = first.model_copy(update={"nodes": {**first.nodes, "n": filled(kind, words)}})

    assert all(len(issue.sentence.zh.encode()) < 3000 for issue in check_flow(flow))
    assert flow.nodes[NodeId("n")].preview() is not None
    assert len(refused(flow).encode()) < 3000
    assert kept(Document(flow=flow))


def refused(flow: Flow) -> str:
    try:
        compile_flow(flow)
    except CompileRefused as error:
        return error.sentence.zh
    return ""


def kept(document: Document) -> bool:
    """Whether the document comes back from its own text, or is refused in words."""
    try:
        return from_text(to_text(document)) == document
    except UnreadableDocument as error:
        return bool(error.sentence.zh.encode())


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("words", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_the_handset_lays_long_texts_out_without_stopping(element: Element, words: str) -> None:
    boxes = [lay_out_block(block) for block in message_of(element, words).blocks()]

    assert all(box.width < 400 for box in boxes if box.width < 10_000)
    assert all(len(box.areas) < 1_000 for box in boxes)

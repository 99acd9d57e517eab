"""What of a message can be typed where it stands, and in which order."""

from __future__ import annotations

import pytest

from editor.composing import steps
from editor.composing.parts import Part, after, cards_of, part_at, parts_of, words_of_part
from editor.document.store import Store
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId

NODE = NodeId("n")
CARDS = ("message", "content", "cards")


def reply(text: str) -> Suggestion:
    return Suggestion(id=SuggestionId(text), text=text)


@pytest.fixture
def carousel() -> SendMessage:
    cards = (Card(title="甲", suggestions=(reply("买"),)), Card(title="乙"))
    return SendMessage(id=NODE, message=Message(content=Carousel(cards=cards), chips=(reply("不要"),)))


@pytest.fixture
def store(carousel: SendMessage) -> Store:
    return Store(Document(flow=Flow(id=FlowId("f"), nodes={NODE: carousel})))


def titles(store: Store) -> list[str]:
    return [card.title for card in cards(store)]


def cards(store: Store) -> tuple[Card, ...]:
    node = store.node(NODE)
    assert isinstance(node, SendMessage)
    assert isinstance(node.message.content, Carousel)
    return node.message.content.cards


def test_parts_come_in_the_order_of_the_phone(carousel: SendMessage) -> None:
    kinds = [part.kind for part in parts_of(carousel)]

    assert kinds == ["title", "description", "suggestion", "title", "description", "chip"]
    assert cards_of(carousel) == ((*CARDS, 0), (*CARDS, 1))


def test_a_text_and_its_chips_are_typed_too() -> None:
    node = SendMessage(id=NODE, message=Message(content=Text(text="好"), chips=(reply("行"),)))

    assert [part.kind for part in parts_of(node)] == ["text", "chip"]
    assert part_at(node, ("message", "content", "text")) == Part("text", ("message", "content", "text"))


def test_the_text_of_a_suggestion_is_the_suggestion(carousel: SendMessage) -> None:
    path = (*CARDS, 0, "suggestions", 0)

    assert part_at(carousel, (*path, "text")) == Part("suggestion", path)
    assert part_at(carousel, (*CARDS, 9)) is None


def test_the_last_part_has_none_after_it(carousel: SendMessage) -> None:
    last = parts_of(carousel)[-1]

    assert after(carousel, last) is None
    assert after(carousel, last, -1) == parts_of(carousel)[-2]


def test_cards_are_moved_removed_and_added(store: Store) -> None:
    moved = steps.move(store, NODE, Part("card", (*CARDS, 0)), 1)

    assert titles(store) == ["乙", "甲"]
    assert moved == Part("card", (*CARDS, 1))

    made = steps.add_beside(store, NODE, Part("card", (*CARDS, 0)))

    assert titles(store) == ["乙", "", "甲"]
    assert made == Part("title", (*CARDS, 1, "title"))

    steps.remove(store, NODE, Part("card", (*CARDS, 1)))

    assert titles(store) == ["乙", "甲"]


def test_beside_a_text_a_chip_is_added_and_beside_a_title_a_suggestion(store: Store) -> None:
    made = steps.add_beside(store, NODE, Part("title", (*CARDS, 1, "title")))

    assert made == Part("suggestion", (*CARDS, 1, "suggestions", 0))


def test_a_full_list_refuses_with_the_limit(store: Store) -> None:
    for _ in range(3):
        steps.add_last(store, NODE, (*CARDS, 0, "suggestions"))

    with pytest.raises(steps.ListFull) as refusal:
        steps.add_last(store, NODE, (*CARDS, 0, "suggestions"))

    assert "4" in refusal.value.sentence.zh


def test_another_picture_keeps_height_and_description(store: Store) -> None:
    steps.put_picture(
        store, NODE, (*CARDS, 0), CardMedia(source="media:a.png", height="TALL_HEIGHT", description="甲")
    )
    steps.put_picture(store, NODE, (*CARDS, 0), CardMedia(source="media:b.png"))

    media = cards(store)[0].media
    assert media is not None
    assert (media.source, media.height, media.description) == ("media:b.png", "TALL_HEIGHT", "甲")


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (File(name="价目表.pdf", content_type="application/pdf"), "file_name", "name"),
        (Location(label_text="滨江店"), "place_name", "label_text"),
    ],
)
def test_the_names_of_files_and_places_are_typed_and_taken_away(
    content: Element, kind: str, name: str
) -> None:
    node = SendMessage(id=NODE, message=Message(content=content))
    store = Store(Document(flow=Flow(id=FlowId("f"), nodes={NODE: node})))
    part = parts_of(node)[0]

    steps.write(store, NODE, part, "新的名字")

    assert (part.kind, part.path) == (kind, ("message", "content", name))
    assert words_of_part(store.node(NODE), part) == "新的名字"
    assert steps.remove(store, NODE, part)
    assert words_of_part(store.node(NODE), part) == ""


def test_the_name_of_a_sound_is_not_on_the_phone() -> None:
    node = SendMessage(id=NODE, message=Message(content=File(name="a.mp3", content_type="audio/mpeg")))

    assert parts_of(node) == ()

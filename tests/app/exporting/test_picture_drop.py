"""Where a picture goes that is dropped on a node."""

from __future__ import annotations

import pytest

from app.exporting.picture_drop import picture_path
from runtime.flow.ids import NodeId
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.records import FieldPath

SHOWN = Card(title="一", media=CardMedia(source="media:a.png"))


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (RichCard(card=Card(title="一")), ("message", "content", "card", "media", "source")),
        (File(), ("message", "content", "source")),
        (Carousel(cards=(SHOWN, Card())), ("message", "content", "cards", 1, "media", "source")),
        (Carousel(cards=(SHOWN, SHOWN)), ("message", "content", "cards", 0, "media", "source")),
        (Text(text="一"), None),
    ],
)
def test_a_picture_goes_where_the_message_shows_one(content: Element, path: FieldPath | None) -> None:
    assert picture_path(SendMessage(id=NodeId("n"), message=Message(content=content))) == path


def test_a_node_that_says_nothing_shows_no_picture() -> None:
    assert picture_path(End(id=NodeId("n"))) is None

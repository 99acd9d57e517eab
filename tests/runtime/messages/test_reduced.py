from __future__ import annotations

from runtime.messages.blocks import TextBlock
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.messages.reduced import Reduced, reduced
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.suggestions.url import OpenUrl


def suggestion(text: str, action: Action | None = None) -> Suggestion:
    return Suggestion(id=SuggestionId(text), text=text, action=action)


def on_an_old_client(content: Element, *chips: Suggestion) -> Reduced:
    return reduced(Message(content=content, chips=chips).blocks(), ())


PAGE = suggestion("查看", OpenUrl(url="https://shop.example/coat"))


def test_a_text_stays_as_it_is_and_chips_that_only_answer_are_gone() -> None:
    less = on_an_old_client(Text(text="您好"), suggestion("领取"), suggestion("不要"))

    assert less.blocks == (TextBlock(("content", "text"), "您好"),)
    assert less.dropped == (("chips", 0), ("chips", 1))


def test_a_card_becomes_its_words_and_the_addresses_of_its_actions() -> None:
    card = Card(title="风衣", description="轻薄", suggestions=(PAGE, suggestion("领取")))
    less = on_an_old_client(RichCard(card=card))

    assert less.blocks == (TextBlock(("content", "card"), "风衣\n轻薄\n查看 https://shop.example/coat"),)
    assert less.as_text == (("content", "card"),)
    assert less.dropped == (("content", "card", "suggestions", 1),)


def test_every_card_of_a_carousel_is_told_once() -> None:
    cards = (Card(title="风衣", suggestions=(PAGE,)), Card(title="跑鞋"))
    (block,) = on_an_old_client(Carousel(cards=cards)).blocks

    assert block == TextBlock(("content",), "风衣\n查看 https://shop.example/coat\n跑鞋")


def test_a_number_to_call_and_a_place_can_still_be_read() -> None:
    call = suggestion("客服", DialPhoneNumber(phone_number="+8657100000000"))
    less = on_an_old_client(Location(label_text="门店", latitude=30.2084, longitude=120.212), call)

    texts = [block.text for block in less.blocks if isinstance(block, TextBlock)]
    assert texts == ["门店 30.2084,120.2120", "客服 +8657100000000"]


def test_a_file_is_its_name_and_its_address_if_the_address_can_be_opened() -> None:
    public = on_an_old_client(File(name="价目.pdf", source="https://shop.example/a.pdf")).blocks
    local = on_an_old_client(File(name="价目.pdf", source="media:a.pdf")).blocks

    assert public == (TextBlock(("content",), "价目.pdf https://shop.example/a.pdf"),)
    assert local == (TextBlock(("content",), "价目.pdf"),)


def test_a_client_that_shows_everything_loses_nothing() -> None:
    blocks = Message(content=RichCard(card=Card(title="风衣")), chips=(PAGE,)).blocks()

    assert reduced(blocks, ("card", "chips")) == Reduced(blocks, (), ())

"""What clients of several kinds cut, fold and drop, found in the layout."""

from __future__ import annotations

import pytest

from runtime.messages.blocks import MediaHeight
from runtime.messages.card import Card
from runtime.messages.client_profile import client_names, client_profile
from runtime.messages.elements.element import Element
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion
from tests.widgets.handset.samples import opens, reply
from tests.widgets.handset.scenes import LONG_TEXT, LONG_TITLE
from widgets.handset.entries import ChatbotEntry, Mark
from widgets.handset.layout.card import CardBox
from widgets.handset.layout.chips import ChipsBox
from widgets.handset.layout.entry import EntryLayout, lay_out_entry
from widgets.handset.layout.loss import Loss
from widgets.handset.measures import STANDARD, measures_of

pytestmark = pytest.mark.usefixtures("pinned_font")


def laid_out(content: Element, client: str, *chips: Suggestion, text_size: int = 100) -> EntryLayout:
    entry = ChatbotEntry(Message(content=content, chips=chips).blocks())
    return lay_out_entry(entry, measures=measures_of(client_profile(client), text_size))


def card(
    title: str = "风衣", description: str = "轻薄", buttons: int = 1, height: MediaHeight | None = None
) -> RichCard:
    media = CardMedia(source="media:春天", height=height) if height else None
    suggestions = tuple(reply(f"第 {number} 个") for number in range(1, buttons + 1))
    return RichCard(card=Card(media=media, title=title, description=description, suggestions=suggestions))


def kinds(layout: EntryLayout) -> list[str]:
    return [loss.kind for loss in layout.losses]


def card_box(layout: EntryLayout) -> CardBox:
    box = layout.pieces[0].box
    assert isinstance(box, CardBox)
    return box


def test_client_a_draws_what_the_editor_shows() -> None:
    assert measures_of(client_profile("client_a")) == STANDARD
    assert measures_of(None) == STANDARD


@pytest.mark.parametrize("client", client_names()[:-1])
def test_a_short_card_shows_whole_everywhere(client: str) -> None:
    assert kinds(laid_out(card(height="SHORT_HEIGHT"), client, reply("好"))) == []


def test_a_title_of_two_lines_is_cut_where_titles_have_one() -> None:
    assert kinds(laid_out(card(LONG_TITLE), "client_a")) == []
    assert laid_out(card(LONG_TITLE), "client_c").losses == (
        Loss("title_cut", ("content", "card", "title"), text=LONG_TITLE),
    )


def test_fifty_characters_do_not_fold_a_card_and_one_more_does() -> None:
    whole, folded = (laid_out(card("", "春" * count, 2), "client_c") for count in (50, 51))

    assert "suggestions_hidden" not in kinds(whole)
    assert Loss("suggestions_hidden", ("content", "card", "suggestions", 0), 2, "第 1 个") in folded.losses
    assert [button.text.layout.text() for button in card_box(folded).buttons] == ["展开"]


def test_several_suggestions_become_one_list_where_a_client_shows_one() -> None:
    box = card_box(laid_out(card(buttons=3), "client_b"))

    assert [loss.kind for loss in box.losses] == ["suggestions_folded"]
    assert [button.text.layout.text() for button in box.buttons] == ["选项（3）"]
    assert len(card_box(laid_out(card(buttons=1), "client_b")).buttons) == 1


def test_more_than_two_chips_become_one() -> None:
    two = laid_out(Text(text="您好"), "client_b", reply("一"), reply("二"))
    three = laid_out(Text(text="您好"), "client_b", reply("一"), reply("二"), opens("三"))

    assert kinds(two) == []
    assert three.losses == (Loss("chips_hidden", ("chips", 0), 3, "一"),)
    box = three.pieces[-1].box
    assert isinstance(box, ChipsBox)
    assert len(box.chips) == 1


def test_a_low_card_shortens_words_before_it_leaves_out_suggestions() -> None:
    words_only = laid_out(card(LONG_TITLE, LONG_TEXT, 2, "MEDIUM_HEIGHT"), "client_d")
    crowded = laid_out(card(LONG_TITLE, LONG_TEXT, 4, "TALL_HEIGHT"), "client_d")

    assert kinds(words_only) == ["description_cut"]
    assert kinds(crowded)[:2] == ["title_cut", "description_cut"]
    assert "suggestions_hidden" in kinds(crowded)
    assert card_box(crowded).height <= client_profile("client_d").card_height_max.value


def test_suggestions_are_left_out_from_the_last() -> None:
    box = card_box(laid_out(card(buttons=4, height="MEDIUM_HEIGHT"), "client_d"))

    hidden = next(loss for loss in box.losses if loss.kind == "suggestions_hidden")
    assert len(box.buttons) + hidden.count == 4
    assert hidden.text == f"第 {len(box.buttons) + 1} 个"
    assert len(list(box.cuts())) == 1


def test_six_lines_of_text_are_shared_by_title_and_description() -> None:
    box = card_box(laid_out(card(LONG_TITLE, LONG_TEXT * 3), "client_b"))

    assert box.title is not None
    assert box.description is not None
    assert box.title.lines + box.description.lines == 6
    assert box.description.is_cut


def test_an_old_client_shows_words_and_tells_what_is_gone() -> None:
    layout = laid_out(card(buttons=2), "old", reply("好"))

    assert kinds(layout) == ["as_text", "as_text", "suggestions_dropped"]
    assert layout.losses[-1].count == 3
    assert [area.name for piece in layout.pieces for area in piece.areas(0)] == ["风衣\n轻薄"]


@pytest.mark.parametrize("text_size", [115, 130])
def test_larger_type_makes_a_card_higher_and_its_suggestions_too(text_size: int) -> None:
    usual, large = (
        card_box(laid_out(card(buttons=2), "client_a", text_size=size)) for size in (100, text_size)
    )

    assert large.height > usual.height
    assert large.buttons[0].rect.height() == round(38 * text_size / 100)


def test_larger_type_finds_new_cuts() -> None:
    sizes = [laid_out(card("春日风衣今日上新啦", "", 1), "client_c", text_size=size) for size in (100, 130)]
    many = [
        laid_out(card("把春天穿在身上，五款春装", "", 1), "client_c", text_size=size) for size in (100, 130)
    ]

    assert [kinds(layout) for layout in sizes] == [[], []]
    assert "title_cut" not in kinds(many[0])


def test_a_revoked_message_offers_nothing_to_tap() -> None:
    blocks = Message(content=Text(text="您好"), chips=(reply("好"),)).blocks()

    layout = lay_out_entry(ChatbotEntry(blocks, mark=Mark.REVOKED))

    assert not any(isinstance(piece.box, ChipsBox) for piece in layout.pieces)


def test_a_message_with_nothing_in_it_yet_and_one_whose_chips_are_answered_are_laid_out() -> None:
    empty = lay_out_entry(ChatbotEntry(()))
    answered = lay_out_entry(
        ChatbotEntry(Message(content=Text(text="你好"), chips=(reply("好"),)).blocks(), answered=True)
    )

    assert empty.shown == ()
    assert {piece.block for piece in answered.pieces} <= {0, -1}

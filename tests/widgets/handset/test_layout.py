from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.messages.blocks import (
    ButtonBlock,
    CardBlock,
    CarouselBlock,
    ChipsBlock,
    FileBlock,
    LocationBlock,
    MediaBlock,
    MediaHeight,
    TextBlock,
    UnknownBlock,
)
from tests.widgets.handset.samples import reply
from widgets.handset.hit_area import AreaKind
from widgets.handset.layout.blocks import lay_out_block
from widgets.handset.layout.card import CardBox, lay_out_card
from widgets.handset.layout.carousel import lay_out_carousel
from widgets.handset.layout.chips import lay_out_chips
from widgets.handset.layout.file import duration_text, lay_out_file, size_text
from widgets.handset.layout.line import sms_text
from widgets.handset.layout.location import lay_out_location
from widgets.handset.layout.text import lay_out_bubble
from widgets.handset.layout.unknown import UnknownBox
from widgets.handset.metrics import BUBBLE_WIDTH_MAX, CARD_HEIGHT_MAX, CHIP_WIDTH_MAX, GAP
from widgets.handset.paragraph import lay_out_text

pytestmark = pytest.mark.usefixtures("pinned_font")

LONG = "春季上新，全场满减，到店试穿再送定制帆布袋一个，送完为止。" * 40


def media(height: MediaHeight = "MEDIUM_HEIGHT", content_type: str = "image/png") -> MediaBlock:
    return MediaBlock(("content", "card", "media"), "media:a", content_type, "", "一件风衣", height)


def buttons(count: int) -> tuple[ButtonBlock, ...]:
    texts = [f"建议 {number}" for number in range(count)]
    return tuple(
        ButtonBlock(("content", "card", "suggestions", index), text, "", reply(text))
        for index, text in enumerate(texts)
    )


def card(**changes: object) -> CardBlock:
    plain = CardBlock(("content", "card"), media(), "春日风衣", "轻薄防泼水", buttons(2))
    return replace(plain, **changes)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("height", "expected"), [("SHORT_HEIGHT", 112.0), ("MEDIUM_HEIGHT", 168.0), ("TALL_HEIGHT", 264.0)]
)
def test_an_upright_card_has_the_picture_height_of_the_standard(height: MediaHeight, expected: float) -> None:
    box = lay_out_card(card(media=media(height)))

    assert (286.0, expected) == (box.width, box.media_rect.height())


@pytest.mark.parametrize(("side", "left"), [("LEFT", 0.0), ("RIGHT", 300.0 - 128.0)])
def test_a_lying_card_has_a_strip_at_its_side(side: str, left: float) -> None:
    box = lay_out_card(card(orientation="HORIZONTAL", image_alignment=side))

    assert (left, 128.0) == (box.media_rect.left(), box.media_rect.width())
    assert box.width == 300.0
    assert box.buttons[0].rect.top() == box.media_rect.bottom()


def test_suggestions_of_a_card_are_38_high_and_fill_its_width() -> None:
    box = lay_out_card(card(buttons=buttons(4)))

    assert [button.rect.height() for button in box.buttons] == [38.0] * 4
    assert {286.0} == {button.rect.width() for button in box.buttons}
    assert box.buttons[-1].rect.bottom() == box.height


def test_the_description_is_cut_first() -> None:
    box = lay_out_card(card(description=LONG, buttons=buttons(4)))

    assert box.height <= CARD_HEIGHT_MAX
    assert box.title is not None
    assert not box.title.is_cut
    assert box.description is not None
    assert box.description.is_cut
    assert box.description.layout.text().endswith("…")
    assert [box.description_at.y() + box.description.height] == [cut.bottom() for cut in box.cuts()]


def test_a_title_takes_two_lines_at_most() -> None:
    box = lay_out_card(card(title=LONG[:200]))

    assert box.title is not None
    assert (box.title.lines, box.title.is_cut) == (2, True)


def test_a_card_of_words_alone_has_no_picture() -> None:
    box = lay_out_card(card(media=None, buttons=()))

    assert box.media_rect.height() == 0
    assert box.title_at.y() == 10.0


def test_an_empty_card_still_has_a_place() -> None:
    box = lay_out_card(card(media=None, title="", description="", buttons=()))

    assert box.height >= 28.0


def test_cards_of_a_carousel_are_equally_wide_and_high() -> None:
    row = CarouselBlock(("content",), (card(), card(description=LONG[:80]), card(buttons=())), "MEDIUM_WIDTH")
    box = lay_out_carousel(row)

    assert {232.0} == {one.width for one in box.cards}
    assert {box.height} == {one.height for one in box.cards}
    assert box.cards[0].buttons[-1].rect.bottom() == box.height
    assert box.step == 232.0 + GAP


def test_small_cards_know_no_tall_pictures() -> None:
    tall = card(media=media("TALL_HEIGHT"))
    box = lay_out_carousel(CarouselBlock(("content",), (tall, tall), "SMALL_WIDTH"))

    assert (box.cards[0].width, box.cards[0].media_rect.height()) == (188.0, 168.0)


def test_the_next_card_of_a_carousel_is_cut_at_the_edge() -> None:
    box = lay_out_carousel(CarouselBlock(("content",), (card(), card()), "MEDIUM_WIDTH"))

    assert box.step < box.width < box.step + 232.0
    assert box.offset_showing(1, 0.0) == box.scroll_max


def test_chips_wrap_into_rows_of_32() -> None:
    box = lay_out_chips(ChipsBlock(("chips",), buttons(11)))

    assert {32.0} == {chip.rect.height() for chip in box.chips}
    assert box.height > 72.0
    assert all(chip.rect.right() <= CHIP_WIDTH_MAX for chip in box.chips)
    assert box.chips[0].rect.top() < box.chips[-1].rect.top()


def test_a_chip_wider_than_the_screen_is_cut() -> None:
    text = "查看离我最近的门店" * 5
    box = lay_out_chips(ChipsBlock(("chips",), (ButtonBlock(("chips", 0), text, "link", reply(text)),)))

    assert box.chips[0].text.is_cut
    assert CHIP_WIDTH_MAX - 13.0 < box.chips[0].rect.width() <= CHIP_WIDTH_MAX


def test_a_bubble_takes_82_percent_at_most() -> None:
    box = lay_out_bubble(LONG)

    assert box.width <= BUBBLE_WIDTH_MAX
    assert not box.paragraph.is_cut


def test_an_empty_text_is_a_small_bubble() -> None:
    box = lay_out_bubble("")

    assert (box.width, box.height) == (32.0, 36.0)


def test_a_web_address_can_be_tapped_without_the_words_around_it() -> None:
    box = lay_out_bubble("看https://shop.example/spring，谢谢")
    links = [area for area in box.areas if area.kind is AreaKind.LINK]

    assert [link.value for link in links] == ["https://shop.example/spring"]
    assert links[0].rect.left() > 12.0


def test_line_breaks_count_as_lines() -> None:
    assert lay_out_text("一\n二\r\n三", "text", 200).lines == 3


def test_a_cut_at_a_line_break_shows_an_ellipsis() -> None:
    paragraph = lay_out_text("一\n二\n三", "text", 200, max_lines=2)

    assert (paragraph.lines, paragraph.is_cut) == (2, True)
    assert paragraph.layout.text().endswith("二…")


@pytest.mark.parametrize(
    ("content_type", "shape"),
    [("application/pdf", "file"), ("audio/amr", "audio"), ("video/mp4", "video"), ("image/png", "picture")],
)
def test_a_file_is_shown_by_its_content_type(content_type: str, shape: str) -> None:
    block = FileBlock(("content",), "media:a", "a.bin", content_type, 2048, "", 18.4)

    assert lay_out_file(block).shape == shape


@pytest.mark.parametrize(
    ("size_bytes", "words"), [(0, "—"), (900, "900 B"), (187_000, "183 KB"), (1_258_291, "1.2 MB")]
)
def test_file_sizes_read_well(size_bytes: int, words: str) -> None:
    assert words == size_text(size_bytes)


def test_durations_are_minutes_and_seconds() -> None:
    assert [duration_text(0), duration_text(18.2), duration_text(125)] == ["—:—", "0:18", "2:05"]


def test_five_suggestions_on_a_card_are_not_shown_by_handsets() -> None:
    box = lay_out_block(card(buttons=buttons(5)))

    assert isinstance(box, UnknownBox)
    assert "5" in box.areas[0].name


def test_thirteen_cards_are_not_shown_by_handsets() -> None:
    box = lay_out_block(CarouselBlock(("content",), (card(),) * 13, "SMALL_WIDTH"))

    assert isinstance(box, UnknownBox)


def test_an_element_of_a_newer_version_shows_its_type() -> None:
    box = lay_out_block(UnknownBlock(("content",), "hologram"))

    assert "hologram" in box.areas[0].name


def test_every_part_of_a_card_knows_its_field() -> None:
    box = lay_out_card(card())
    paths = [area.path for area in box.areas]

    root = ("content", "card")
    fields = [("media",), ("title",), ("description",), ("suggestions", 0), ("suggestions", 1)]
    assert paths == [root, *((*root, *field) for field in fields)]


def test_a_place_is_drawn_the_same_every_time_and_unlike_another() -> None:
    here = LocationBlock(("content",), 30.2084, 120.2120, "滨江店")
    one, again = lay_out_location(here), lay_out_location(here)
    other = lay_out_location(replace(here, latitude=31.0))

    assert one.seed == again.seed != other.seed


@pytest.mark.parametrize(
    ("length", "words"), [(67, "1 条 · 67/70 字"), (71, "2 条 · 71/134 字"), (0, "0 条 · 0/160 字")]
)
def test_sms_are_counted_in_parts(length: int, words: str) -> None:
    assert words == sms_text("春" * length)


def test_boxes_are_frozen() -> None:
    box = lay_out_block(TextBlock(("content", "text"), "你好"))

    with pytest.raises(AttributeError):
        box.width = 3  # type: ignore[misc]  # the refusal is the point
    assert not isinstance(box, CardBox)

"""A table as cards: headings, guesses, limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.composing.card_table import cards_from, guessed_uses, table_in_file, table_in_text
from runtime.messages.media import CardMedia
from runtime.spreadsheets.refusals import FileRefused


def picture(name: str) -> CardMedia | None:
    return CardMedia(source=f"media:{name}")


def test_headings_say_what_the_columns_are() -> None:
    table = table_in_text(
        "商品名称\t卖点\t图片\t按钮文字\t按钮链接\n衣\t轻\ta.png\t看\thttps://e.com\n鞋\t\t\t\t\n"
    )

    assert table is not None
    assert guessed_uses(table) == ("title", "description", "picture", "suggestion", "link")
    first, second = cards_from(table, guessed_uses(table), picture, 10)
    assert (first.title, first.description, first.suggestions[0].text) == ("衣", "轻", "看")
    assert first.media is not None
    assert second.suggestions == ()


def test_without_headings_values_tell_and_the_first_row_counts() -> None:
    table = table_in_text("衣,轻,https://e.com/1,a.png\n鞋,稳,https://e.com/2,b.png\n")

    assert table is not None
    assert table.heading == ()
    assert guessed_uses(table) == ("title", "description", "link", "picture")


def test_a_link_without_words_gets_some() -> None:
    table = table_in_text("标题,链接\n衣,https://e.com/1\n鞋,https://e.com/2\n")

    assert table is not None
    card = cards_from(table, guessed_uses(table), picture, 10)[0]
    assert card.suggestions[0].text == "查看详情"


def test_more_rows_than_the_carousel_takes_stay_out() -> None:
    rows = "".join(f"卡{number},字\n" for number in range(30))
    table = table_in_text("标题,描述\n" + rows)

    assert table is not None
    assert len(cards_from(table, guessed_uses(table), picture, 10)) == 10


@pytest.mark.parametrize("text", ["", "一句话", "标题,描述\n", "\n\n"])
def test_what_is_no_table_is_none(text: str) -> None:
    assert table_in_text(text) is None


def test_cells_with_line_ends_and_quotes_stay_whole() -> None:
    table = table_in_text('标题\t描述\n衣\t"两行\n都在"\n鞋\t好\n')

    assert table is not None
    assert table.rows[0][1] == "两行\n都在"


def test_a_file_of_a_stranger_is_read_within_bounds(tmp_path: Path) -> None:
    damaged = tmp_path / "x.xlsx"
    damaged.write_bytes(b"PK\x03\x04broken")

    with pytest.raises(FileRefused):
        table_in_file(damaged)

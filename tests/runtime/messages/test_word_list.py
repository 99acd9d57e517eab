"""Listed words are found as words of their own, never inside others."""

from __future__ import annotations

import pytest

from runtime.messages.word_list import word_list

LISTS = ("superlatives", "trades", "short_links")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全国最大的茶城", ["最大"]),
        ("最大限度减少等待", []),
        ("最大限度让利，最大的茶城", ["最大"]),
        ("查看离我最近的门店", []),
        ("这是最后一次提醒，最新款到店", []),
        ("第一步选科室，第一次来请带证件", []),
        ("5 分最满意，最想改进哪一项？", []),
        ("销量第一，全网最低", ["销量第一", "全网最低"]),
        ("您的唯一编号是 12", []),
        ("唯一的选择，首选示例", ["唯一", "首选"]),
        ("最好提前十分钟到", []),
        ("最好的茶", ["最好"]),
        ("最佳时间是上午", []),
        ("最优惠的价格", ["最优惠"]),
        ("顶级域名与顶级好茶", ["顶级"]),
    ],
)
def test_superlatives_are_found_where_they_mean_that(text: str, found: list[str]) -> None:
    assert [entry.word for entry in word_list("superlatives").found_in(text)] == found


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_comes_from_and_when_it_was_read(name: str) -> None:
    file = word_list(name).file

    assert file.source_zh
    assert file.source_en
    assert file.checked >= "2026-11-23"
    assert len(word_list(name).words) == len(file.words)


@pytest.mark.parametrize("name", LISTS)
def test_a_harmless_phrase_holds_its_word(name: str) -> None:
    for entry in word_list(name).file.words:
        assert all(entry.word in phrase for phrase in entry.unless)

from __future__ import annotations

import pytest

from app.finding.candidates import Candidate, Target, ranked
from app.finding.ranking import fit
from runtime.wording import Wording, same


def score(words: str, wanted: str) -> int:
    found = fit(words, wanted)
    return found.score if found is not None else -1


def test_the_whole_goes_before_the_beginning_before_a_word_before_the_inside() -> None:
    words = ["保存", "保存副本", "另存 保存", "自动保存了"]

    assert sorted(words, key=lambda each: -score(each, "保存")) == words


def test_letters_may_be_scattered_but_those_in_a_row_fit_better() -> None:
    assert score("Save as", "svx") < 0
    assert score("Export table", "extab") > 0
    assert score("Export", "exp") > score("Every exit up", "exp")


def test_two_letters_do_not_scatter() -> None:
    assert fit("Save", "se") is None


def test_initials_of_the_pinyin_find_chinese() -> None:
    assert score("撤销", "cx") > 0
    assert fit("撤销", "zz") is None


def test_every_typed_word_must_fit() -> None:
    assert score("Close scenario", "scen clo") > 0
    assert fit("Close scenario", "close file") is None


def test_the_typed_characters_are_marked() -> None:
    found = fit("自动排列", "排列")

    assert found is not None
    assert found.marks == (2, 3)


@pytest.mark.parametrize("strange", ["(", "\\", "�", "😀", "a" * 500, "　"])
def test_strange_words_are_no_mistake(strange: str) -> None:
    fit("撤销", strange)


def command(name: str, *, is_enabled: bool = True) -> Candidate:
    return Candidate(Target("command", name), same(name), Wording("", ""), is_enabled=is_enabled)


def test_what_was_used_last_goes_before_its_equals() -> None:
    rows = ranked([command("alpha one"), command("alpha two")], "alpha", ["command:alpha two"])

    assert [row.words for row in rows] == ["alpha two", "alpha one"]


def test_what_is_not_possible_comes_after_what_is() -> None:
    rows = ranked([command("alpha", is_enabled=False), command("alpha two")], "alpha", [])

    assert [row.words for row in rows] == ["alpha two", "alpha"]


def test_without_words_the_recent_ones_are_first_and_in_order() -> None:
    rows = ranked([command("a"), command("b"), command("c")], "", ["command:c", "command:b"])

    assert [row.words for row in rows] == ["c", "b", "a"]


def test_words_of_the_other_language_find_too() -> None:
    each = Candidate(Target("command", "undo"), Wording("撤销", "Undo"), Wording("", ""))

    assert [row.words for row in ranked([each], "undo", [])] == ["撤销"]

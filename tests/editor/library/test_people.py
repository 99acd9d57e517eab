"""The people previews are tried with."""

from __future__ import annotations

from pathlib import Path

from editor.library.people import Person, keep_people, kept_people, people_in


def test_the_first_row_names_the_variables() -> None:
    people = people_in([["姓名", "城市"], ["王女士", "杭州"], ["", ""], ["李先生"]])

    assert [each.values for each in people] == [{"姓名": "王女士", "城市": "杭州"}, {"姓名": "李先生"}]


def test_a_phone_number_is_never_shown_whole() -> None:
    assert Person({"手机": "13800138000"}).name == "138****8000"


def test_people_are_kept_as_they_were(tmp_path: Path) -> None:
    people = (Person({"姓名": '王"女士,', "说": "两\n行"}), Person({"姓名": "=1+1", "说": ""}))
    keep_people(tmp_path, people)

    assert kept_people(tmp_path) == people
    assert kept_people(tmp_path / "none") == ()

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.actions import ACTIONS
from app.settings import Settings
from app.shortcuts.errors import KeymapRefused
from app.shortcuts.gestures import FIXED_KEYS, Gesture
from app.shortcuts.keymap import Keymap, usual_keys
from app.shortcuts.listing import groups, in_columns
from app.shortcuts.sheet_page import write_pdf
from widgets.language import Language, set_language


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Settings:
    return Settings(QSettings(str(tmp_path / "keys.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


def test_without_a_choice_every_action_has_its_usual_keys(keymap: Keymap) -> None:
    assert all(keymap.keys(spec.id) == usual_keys(spec) for spec in ACTIONS)
    assert not keymap.has_own()


def test_chosen_keys_are_kept_between_starts(keymap: Keymap, settings: Settings) -> None:
    keymap.choose("save", "Ctrl+Alt+S")

    again = Keymap(settings)
    assert again.keys("save") == ("Ctrl+Alt+S",)
    assert again.is_own("save")


def test_keys_belong_to_one_action_and_can_be_taken_over(keymap: Keymap) -> None:
    taken = keymap.taken_by("Ctrl+S", "open")
    assert taken is not None
    assert taken.id == "save"

    keymap.choose("open", "Ctrl+S")

    assert keymap.keys("open") == ("Ctrl+S",)
    assert keymap.keys("save") == ()


def test_taking_one_of_several_keys_leaves_the_others(keymap: Keymap) -> None:
    keymap.choose("save", "Ctrl+Y")

    assert keymap.keys("redo") == ("Ctrl+Shift+Z",)


def test_an_action_gets_its_usual_keys_back_from_whoever_has_them(keymap: Keymap) -> None:
    keymap.choose("open", "Ctrl+S")

    keymap.reset("save")

    assert keymap.keys("save") == ("Ctrl+S",)
    assert keymap.keys("open") == ()


def test_all_are_reset_at_once(keymap: Keymap) -> None:
    keymap.choose("open", "Ctrl+S")
    keymap.choose("save", "")

    keymap.reset_all()

    assert all(keymap.keys(spec.id) == usual_keys(spec) for spec in ACTIONS)


def test_a_file_of_keys_gives_the_same_keys_elsewhere(keymap: Keymap, tmp_path: Path) -> None:
    keymap.choose("save", "Ctrl+Alt+S")
    other = Keymap(Settings(QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat)))

    other.take_json(keymap.to_json())

    assert other.keys("save") == ("Ctrl+Alt+S",)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"xinliu_keys": 2}', "[" * 5000, "x" * 300_000])
def test_what_is_no_file_of_keys_is_refused_and_changes_nothing(keymap: Keymap, text: str) -> None:
    keymap.choose("save", "Ctrl+Alt+S")

    with pytest.raises(KeymapRefused):
        keymap.take_json(text)

    assert keymap.keys("save") == ("Ctrl+Alt+S",)


def test_strange_entries_of_a_file_are_left_out(keymap: Keymap) -> None:
    keys = {
        "save": ["Ctrl+O", "Ctrl+O", 3, "no such key!"],
        "nobody": ["Ctrl+1"],
        "open": "Ctrl+2",
        "new": ["Ctrl+O"],
    }
    keymap.take_json(json.dumps({"xinliu_keys": 1, "keys": keys}))

    every = [each for spec in ACTIONS for each in keymap.keys(spec.id)]
    assert "Ctrl+O" in keymap.keys("save")
    assert len(every) == len(set(every))


def test_damaged_settings_give_the_usual_keys(settings: Settings) -> None:
    settings.own_keys = '{"save": '

    assert not Keymap(settings).has_own()


def test_no_action_comes_with_keys_that_are_for_moving_about() -> None:
    assert [spec.id for spec in ACTIONS if set(usual_keys(spec)) & set(FIXED_KEYS)] == []


def test_the_sheet_tells_keys_and_gestures_in_columns(keymap: Keymap) -> None:
    found = groups(keymap.keys)
    columns = in_columns(found, 3)

    assert [group for column in columns for group in column] == list(found)
    assert len(columns) == 3
    assert any(isinstance(row, Gesture) for group in found for row in group.rows)


@pytest.mark.parametrize("language", list(Language))
def test_the_printed_sheet_is_one_page(keymap: Keymap, tmp_path: Path, language: Language) -> None:
    set_language(language)
    path = tmp_path / "keys.pdf"

    write_pdf(path, groups(keymap.keys))

    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1
    set_language(Language.ZH)


def test_a_sheet_that_cannot_be_written_says_so(keymap: Keymap, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        write_pdf(tmp_path / "no" / "keys.pdf", groups(keymap.keys))

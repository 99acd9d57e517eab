"""Texts in further languages: looked at one by one or together, flagged, each edit one step of undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.document.store import Store
from editor.inspector.edits import put_flow_value
from runtime.flow.ids import NodeId
from runtime.flow.issues import check_flow
from runtime.flow.translations import Translation
from tests.editor.inspector.conftest import Desk
from widgets.form.language_fields import LanguagesField
from widgets.form.speaking import ALL
from widgets.form.suggestion_row import SuggestionRow
from widgets.form.text_field import TextField
from widgets.form.translation_lines import TranslationLine

HELLO = NodeId("hello")
TEXT = ("message", "content", "text")


@pytest.fixture
def english(desk: Desk) -> Desk:
    put_flow_value(desk.store, ("languages",), ("en",))
    desk.selection.set([HELLO])
    desk.history.seal()
    return desk


def lines(desk: Desk) -> list[TranslationLine]:
    found = desk.inspector.pages.form.findChildren(TranslationLine)
    return [line for line in found if line.isVisibleTo(desk.inspector)]


def translations(store: Store) -> dict[str, Translation]:
    return store.node(HELLO).translations.get("en", {})


def text_field(desk: Desk) -> TextField:
    fields = desk.inspector.pages.form.findChildren(TextField)
    return next(field for field in fields if field.spec.name == "text" and field.lines is not None)


def test_with_one_language_nothing_is_to_be_seen_of_languages(desk: Desk) -> None:
    desk.selection.set([HELLO])

    assert desk.inspector.languages.isHidden()
    assert lines(desk) == []


def test_a_language_that_is_looked_at_has_a_line_at_every_text(english: Desk) -> None:
    english.inspector.languages.segment.part("en").click()  # type: ignore[union-attr]  # two languages

    assert len(lines(english)) == 3
    assert all(line.state.isVisibleTo(line) for line in lines(english))
    assert text_field(english).area.isHidden()


def test_side_by_side_the_text_as_written_stays_an_editor(english: Desk) -> None:
    english.inspector.speaking.show_language(ALL)

    assert not text_field(english).area.isHidden()
    assert len(lines(english)) == 3


def test_typing_a_translation_is_one_step_of_undo(english: Desk) -> None:
    english.inspector.speaking.show_language("en")
    line = lines(english)[0]
    line.area.setFocus()

    QTest.keyClicks(line.area, "Hello")

    assert translations(english.store) == {"您好": Translation(text="Hello")}
    assert not line.state.isVisibleTo(line)
    english.history.undo()
    assert translations(english.store) == {}
    assert line.area.value() == ""


def test_a_reworded_text_flags_its_translation_until_it_is_confirmed(english: Desk) -> None:
    speaking = english.inspector.speaking
    speaking.translated.emit("en", "您好", "Hello")
    speaking.show_language(ALL)
    area = text_field(english).area
    area.setFocus()
    area.moveCursor(area.textCursor().MoveOperation.End)

    QTest.keyClicks(area, "a")

    line = lines(english)[0]
    assert translations(english.store) == {"您好a": Translation(text="Hello", was="您好")}
    assert line.area.value() == "Hello"
    assert line.confirm.isVisibleTo(line)
    QTest.mouseClick(line.confirm, Qt.MouseButton.LeftButton)
    assert translations(english.store) == {"您好a": Translation(text="Hello")}
    assert not line.confirm.isVisibleTo(line)


def test_a_suggestion_has_its_own_line_and_counter(english: Desk) -> None:
    english.inspector.speaking.show_language(ALL)
    row = english.inspector.pages.form.findChildren(SuggestionRow)[0]
    assert row.lines is not None

    row.lines.lines[0].area.setFocus()
    QTest.keyClicks(row.lines.lines[0].area, "Fine")

    assert translations(english.store)["好的"].text == "Fine"


def test_a_language_with_gaps_carries_a_dot(english: Desk) -> None:
    english.inspector.show_issues(check_flow(english.store.flow))

    segment = english.inspector.languages.segment
    assert segment is not None
    assert segment.part("en").has_problem  # type: ignore[attr-defined]  # a part of a segment
    assert not segment.part("written").has_problem  # type: ignore[attr-defined]


def test_languages_are_added_and_taken_off_in_the_scenarios_settings(desk: Desk) -> None:
    field = next(iter(desk.inspector.flow_pane.findChildren(LanguagesField)))

    field.add_language("en")
    field.tag.setText("PT_br")
    field.tag.returnPressed.emit()

    assert list(desk.store.flow.languages) == ["en", "pt-BR"]
    field.rows[0].remove.click()
    assert list(desk.store.flow.languages) == ["pt-BR"]


@pytest.mark.parametrize("written", ["english!", "中文"])
def test_what_is_no_tag_is_said_at_the_field(desk: Desk, written: str) -> None:
    field = next(iter(desk.inspector.flow_pane.findChildren(LanguagesField)))

    field.tag.setText(written)
    field.tag.returnPressed.emit()

    assert desk.store.flow.languages == ()
    assert written in field.problems[0].sentence.zh


def test_many_languages_are_offered_as_a_list(desk: Desk) -> None:
    put_flow_value(desk.store, ("languages",), ("en", "ja", "ko"))
    shown = desk.inspector.languages.list
    assert shown is not None

    shown.activated.emit(2)

    assert desk.inspector.speaking.shown == "ja"


def test_the_variable_button_serves_the_language_that_is_looked_at(english: Desk) -> None:
    english.inspector.speaking.show_language("en")

    text_field(english)._open_completion()

    assert lines(english)[0].area.hasFocus()

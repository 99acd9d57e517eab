from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId, action_types
from runtime.messages.suggestions.url import OpenUrl
from runtime.records import FieldPath
from runtime.wording import same
from tests.support.keys import type_text
from tests.support.messages import ACTIONS, ELEMENTS, act, reply
from widgets.form import FormContext, FormView, Problem
from widgets.form.action_menu import action_menu
from widgets.form.cards_field import CardsField
from widgets.form.nested_field import NestedField
from widgets.form.record_fields import RecordFields
from widgets.form.suggestion_row import SuggestionRow
from widgets.form.suggestions_field import SuggestionsField
from widgets.language import set_language

OpenForm = Callable[..., FormView]


def content(form: FormView) -> RecordFields:
    field = form.fields.field("content")
    assert isinstance(field, NestedField)
    return field.fields


def chips(form: FormView) -> SuggestionsField:
    field = form.fields.field("chips")
    assert isinstance(field, SuggestionsField)
    return field


def row(form: FormView, index: int) -> SuggestionRow:
    found = chips(form).rows[index]
    assert isinstance(found, SuggestionRow)
    return found


def cards(form: FormView) -> CardsField:
    field = content(form).field("cards")
    assert isinstance(field, CardsField)
    return field


def heard(form: FormView) -> list[tuple[FieldPath, object, str]]:
    told: list[tuple[FieldPath, object, str]] = []
    form.changed.connect(lambda path, value, key: told.append((path, value, key)))
    return told


def texts(value: object) -> list[str]:
    assert isinstance(value, tuple)
    return [each.text for each in value]


CHIPS = Message(content=Text(text="嗨"), chips=(reply("甲", 1), reply("乙", 2), reply("丙", 3)))
CAROUSEL = Message(content=Carousel(cards=(Card(title="一"), Card(title="二"), Card(title="三"))))


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: type(element).__name__)
def test_every_element_has_a_form_that_shows_itself_again_unchanged(
    open_form: OpenForm, element: object
) -> None:
    shown = Message(content=element)  # type: ignore[arg-type]  # known here
    form = open_form(shown)
    told = heard(form)

    form.set_record(Message(content=Text(text="别的")))
    form.set_record(shown)

    assert told == []
    assert form.record is shown


def test_a_suggestion_is_typed_in_its_row(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)

    type_text(row(form, 1).area, "！")

    assert told == [(("chips", 1, "text"), "乙！", "chips/1/text")]


def test_alt_and_arrows_reorder_suggestions(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)
    row(form, 2).area.setFocus()

    QTest.keyClick(row(form, 2).area, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert texts(told[-1][1]) == ["甲", "丙", "乙"]
    assert told[-1][2] == ""


def test_the_grip_moves_and_removes(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)

    QTest.keyClick(row(form, 0).grip, Qt.Key.Key_Down)
    QTest.keyClick(row(form, 0).grip, Qt.Key.Key_Delete)

    assert [texts(value) for _, value, _ in told] == [["乙", "甲", "丙"], ["甲", "丙"]]


def test_dragging_the_grip_reorders(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form(CHIPS)
    told = heard(form)
    grip = row(form, 0).grip
    centre = grip.rect().center()

    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(grip, centre + QPoint(0, 60))
    grip.dragged.emit(60)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=centre + QPoint(0, 60))

    assert texts(told[-1][1]) == ["乙", "甲", "丙"]


def test_a_new_suggestion_has_an_id_of_its_own_and_the_focus(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)

    chips(form).add_button.click()

    added = told[-1][1]
    assert isinstance(added, tuple)
    assert len({each.id for each in added}) == 4
    assert row(form, 3).area.hasFocus()


def test_enter_goes_to_the_next_row_and_adds_one_after_the_last(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)
    row(form, 1).area.setFocus()

    QTest.keyClick(row(form, 1).area, Qt.Key.Key_Return)
    assert row(form, 2).area.hasFocus()
    QTest.keyClick(row(form, 2).area, Qt.Key.Key_Return)

    assert texts(told[-1][1]) == ["甲", "乙", "丙", ""]


def test_the_menu_offers_every_action_and_the_reply(open_form: OpenForm) -> None:
    form = open_form(CHIPS)

    offered = {str(entry.data()) for entry in action_menu(None, form).actions() if entry.isCheckable()}

    assert offered == {"", *action_types()}


def test_a_suggestion_becomes_an_action_and_its_fields_are_edited_in_place(open_form: OpenForm) -> None:
    form = open_form(CHIPS)
    told = heard(form)
    row(form, 0).chip.setChecked(True)

    row(form, 0).choose_kind("open_url")
    fields = row(form, 0)._action_fields
    assert fields is not None
    area = fields.field("url").area  # type: ignore[attr-defined]  # known here
    type_text(area, "h")

    assert told[0] == (("chips", 0, "action"), OpenUrl(), "")
    assert told[1] == (("chips", 0, "action", "url"), "h", "chips/0/action/url")
    assert row(form, 0).chip.words == "打开网页"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.type)
def test_every_action_opens_its_details(open_form: OpenForm, action: object) -> None:
    suggestion = Suggestion(id="s1", text="点", action=action)  # type: ignore[arg-type]  # known here
    form = open_form(Message(chips=(suggestion,)))
    told = heard(form)

    row(form, 0).chip.setChecked(True)

    assert told == []
    assert row(form, 0)._action_fields is not None


def test_a_suggestion_over_the_limit_shows_its_size_and_problem(open_form: OpenForm) -> None:
    form = open_form(Message(chips=(reply("查看离我最近的门店"),)))

    form.show_problems([Problem(("chips", 0, "text"), same("太长"))])

    assert row(form, 0)._counter.text() == "27/25"
    assert row(form, 0)._line.has_error
    assert row(form, 0)._note.problems


def test_the_chosen_card_is_edited_and_told_with_its_place(open_form: OpenForm) -> None:
    form = open_form(CAROUSEL)
    told = heard(form)

    cards(form).strip.chosen.emit(2)
    type_text(cards(form).card_fields.field("title").area, "x")  # type: ignore[attr-defined]  # known here

    assert told[-1][0] == ("content", "cards", 2, "title")


def test_keys_choose_move_and_remove_cards(open_form: OpenForm) -> None:
    form = open_form(CAROUSEL)
    told = heard(form)
    strip = cards(form).strip
    strip.setFocus()

    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(strip, Qt.Key.Key_Delete)

    titles = [[card.title for card in value] for _, value, _ in told]  # type: ignore[attr-defined]  # known here
    assert titles == [["一", "三", "二"], ["一", "三"]]


def test_a_click_on_the_plus_adds_a_card_and_edits_it(open_form: OpenForm) -> None:
    form = open_form(CAROUSEL)
    told = heard(form)
    strip = cards(form).strip

    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._places(strip.width())[-1].center())

    added = told[-1][1]
    assert isinstance(added, tuple)
    assert len(added) == 4
    assert strip.current == 3


def test_a_duplicated_card_has_suggestions_of_its_own(open_form: OpenForm) -> None:
    form = open_form(Message(content=Carousel(cards=(Card(title="一", suggestions=(reply("要"),)),))))
    told = heard(form)

    cards(form)._copy_current()

    first, second = told[-1][1]  # type: ignore[misc]  # known here
    assert first.suggestions[0].id != second.suggestions[0].id  # type: ignore[has-type]  # known here


def test_problems_mark_their_card_and_show_when_it_is_chosen(open_form: OpenForm) -> None:
    form = open_form(CAROUSEL)

    form.show_problems([Problem(("content", "cards", 2, "title"), same("空"))])
    assert cards(form).strip._faulty == frozenset({2})
    assert cards(form).card_fields.field("title").problems == ()
    cards(form).choose(2)

    assert len(cards(form).card_fields.field("title").problems) == 1


def test_a_path_leads_to_the_card_the_suggestion_and_the_field(open_form: OpenForm, qtbot: QtBot) -> None:
    card = Card(title="二", suggestions=(reply("甲"), act(OpenUrl(), "乙", 9)))
    form = open_form(Message(content=Carousel(cards=(Card(title="一"), card))))
    qtbot.waitExposed(form)

    found = form.focus_path(("content", "cards", 1, "suggestions", 1, "action", "url"))

    assert found
    assert cards(form).strip.current == 1
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "网址"


def test_a_path_the_form_does_not_show_is_refused(open_form: OpenForm) -> None:
    assert not open_form(CHIPS).focus_path(("nothing",))


def test_card_width_stands_beside_picture_height(open_form: OpenForm) -> None:
    shown = Message(content=Carousel(cards=(Card(title="一", media=CardMedia(source="media:shoe.png")),)))
    form = open_form(shown)
    width = content(form).field("width")
    media = cards(form).card_fields.field("media")
    assert isinstance(media, NestedField)

    assert width.parentWidget() is media.fields.field("height").parentWidget()


def test_the_unit_of_a_suggestion_s_counter_follows_the_language(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    row = SuggestionRow(FormContext(around), around)
    row.show_item(Suggestion(id=SuggestionId("s"), text="领取"), 0)

    set_language("en")

    assert row._counter.forms == ("6/25 bytes", "6/25")

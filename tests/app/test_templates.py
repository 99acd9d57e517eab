"""The templates that ship: sound as they are, named in both languages, and begun with one click."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QImage

from app.main_window.window import Window
from app.templates.catalogue import Template, document_from, templates
from resources.files import resource_names, resource_path
from runtime.flow.file_format import read_document, to_text
from runtime.flow.issues import check_flow
from runtime.messages.media import LOCAL
from tests.support.person import Person
from widgets.theme import set_reduced_motion

SHIPPED = frozenset(resource_names("media"))
EACH = pytest.mark.parametrize("template", templates(), ids=lambda template: template.id)


def test_there_are_at_least_eight_and_none_is_left_out() -> None:
    listed = json.loads(resource_path("templates/templates.json").read_text("utf-8"))

    assert len(listed) >= 8
    assert {f"{each['id']}.xinliu.json" for each in listed} == set(
        resource_names("templates", ".xinliu.json")
    )
    assert len({template.trade.zh for template in templates()}) >= 6


@EACH
def test_it_is_written_as_the_program_writes_it_and_has_no_issue(template: Template) -> None:
    path = resource_path(f"templates/{template.id}.xinliu.json")
    document = read_document(path)

    assert to_text(document) == path.read_text("utf-8")
    assert check_flow(document.flow, media=SHIPPED) == ()
    assert len(document.flow.nodes) == template.nodes


@EACH
def test_its_words_stand_in_both_languages_and_its_picture_is_there(template: Template) -> None:
    for words in (template.name, template.trade, template.summary):
        assert words.zh
        assert words.en
    assert not QImage(str(template.picture)).isNull()


@EACH
def test_its_media_ship(template: Template) -> None:
    text = resource_path(f"templates/{template.id}.xinliu.json").read_text("utf-8")

    sources = {part.split('"')[0] for part in text.split(f'"{LOCAL}')[1:]}
    assert sources <= SHIPPED


def test_two_scenarios_from_one_template_are_two_scenarios() -> None:
    assert document_from("festival").flow.id != document_from("festival").flow.id


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(KeyError):
        document_from("nothing")


@pytest.mark.slow
def test_a_click_begins_a_scenario_of_ones_own(window: Window, person: Person) -> None:
    set_reduced_motion(True)
    card = next(card for card in window.start_page.templates.cards if card.template.id == "festival")

    person.click(card)

    person.wait_until(lambda: window.area is not None)
    assert person.area.document.path is None
    assert person.area.document.flow.name == "节日问候"
    person.area.checking.run()
    assert person.area.checking.issues == ()


def test_the_invitation_to_the_tour_stays_away_once_put_away(window: Window, person: Person) -> None:
    strip = window.start_page.tour_strip
    assert strip.isVisible()

    person.click(strip.later_button)

    assert not strip.isVisible()
    assert not window.settings.wants_tour


def test_searching_shows_the_templates_that_fit(window: Window, person: Person) -> None:
    window.start_page.search.setText("物流")

    assert [card.template.id for card in window.start_page.templates.cards if card.isVisible()] == [
        "delivery"
    ]

"""The pictures, films and sounds of a message in its form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.records import FieldPath
from runtime.wording import same
from widgets.form import FormContext, FormView, Problem
from widgets.form.media_field import MediaField, size_words
from widgets.form.nested_field import NestedField
from widgets.form.record_fields import RecordFields
from widgets.media.picker import MediaPicker

OpenForm = Callable[..., FormView]


def content(form: FormView) -> RecordFields:
    field = form.fields.field("content")
    assert isinstance(field, NestedField)
    return field.fields


def heard(form: FormView) -> list[tuple[FieldPath, object, str]]:
    told: list[tuple[FieldPath, object, str]] = []
    form.changed.connect(lambda path, value, key: told.append((path, value, key)))
    return told


def picture(form: FormView) -> MediaField:
    card = content(form).field("card")
    assert isinstance(card, NestedField)
    media = card.fields.field("media")
    assert isinstance(media, NestedField)
    field = media.fields.field("source")
    assert isinstance(field, MediaField)
    return field


def test_a_dropped_file_becomes_the_picture_of_a_card_that_had_none(open_form: OpenForm) -> None:
    form = open_form(Message(content=RichCard(card=Card(title="一"))))
    told = heard(form)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/pictures/bag.jpg")])
    keys = Qt.KeyboardModifier.NoModifier

    picture(form).card.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    )

    path, value, _ = told[-1]
    assert path == ("content", "card", "media")
    assert value == CardMedia(source="media:bag.jpg", content_type="image/jpeg", size_bytes=2_048)


def test_another_picture_keeps_height_and_description(open_form: OpenForm) -> None:
    media = CardMedia(source="media:shoe.png", height="TALL_HEIGHT", description="鞋")
    form = open_form(Message(content=RichCard(card=Card(media=media))))
    told = heard(form)

    picture(form).take_file(Path("/pictures/bag.jpg"))

    assert told[-1][1] == media.with_changes(
        source="media:bag.jpg", content_type="image/jpeg", size_bytes=2_048
    )


def test_a_picture_can_be_removed(open_form: OpenForm) -> None:
    form = open_form(Message(content=RichCard(card=Card(media=CardMedia(source="media:shoe.png")))))
    told = heard(form)

    picture(form).card.remove.click()

    assert told == [(("content", "card", "media"), None, "")]


def test_a_refused_file_says_why_and_changes_nothing(open_form: OpenForm) -> None:
    form = open_form(Message(content=RichCard(card=Card(title="一"))))
    told = heard(form)

    picture(form).take_file("/pictures/virus.exe")

    assert told == []
    assert "not a picture" in picture(form).problems[0].sentence.en


def test_size_and_pixels_stand_at_the_label_and_size_problems_at_the_picture(open_form: OpenForm) -> None:
    form = open_form(Message(content=RichCard(card=Card(media=CardMedia(source="media:shoe.png")))))

    form.show_problems([Problem(("content", "card", "media", "size_bytes"), same("太大"))])

    assert picture(form)._counter.text() == "640 × 360 · 182 KB"
    assert len(picture(form).problems) == 1


@pytest.mark.parametrize(("size", "words"), [(12, "12 B"), (186_000, "182 KB"), (2_202_009, "2.1 MB")])
def test_sizes_read_as_people_write_them(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("content_type", "offers"), [("video/mp4", True), ("audio/mpeg", True), ("image/png", False)]
)
def test_the_still_of_a_film_or_a_sound_is_chosen_by_hand(
    open_form: OpenForm, content_type: str, offers: bool
) -> None:
    media = CardMedia(source="media:film.mp4", content_type=content_type, size_bytes=9)
    form = open_form(Message(content=RichCard(card=Card(title="片子", media=media))))
    told = heard(form)
    shown = [field for field in form.findChildren(MediaField) if field.isVisible()]

    assert [field.spec.hint.label.zh for field in shown] == ["图片", *(["缩略图"] if offers else [])]
    if offers:
        shown[1].take_file("still.jpg")
        path, value, _ = told[-1]
        assert path == ("content", "card", "media", "thumbnail")
        assert (value.source, value.size_bytes) == ("media:still.jpg", 2_048)  # type: ignore[attr-defined]  # known here


def test_the_field_leads_to_the_media_library(open_form: OpenForm, context: FormContext) -> None:
    form = open_form(Message(content=RichCard(card=Card(title="一"))))
    field = picture(form)
    asked: list[object] = []
    context.library_asked.connect(asked.append)

    field.choose()
    picker = field.findChild(MediaPicker)
    assert picker is not None
    picker.library.click()

    assert asked == [field]

"""Adding, deleting and moving on the phone, by mouse and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.composing.handles import Handle
from runtime.messages.card import Card
from runtime.messages.media import CardMedia
from tests.app.composing.conftest import CARD, Composer
from tests.support.keys import type_text

CARDS = CARD[:-1]
CHIPS = ("message", "chips")
ALT = Qt.KeyboardModifier.AltModifier


def titles(composer: Composer) -> list[str]:
    cards = composer.value(CARDS)
    assert isinstance(cards, tuple)
    return [card.title for card in cards if isinstance(card, Card)]


def count(composer: Composer, path: tuple[str | int, ...]) -> int:
    items = composer.value(path)
    assert isinstance(items, tuple)
    return len(items)


def click(handle: Handle) -> None:
    assert handle.isVisible()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)


def test_pointing_at_a_card_shows_its_handles(composer: Composer) -> None:
    composer.hover((*CARD, "title"))

    handles = composer.editing.handles
    assert [each.isVisible() for each in (handles.remove, handles.grip, handles.add_card)] == [True] * 3


def test_the_cross_deletes_a_card_and_undo_brings_it_back(composer: Composer) -> None:
    before = titles(composer)
    composer.hover((*CARD, "title"))
    click(composer.editing.handles.remove)

    assert titles(composer) == before[1:]

    composer.person.area.document.history.undo()

    assert titles(composer) == before


def test_the_plus_at_a_card_adds_one_and_types_its_title(composer: Composer) -> None:
    before = titles(composer)
    composer.hover((*CARD, "title"))
    click(composer.editing.handles.add_card)
    type_text(composer.editing.editor.area, "加的")

    assert titles(composer) == [before[0], "加的", *before[1:]]


def test_the_plus_at_a_suggestion_adds_one_below(composer: Composer) -> None:
    before = count(composer, (*CARD, "suggestions"))
    composer.hover((*CARD, "suggestions", 0))
    click(composer.editing.handles.add)
    type_text(composer.editing.editor.area, "再看")

    assert count(composer, (*CARD, "suggestions")) == before + 1
    assert composer.value((*CARD, "suggestions", 1, "text")) == "再看"


def test_a_full_card_takes_no_more_suggestions_and_says_so(composer: Composer) -> None:
    composer.hover((*CARD, "suggestions", 0))
    while count(composer, (*CARD, "suggestions")) < 4:
        part = composer.editing.handles.part
        assert part is not None
        composer.editing.add(part)
        composer.editing.accept()
        composer.hover((*CARD, "suggestions", 0))
    click(composer.editing.handles.add)

    assert count(composer, (*CARD, "suggestions")) == 4
    assert composer.person.area.toast.isVisible()


def test_dragging_the_grip_moves_a_chip(composer: Composer) -> None:
    first = composer.value((*CHIPS, 0, "text"))
    composer.hover((*CHIPS, 0))
    grip = composer.editing.handles.grip
    target = composer.place((*CHIPS, 1))
    centre = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(grip, grip.mapFromParent(target))
    QTest.mouseMove(grip, grip.mapFromParent(target + QPoint(20, 0)))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.mapFromParent(target + QPoint(20, 0)))

    assert composer.value((*CHIPS, 1, "text")) == first


def test_keys_move_add_and_delete_what_has_the_ring(composer: Composer) -> None:
    before = titles(composer)
    composer.handset.setFocus()
    composer.handset.focus_on(CARD)
    composer.press(Qt.Key.Key_Right, ALT)
    composer.person.wait_until(lambda: composer.handset.phone.state.focused is not None)

    assert titles(composer) == [before[1], before[0], *before[2:]]

    composer.handset.focus_on((*CARDS, 1))
    composer.press(Qt.Key.Key_Delete)

    assert titles(composer) == [before[1], *before[2:]]

    composer.handset.focus_on((*CARDS, 0))
    composer.press(Qt.Key.Key_Insert)

    assert titles(composer) == [before[1], "", *before[2:]]
    assert composer.editing.part is not None


def test_f2_types_at_the_ring(composer: Composer) -> None:
    composer.handset.setFocus()
    composer.handset.focus_on((*CHIPS, 1))
    composer.press(Qt.Key.Key_F2)

    assert composer.editing.part is not None
    assert composer.editing.part.path == (*CHIPS, 1)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "新图.png"
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def test_a_picture_dropped_on_a_card_is_its_picture(composer: Composer, picture: Path) -> None:
    place = QPointF(composer.place((*CARD, "title")))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, *held)
    QApplication.sendEvent(composer.handset, entering)
    QApplication.sendEvent(composer.handset, QDropEvent(place, Qt.DropAction.CopyAction, data, *held))

    def is_shown() -> bool:
        media = composer.value((*CARD, "media"))
        return isinstance(media, CardMedia) and "新图" in media.source

    assert entering.isAccepted()
    composer.person.wait_until(is_shown)


def test_pointing_elsewhere_and_playing_take_the_handles_away(composer: Composer) -> None:
    composer.hover((*CARD, "title"))
    composer.person.area.handset_pane.mode_chosen.emit("play")

    assert not any(each.isVisible() for each in composer.editing.handles.all())

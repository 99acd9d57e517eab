"""What shows and what is heard, and that only what changed is measured again."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from runtime.messages.elements.text import Text
from tests.widgets.handset.looking import heard, names
from tests.widgets.handset.samples import (
    CAROUSEL,
    PROFILE,
    TEXT_AND_CHIPS,
    VERTICAL_CARD,
    entry,
    reply,
)
from widgets.handset.entries import ContactText, Mark
from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import AreaKind
from widgets.handset.pictures import PictureShelf
from widgets.language import Language, set_language

pytestmark = pytest.mark.usefixtures("pinned_font")


def test_the_conversation_can_be_heard(handset: HandsetView) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    lines = handset.accessibleDescription().splitlines()

    assert lines[:2] == ["今天 10:20", "我：春季"]
    assert "可点 领取优惠券" in lines[-1]


def test_the_phone_speaks_the_language_of_the_program(handset: HandsetView) -> None:
    handset.set_entries([ContactText("hi", mark=Mark.FAILED)])
    set_language(Language.EN)
    try:
        assert "Failed (tap to see why)" in names(handset)
    finally:
        set_language(Language.ZH)


def test_only_the_changed_entry_is_measured_again(handset: HandsetView) -> None:
    walk = [*CAROUSEL, *VERTICAL_CARD, *TEXT_AND_CHIPS]
    handset.set_entries(walk)
    same = [*walk[:-1], entry(Text(text="换了一句"))]
    handset.set_entries(same)

    assert handset._phone.conversation.measured_count == 1


def test_blocks_that_stay_keep_their_boxes(handset: HandsetView) -> None:
    handset.set_entries([entry(Text(text="你好"), reply("好"))])
    before = handset._phone.conversation.placed[0].layout.pieces
    handset.set_entries([entry(Text(text="你好呀"), reply("好"))])
    after = handset._phone.conversation.placed[0].layout.pieces

    assert before[0].box is not after[0].box
    assert before[1].box is after[1].box


@pytest.mark.parametrize(("width", "height"), [(286, 730), (372, 870), (680, 500), (210, 300), (1200, 900)])
def test_the_phone_fits_every_pane(handset: HandsetView, width: int, height: int) -> None:
    handset.set_entries(CAROUSEL)
    handset.resize(width, height)
    shell = handset._to_widget(handset._phone.frame.shell)

    assert handset.rect().adjusted(-1, -1, 1, 1).contains(shell)
    assert handset.grab().width() == width


def test_a_picture_that_comes_later_is_painted(qtbot: QtBot, handset: HandsetView) -> None:
    shelf = PictureShelf()
    wanted = heard(shelf.wanted)
    handset.set_pictures(shelf)
    handset.set_entries(VERTICAL_CARD)
    missing = handset.grab().toImage()
    picture = missing.copy(0, 0, 64, 36)
    picture.fill(Qt.GlobalColor.red)
    shelf.put_image("media:春天", picture)

    assert wanted == ["media:春天"]
    assert handset.grab().toImage().pixelColor(150, 200).red() == 255
    assert missing.pixelColor(150, 200).green() > 100


def test_a_chatbot_without_menu_or_badge_has_none(handset: HandsetView) -> None:
    handset.set_profile(replace(PROFILE, menu=(), verified=False))

    assert [area.kind for area in handset.areas()] == [
        AreaKind.PROFILE,
        AreaKind.HEADER_MENU,
        AreaKind.ATTACH,
    ]


def test_a_closed_phone_is_forgotten(qtbot: QtBot, qapp: QApplication) -> None:
    view = HandsetView()
    view.set_entries(CAROUSEL)
    ghost = weakref.ref(view)
    view.deleteLater()
    del view
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert ghost() is None

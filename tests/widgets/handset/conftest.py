"""Phones in a pinned font, so that measures and pictures are the same on every machine that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from tests.widgets.handset.samples import PROFILE, DrawnPictures
from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import HitArea
from widgets.handset.paragraph import one_line
from widgets.handset.typeface import pin_families

Click: TypeAlias = Callable[[HitArea], None]

FONT: Final = "WenQuanYi Micro Hei"


@pytest.fixture
def pinned_font(qapp: object) -> Iterator[None]:
    """Draw with the font of the golden pictures; skips where it is missing."""
    if FONT not in QFontDatabase.families():
        pytest.skip(f"the font {FONT} is not installed")
    pin_families((FONT,))
    one_line.cache_clear()
    yield
    pin_families(())
    one_line.cache_clear()


@pytest.fixture
def handset(qtbot: QtBot) -> HandsetView:
    """A phone of 378 × 700 px on screen, so that a widget px is a logical px."""
    view = HandsetView()
    qtbot.addWidget(view)
    view.set_profile(PROFILE)
    view.set_pictures(DrawnPictures())
    view.resize(378, 700)
    view.show()
    return view


@pytest.fixture
def click(qtbot: QtBot, handset: HandsetView) -> Click:
    """Click into the middle of an area."""

    def at(area: HitArea) -> None:
        qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=handset.widget_rect(area).center())

    return at

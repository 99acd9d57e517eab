"""Cutting a picture at its field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from runtime.messages.limits import STRICTEST
from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import targets_of_profile
from runtime.wording import same
from widgets.media.crop_frame import CropFrame
from widgets.media.crop_panel import CropPanel
from widgets.media.fitting import Fitted, Wish

FACTS = MediaFacts("media:a.jpg", "a.jpg", "image/jpeg", 3_000_000, 400, 200)


class Cropper:
    """Notes what it is asked for and answers at once."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.stopped = 0

    def begin_fit(self, source: str, wish: Wish, done: Callable[[Fitted | None], None]) -> Callable[[], None]:
        self.wishes.append(wish)
        done(Fitted(b"\0" * 1000, "image/jpeg", 100, 50))
        return self._stop

    def _stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def frame(qtbot: QtBot) -> CropFrame:
    made = CropFrame()
    qtbot.addWidget(made)
    made.show_picture(None, QSize(400, 200))
    made.set_ratio(1.0)
    return made


def test_the_frame_begins_in_the_middle_and_moves_by_keys(qtbot: QtBot, frame: CropFrame) -> None:
    begun = frame.frame
    qtbot.keyClick(frame, Qt.Key.Key_Right)

    assert begun == pytest.approx((0.25, 0.0, 0.5, 1.0))
    assert frame.frame[0] == pytest.approx(0.26)


def test_the_frame_stops_at_the_edge_and_comes_back_at_once(qtbot: QtBot, frame: CropFrame) -> None:
    for _ in range(8):
        qtbot.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    at_edge = frame.frame[0]
    qtbot.keyClick(frame, Qt.Key.Key_Right)

    assert at_edge == 0.0
    assert frame.frame[0] == pytest.approx(0.01)


def test_zoom_keeps_less_around_the_same_middle(qtbot: QtBot, frame: CropFrame) -> None:
    frame.set_zoom(2.0)

    assert frame.frame == pytest.approx((0.375, 0.25, 0.25, 0.5))
    qtbot.keyClick(frame, Qt.Key.Key_0)
    assert frame.frame == pytest.approx((0.25, 0.0, 0.5, 1.0))


def test_the_panel_makes_the_picture_and_says_who_takes_it(qtbot: QtBot) -> None:
    cropper = Cropper()
    shapes = {"card": (same("卡片"), 2.0), "whole": (same("原比例"), 0.0)}
    panel = CropPanel(cropper, FACTS, shapes, targets_of_profile(STRICTEST))
    qtbot.addWidget(panel)
    qtbot.waitUntil(lambda: panel.fitted is not None)
    with qtbot.waitSignal(panel.accepted) as told:
        qtbot.keyClick(panel, Qt.Key.Key_Return)

    assert cropper.wishes[0].limit_bytes == 2 * 1024 * 1024
    assert told.args == [panel.fitted]
    assert "都收" in panel.verdict.text()


def test_escape_folds_the_panel(qtbot: QtBot) -> None:
    shapes = {"whole": (same("原比例"), 0.0), "card": (same("卡片"), 2.0)}
    panel = CropPanel(Cropper(), FACTS, shapes, targets_of_profile(STRICTEST))
    qtbot.addWidget(panel)

    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)

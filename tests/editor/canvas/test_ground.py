"""The dotted ground on screens of every density."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from editor.canvas.ground_painter import DotGround
from editor.canvas.paints import Paints
from widgets.theme import current_theme

SIDE = 40


def paper(ratio: float) -> QImage:
    image = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_the_dots_of_the_canvas_are_drawn_anew_for_the_device_and_stand_on_its_pixels(
    qtbot: QtBot, ratio: float
) -> None:
    ground, paints = DotGround(), Paints(current_theme())
    first, moved = paper(ratio), paper(ratio)
    for image, x in ((first, 3.1), (moved, 3.1 + 1 / ratio)):
        painter = QPainter(image)
        ground.paint(painter, QRect(0, 0, SIDE, SIDE), QPointF(x, 0), 1.0, paints)
        painter.end()

    assert ground._picture is not None
    assert ground._picture.devicePixelRatio() == ratio
    width, height = first.width(), first.height()
    shifted = moved.copy(1, 0, width - 1, height)
    assert shifted == first.copy(0, 0, width - 1, height)

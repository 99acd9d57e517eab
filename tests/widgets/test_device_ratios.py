"""On screens of every density lines are sharp and pictures are made of as many pixels as the screen has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from widgets.common.painting import draw_box, draw_icon
from widgets.handset.painters import picture
from widgets.icons import icon

RATIOS = (1.0, 1.25, 1.5, 2.0)
SIDE = 40
GROUND, LINE = QColor("white"), QColor("black")


def paper(ratio: float) -> QImage:
    image = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(GROUND)
    return image


def rows_of(image: QImage, x: int) -> list[str]:
    return [image.pixelColor(x, y).name() for y in range(image.height())]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_hairline_is_whole_device_pixels(qtbot: QtBot, ratio: float) -> None:
    image = paper(ratio)
    painter = QPainter(image)
    draw_box(painter, QRect(0, 0, SIDE, SIDE), 0, GROUND, LINE, 1)
    painter.end()
    rows = rows_of(image, image.width() // 2)

    assert rows.count("#000000") == 2 * ratio
    assert set(rows) == {"#000000", "#ffffff"}


@pytest.mark.parametrize("ratio", RATIOS)
def test_an_icon_has_the_pixels_of_the_device_and_is_kept_by_them(qtbot: QtBot, ratio: float) -> None:
    made = icon("search", 16, LINE, ratio)
    image = paper(ratio)
    painter = QPainter(image)
    draw_icon(painter, "search", 16, LINE, QPoint(8, 8))
    painter.end()

    assert made.width() == round(16 * ratio)
    assert made.devicePixelRatio() == ratio
    assert icon("search", 16, LINE, ratio) is made
    drawn = image.copy(0, 0, made.width(), made.height())
    drawn.setDevicePixelRatio(1)
    expected = QImage(drawn.size(), QImage.Format.Format_ARGB32_Premultiplied)
    expected.fill(GROUND)
    painter = QPainter(expected)
    painter.drawImage(QRect(QPoint(), made.size()), made.toImage())
    painter.end()
    assert drawn == expected, "an icon that was scaled is blurred"


@pytest.mark.parametrize("ratio", RATIOS)
def test_pictures_of_the_phone_are_cut_for_the_device(qtbot: QtBot, ratio: float) -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture._crops.clear()
    picture._cover(image, QRectF(0, 0, 20, 10), ratio)
    ((_, width, height, _),) = picture._crops

    assert (width, height) == (round(20 * ratio), round(10 * ratio))

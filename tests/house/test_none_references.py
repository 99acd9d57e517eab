"""The Qt binding keeps the count of `None`.

PySide6 6.12.0 on Python 3.11 drops one reference of `None` in nearly every call that returns nothing; the
interpreter dies after some thousand calls. Run this before any other version is taken into the lock file.
"""

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QTimer
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QLabel

ROUNDS = 250
CALLS = 8 * ROUNDS


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_two_thousand_calls_that_return_nothing_lose_no_none(qapp: QCoreApplication) -> None:
    label, item, timer = QLabel(), QGraphicsRectItem(), QTimer()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)

    for number in range(ROUNDS):
        painter.setPen(QPen())
        painter.drawPoint(QPoint(1, 1))
        item.setPos(number, number)
        item.setRect(0, 0, number, number)
        label.setText("")
        label.move(number, number)
        timer.setInterval(number)
        QCoreApplication.processEvents()

    after = sys.getrefcount(None)
    painter.end()
    label.deleteLater()
    # The rest of the process moves the count too; a broken binding loses one for nearly every call.
    assert before - after < CALLS / 4

"""Garbage is collected by a timer, not in the middle of anything."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.garbage import INTERVAL_MS, GarbageKeeper


class Knot:
    """Refers to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.self = self


def test_cycles_go_by_the_timer(qtbot: QtBot, qapp: QApplication) -> None:
    gc.collect()
    keeper = GarbageKeeper(qapp, first_ms=INTERVAL_MS)
    knots = [Knot() for _ in range(2 * gc.get_threshold()[0])]
    last = weakref.ref(knots[-1])

    knots.clear()

    assert last() is not None
    qtbot.waitUntil(lambda: last() is None, timeout=20 * INTERVAL_MS)
    keeper.close()
    assert gc.isenabled()
    gc.disable()

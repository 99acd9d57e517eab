"""The canvas with keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from runtime.flow.ids import ExitName
from tests.support.canvas import Bench
from tests.support.flows import node_id

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _focused(bench: Bench) -> None:
    bench.view.setFocus()


def press(bench: Bench, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(bench.view, key, held)


def test_tab_walks_the_nodes(bench: Bench) -> None:
    press(bench, Qt.Key.Key_Tab, Qt.Key.Key_Tab)

    assert bench.selection.nodes == (HELLO,)


def test_arrows_nudge_and_shift_nudges_eight(bench: Bench) -> None:
    bench.selection.set([YES])
    press(bench, Qt.Key.Key_Right)
    press(bench, Qt.Key.Key_Down, held=SHIFT)

    assert (bench.store.position(YES).x, bench.store.position(YES).y) == (641, 8)
    assert len(bench.history.names()) == 1


def test_control_and_arrows_follow_connections(bench: Bench) -> None:
    bench.selection.set([START])
    press(bench, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, held=CONTROL)

    assert bench.selection.nodes == (NO,)


def test_enter_opens_and_delete_deletes(bench: Bench, qtbot: QtBot) -> None:
    bench.selection.set([HELLO])
    with qtbot.waitSignal(bench.view.node_activated) as opened:
        press(bench, Qt.Key.Key_Return)
    press(bench, Qt.Key.Key_Delete)

    assert opened.args == ["hello"]
    assert HELLO not in bench.store.nodes


def test_select_all_and_escape(bench: Bench) -> None:
    press(bench, Qt.Key.Key_A, held=CONTROL)
    everything = len(bench.selection.nodes)
    press(bench, Qt.Key.Key_Escape)

    assert (everything, bench.selection.nodes) == (4, ())


def test_c_connects_with_keys(bench: Bench) -> None:
    bench.selection.set([HELLO])
    press(bench, Qt.Key.Key_C, Qt.Key.Key_Return)

    assert bench.store.node(HELLO).targets[ExitName("other")] in {YES, NO}


def test_escape_gives_up_connecting(bench: Bench) -> None:
    before = bench.store.document
    bench.selection.set([HELLO])
    press(bench, Qt.Key.Key_C, Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_Return)

    assert bench.store.document is before


def test_space_and_drag_pans(bench: Bench) -> None:
    before = bench.view.node_rect(HELLO).topLeft()
    QTest.keyPress(bench.view, Qt.Key.Key_Space)
    start = bench.view.node_rect(YES).center()
    bench.drag(start, start - type(start)(50, 30))
    QTest.keyRelease(bench.view, Qt.Key.Key_Space)

    assert before - bench.view.node_rect(HELLO).topLeft() == type(start)(50, 30)

"""Work beside the thread of the screen."""

from __future__ import annotations

import sys
import threading

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from widgets.background import CONSIDERATE_S, Errand, begin


def test_the_result_arrives_in_the_thread_of_the_screen(qtbot: QtBot) -> None:
    found: list[tuple[int, bool, bool]] = []
    here = threading.get_ident()
    begin(
        lambda _: threading.get_ident(),
        lambda worker: found.append((1, worker != here, threading.get_ident() == here)),
    )

    qtbot.waitUntil(lambda: bool(found))

    assert found == [(1, True, True)]


def test_what_fails_is_told(qtbot: QtBot) -> None:
    found: list[str] = []

    def fail(_: Errand[None]) -> None:
        raise ValueError("no")

    begin(fail, lambda _: found.append("done"), lambda error: found.append(str(error)))
    qtbot.waitUntil(lambda: bool(found))

    assert found == ["no"]


def test_what_nobody_hears_of_reaches_the_crash_report(qtbot: QtBot) -> None:
    def fail(_: Errand[None]) -> None:
        raise ValueError("no")

    with capture_exceptions() as raised:
        begin(fail, lambda _: None)
        qtbot.waitUntil(lambda: bool(raised))

    assert str(raised[0][1]) == "no"


def test_a_stopped_errand_says_nothing_more(qtbot: QtBot) -> None:
    found: list[str] = []
    may_go, ended = threading.Event(), threading.Event()

    def work(errand: Errand[str]) -> str:
        may_go.wait(5)
        errand.say(lambda: found.append("half"))
        ended.set()
        return "done"

    errand = begin(work, found.append)
    errand.stop()
    may_go.set()
    ended.wait(5)
    qtbot.wait(30)

    assert found == []


def test_threads_give_way_sooner_while_one_is_at_work(qtbot: QtBot) -> None:
    usual = sys.getswitchinterval()
    seen: list[float] = []
    begin(lambda _: sys.getswitchinterval(), seen.append)

    qtbot.waitUntil(lambda: bool(seen) and sys.getswitchinterval() == pytest.approx(usual))

    assert seen == [pytest.approx(CONSIDERATE_S)]

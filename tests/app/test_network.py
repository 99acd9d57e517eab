"""The processes behind the window: started, watched, started again, ended with the window."""

from __future__ import annotations

import os
import signal
import socket

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.network.arrived import HandsetRecord
from app.network.child import Child
from app.network.network import Network
from app.network.state import NetworkState
from app.places import runtime_folder
from runtime.store.lock import WorkspaceLock
from runtime.wording import Wording
from tests.support.person import WAIT_MS, Person
from widgets.handset import ChatbotEntry, Mark, SmsEntry

pytestmark = pytest.mark.slow


def records(window: Window) -> dict[str, HandsetRecord]:
    return window.run.real.records if window.run.real is not None else {}


def is_running(window: Window) -> bool:
    return window.run.state is NetworkState.RUNNING


def is_dead(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def tried(window: Window, person: Person) -> Window:
    """The spring sale on the simulated network, its first messages arrived."""
    window.files.open_sample("spring-sale")
    person.press(Qt.Key.Key_F6)
    person.wait_until(
        lambda: {"online", "sms"} <= {key for key, each in records(window).items() if each.received}
    )
    return window


def test_three_handsets_get_what_each_can_show_and_the_off_one_gets_it_later(
    tried: Window, person: Person
) -> None:
    pane = person.area.handset_pane
    entries = pane.phones.handset.entries
    assert any(isinstance(entry, ChatbotEntry) for entry in entries)

    person.wait_until(lambda: marks(pane.phones.handset.entries) == [Mark.DISPLAYED])
    assert pane._handsets is not None
    person.click(pane._handsets.part("sms"))
    assert any(isinstance(entry, SmsEntry) for entry in pane.phones.sms.phone.entries)
    assert not pane.phones.handset.isVisible()

    person.click(pane._handsets.part("offline"))
    assert not records(tried)["offline"].received
    assert "手机关着" in pane.remark.text()
    person.click(pane.remark_action)
    person.wait_until(lambda: bool(records(tried)["offline"].received))
    assert tried.run.version == -1


def marks(entries: tuple[object, ...]) -> list[Mark | None]:
    return [entry.mark for entry in entries if isinstance(entry, ChatbotEntry)]


def test_a_service_that_dies_is_started_again_and_the_trial_says_it_is_over(
    tried: Window, person: Person
) -> None:
    assert tried.run.network is not None
    os.kill(tried.run.network.service.pid, signal.SIGKILL)

    person.wait_until(lambda: "重新启动" in person.area.handset_pane.remark.text())
    person.wait_until(lambda: is_running(tried))
    assert "重新启动" in person.area.handset_pane.remark.text()
    assert tried.run.version == 0
    person.press(Qt.Key.Key_F6)
    person.wait_until(lambda: bool(records(tried) and records(tried)["online"].received))


def test_closing_the_window_ends_both_processes(tried: Window) -> None:
    network = tried.run.network
    assert network is not None
    pids = (network.service.pid, network.simulator.pid)

    tried.close()

    assert [is_dead(pid) for pid in pids] == [True, True]


def test_a_workspace_another_program_holds_is_said_in_a_bar(window: Window, person: Person) -> None:
    runtime_folder().mkdir(parents=True)
    lock = WorkspaceLock(runtime_folder())
    window.files.open_sample("spring-sale")

    person.press(Qt.Key.Key_F6)
    person.wait_until(lambda: window.notices.bar("network") is not None)

    assert window.run.state is NetworkState.STOPPED
    bar = window.notices.bar("network")
    assert bar is not None
    assert "运行服务停了" in bar.notice.sentence.zh
    lock.release()
    person.click(bar.buttons[0])
    person.wait_until(lambda: is_running(window))


def test_a_draft_with_errors_is_not_published_and_the_reason_is_said(window: Window, person: Person) -> None:
    window.files.new()

    person.press(Qt.Key.Key_F6)
    person.wait_until(lambda: window.notices.bar("network") is not None)

    bar = window.notices.bar("network")
    assert bar is not None
    assert "没有试发" in bar.notice.sentence.zh


def test_a_child_that_keeps_dying_is_left_alone(qtbot: QtBot) -> None:
    child = Child(Wording("进程", "process"), "json.tool", ["--no-such-option"])

    child.start()
    qtbot.waitUntil(lambda: child.state is NetworkState.STOPPED, timeout=WAIT_MS)

    assert child.reason.zh
    child.stop()


def test_a_child_that_died_comes_back_where_it_was_unless_somebody_else_listens_there(qtbot: QtBot) -> None:
    child = Child(Wording("进程", "process"), "tests.support.listening_child", [])
    ports: list[int] = []
    child.ready.connect(lambda news: ports.append(news["port"]))
    other = socket.socket()
    other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    def listen_there() -> None:
        if len(ports) == 2 and not other.getsockname()[1]:
            other.bind(("127.0.0.1", ports[0]))
            other.listen()

    child.died.connect(listen_there)
    child.start()
    qtbot.waitUntil(lambda: len(ports) == 1, timeout=WAIT_MS)
    os.kill(child.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(ports) == 2, timeout=WAIT_MS)
    os.kill(child.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(ports) == 3, timeout=WAIT_MS)
    child.stop()
    other.close()

    assert ports[1] == ports[0]
    assert ports[2] != ports[0]


def test_a_network_nobody_wants_starts_nothing(qtbot: QtBot) -> None:
    network = Network()

    assert network.state is NetworkState.OFF
    network.close()

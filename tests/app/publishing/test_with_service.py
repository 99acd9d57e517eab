"""Publishing once through the real service process behind the window."""

from __future__ import annotations

import pytest

from app.network.state import NetworkState
from tests.app.publishing.conftest import Publisher, rename

pytestmark = pytest.mark.slow


def test_publishing_starts_the_service_and_numbers_go_up(publisher: Publisher) -> None:
    window = publisher.window
    assert window.run.state is NetworkState.OFF

    desk = publisher.open()
    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)
    publisher.until(lambda: window.publishing.is_same)
    first = window.publishing.online
    rename(publisher, "提醒一次", "再提醒一次")
    publisher.until(lambda: not window.publishing.is_same)
    desk = publisher.open()
    assert len(desk.sheet.changes.box.rows) == 1
    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)
    publisher.until(lambda: window.publishing.online is not None and window.publishing.online.version == 2)

    assert first is not None
    assert (first.version, first.newest) == (1, 1)
    assert window.toolbar.version.words == "线上 v2"

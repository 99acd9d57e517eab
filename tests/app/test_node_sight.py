"""From a conversation to its node on the canvas, which shows the draft and says when that is not online."""

from __future__ import annotations

from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.areas.node_sight import NodeSight
from app.main_window.window import Window
from app.publishing.port import PublishingPort
from runtime.flow.document import digest


class _Client:
    """Has one version online, by its digest."""

    def __init__(self, online: str) -> None:
        self.online = online

    async def versions(self, _flow_id: str) -> dict[str, Any]:
        """The version."""
        shown = {"version": 1, "digest": self.online, "media": {}}
        online = {"version": 1, "since": "2027-03-01T10:00:00+00:00"}
        return {"versions": [shown], "online": online, "waiting": 0}

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("is_same", [True, False])
def test_a_draft_that_is_not_online_is_said_to_be_one(window: Window, qtbot: QtBot, *, is_same: bool) -> None:
    window.files.open_sample("spring-sale")
    document = window.files.document
    assert document is not None
    client = _Client(digest(document.flow) if is_same else "another")
    window.publishing.link._client = cast("PublishingPort", client)
    sight = NodeSight(
        window.library,
        window.files,
        window.notices,
        lambda: window.area,
        window.show_editing,
        window.publishing,
    )
    node = next(iter(document.store.nodes))
    sight.show(document.flow.id, node)
    errands = window.publishing.link._errands
    qtbot.waitUntil(lambda: not errands.is_busy)

    assert (window.notices.bar("node_sight") is None) is is_same

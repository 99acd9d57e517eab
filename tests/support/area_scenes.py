"""The areas of the business in a window, over scenes in memory, for pictures and for all surfaces."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from app.areas.registry import BUSINESS_AREAS
from app.audience.page import AudiencePage
from app.campaigns.page import CampaignsPage
from app.conversations.page import ConversationsPage
from app.main_window.window import Window
from runtime.store import Store
from tests.support.audience_scene import STATES, audience_link, go_to
from tests.support.campaign_scene import LIST, OUTLOOK, SceneLink
from tests.support.reception import FakeLink, FakeReception, busy_morning

CAMPAIGN_STATES = ("empty", "list", "settings", "draft", "running")


class AreaScenes:
    """Gives a window pages over scenes; `close` ends what the scenes hold."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._held = ExitStack()

    def audience(self) -> tuple[AudiencePage, Path]:
        """The empty area 人群 and the folder of its files."""
        folder = Path(self._held.enter_context(tempfile.TemporaryDirectory()))
        store = self._held.enter_context(Store(folder))
        page = self._show("audience", audience_link(store, folder))
        assert isinstance(page, AudiencePage)
        return page, folder

    def campaigns(self, state: str) -> CampaignsPage:
        """The area 活动 in one of its states."""
        page = self._show("campaigns", SceneLink([] if state == "empty" else LIST))
        assert isinstance(page, CampaignsPage)
        if state == "settings":
            page.header.settings.setChecked(True)
        elif state == "draft":
            page.table.chosen.emit(LIST[0])
            page.desk.foreseen.emit(OUTLOOK)
        elif state == "running":
            page.table.chosen.emit(LIST[1])
        return page

    def conversations(self, reception: FakeReception | None = None) -> ConversationsPage:
        """The area 会话 on a busy morning."""
        link = FakeLink(reception or busy_morning())
        self._held.callback(link.close)
        page = self._show("conversations", link)
        assert isinstance(page, ConversationsPage)
        return page

    def close(self) -> None:
        """Give the window's own pages back their place."""
        self.window.show_library()
        for spec in BUSINESS_AREAS:
            self._forget(spec.key)
        self._held.close()

    def _show(self, key: str, link: object) -> object:
        areas = self.window.business
        self._forget(key)
        context = replace(areas._context, link=cast("Any", link))
        page = next(spec for spec in BUSINESS_AREAS if spec.key == key).load()(context)
        areas._made[key] = page
        areas._pages().addWidget(page)
        self.window.show_area(key)
        return page

    def _forget(self, key: str) -> None:
        page = self.window.business._made.pop(key, None)
        if page is not None:
            page.hidden()
            page.close_area()
            self.window.business._pages().removeWidget(page)
            # It goes with the window: what is under way may still tell it something.
            page.hide()


def area_surfaces(window: Window, until: Callable[[Callable[[], bool]], None]) -> Iterator[str]:
    """The three areas in all their states, one after the other."""
    scenes = AreaScenes(window)
    audience, folder = scenes.audience()
    for state in STATES:
        go_to(audience, state, folder)
        yield f"audience-{state}"
    for state in CAMPAIGN_STATES:
        scenes.campaigns(state)
        yield f"campaigns-{state}"
    scenes.conversations(FakeReception([]))
    yield "conversations-empty"
    talks = scenes.conversations()
    until(lambda: talks.model.rowCount() == 3)
    yield "conversations-list"
    for row in (0, 2):
        talks.list.setCurrentIndex(talks.model.index(row))
        until(lambda: bool(talks.desk.about))
        yield f"conversations-open-{row}"
    talks.take()
    until(talks.pane.done.isVisible)
    yield "conversations-taken"
    scenes.close()

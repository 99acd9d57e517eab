"""What narrows the list: unread, failed, a scenario and a place in it, a campaign, a carrier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.conversations.feed import Link
from app.conversations.row import Row
from runtime.wording import Wording
from widgets.language import tr

_UNREAD: Final = Wording("只看未读", "Unread only")
_FAILED: Final = Wording("只看出错停下的", "Stopped by an error only")
_SCENARIO: Final = Wording("场景", "Scenario")
_NODE: Final = Wording("停在哪个节点", "Waits at")
_CAMPAIGN: Final = Wording("活动", "Campaign")
_CARRIER: Final = Wording("通道", "Sent by")
_ALL: Final = Wording("全部", "All")


class FilterMenu(QObject):
    """Remembers what was chosen; offers the scenarios and endpoints it has seen in rows.

    Campaigns, and the nodes of the chosen scenario at which people wait, are asked of the runtime each time.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, link: Link, button: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._link = link
        self._button = button
        self._campaigns: list[tuple[str, str]] = []
        self._nodes: list[tuple[str, str]] = []
        self._scenarios: dict[str, str] = {}
        self._endpoints: set[str] = set()
        self._chosen: dict[str, object] = {}

    def chosen(self) -> dict[str, object]:
        """The filters for the runtime, without those that do not matter."""
        return {name: value for name, value in self._chosen.items() if value}

    def learn(self, rows: Iterable[Row]) -> None:
        """Offer the scenarios and endpoints of *rows* from now on."""
        for row in rows:
            if row.flow_id:
                self._scenarios[row.flow_id] = row.scenario
            if row.endpoint:
                self._endpoints.add(row.endpoint)

    def open(self) -> None:
        """Show the menu below the button, with what the runtime knows."""
        client = self._link.client
        if client is None:
            self._open()
            return

        async def read_and_open() -> None:
            await self._read(client)
            self._open()

        self._link.start(read_and_open(), self._open_without)

    async def _read(self, client: Any) -> None:  # noqa: ANN401 - the runtime's client
        self._campaigns = [(str(one["id"]), str(one["name"])) for one in await client.campaigns.listed()]
        flow_id = str(self._chosen.get("flow_id") or "")
        places = await client.waiting(flow_id) if flow_id else []
        names = {str(one["node"]): one["name"] for one in places if one["name"]}
        self._nodes = [(node, tr(Wording(name["zh"], name["en"]))) for node, name in names.items()]

    def _open_without(self, _error: Exception) -> None:
        """What was asked for before is offered when the runtime does not answer."""
        self._open()

    def _open(self) -> None:
        menu = QMenu(self._window)
        for name, words in (("unread", _UNREAD), ("failed", _FAILED)):
            action = menu.addAction(tr(words))
            action.setCheckable(True)
            action.setChecked(bool(self._chosen.get(name)))
            action.setData((name, not action.isChecked()))
        scenarios = sorted(self._scenarios.items(), key=lambda one: one[1])
        self._add_choice(menu, _SCENARIO, "flow_id", scenarios)
        self._add_choice(menu, _NODE, "node", self._nodes)
        self._add_choice(menu, _CAMPAIGN, "campaign_id", self._campaigns)
        self._add_choice(menu, _CARRIER, "endpoint", [(one, one) for one in sorted(self._endpoints)])
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _add_choice(self, menu: QMenu, title: Wording, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            return
        inner = menu.addMenu(tr(title))
        group = QActionGroup(inner)
        for value, words in (("", tr(_ALL)), *choices):
            action = QAction(words, inner)
            action.setCheckable(True)
            action.setChecked(self._chosen.get(name, "") == value)
            action.setData((name, value))
            group.addAction(action)
            inner.addAction(action)

    def _choose(self, action: QAction) -> None:
        name, value = action.data()
        self._chosen[str(name)] = value
        if name == "flow_id":
            self._chosen.pop("node", None)
            self._nodes = []
        self.changed.emit()

"""What narrows the list: unread, failed, a scenario, a carrier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.conversations.row import Row
from runtime.wording import Wording
from widgets.language import tr

_UNREAD: Final = Wording("只看未读", "Unread only")
_FAILED: Final = Wording("只看出错停下的", "Stopped by an error only")
_SCENARIO: Final = Wording("场景", "Scenario")
_CARRIER: Final = Wording("通道", "Sent by")
_ALL: Final = Wording("全部", "All")


class FilterMenu(QObject):
    """Remembers what was chosen; offers the scenarios and endpoints it has seen in rows."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
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

    def open_at(self, button: QWidget) -> None:
        """Show the menu below a button."""
        menu = QMenu(self._window)
        for name, words in (("unread", _UNREAD), ("failed", _FAILED)):
            action = menu.addAction(tr(words))
            action.setCheckable(True)
            action.setChecked(bool(self._chosen.get(name)))
            action.setData((name, not action.isChecked()))
        scenarios = sorted(self._scenarios.items(), key=lambda one: one[1])
        self._add_choice(menu, _SCENARIO, "flow_id", scenarios)
        self._add_choice(menu, _CARRIER, "endpoint", [(one, one) for one in sorted(self._endpoints)])
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

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
        self.changed.emit()

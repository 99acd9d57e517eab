"""What the runtime goes by is set in the settings: at once, checked, and taken back."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.runtime_settings.entries import RETENTION, SENDING, usual
from app.runtime_settings.section import RuntimeSettings
from runtime.delivery.sending_rules import SendingRules
from runtime.store.retention import Retention


class _Client:
    """Keeps what is set, as the runtime does; fulfils `sending` and `upkeep` of its client."""

    def __init__(self) -> None:
        self.kept = SendingRules(time_zone="Asia/Urumqi")
        self.days = Retention()
        self.sending = self.upkeep = self

    async def rules(self) -> dict[str, Any]:
        """The rules."""
        return self.kept.model_dump(mode="json")

    async def set_rules(self, rules: dict[str, Any]) -> dict[str, Any]:
        """Keeps them."""
        self.kept = SendingRules.model_validate(rules)
        return await self.rules()

    async def retention(self) -> dict[str, Any]:
        """The days."""
        return {"days": self.days.model_dump()}

    async def set_retention(self, days: dict[str, int]) -> None:
        """Keeps them."""
        self.days = Retention.model_validate(days)


class _Link(QObject):
    """Answers at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.client: _Client | None = _Client()
        self.is_wanted = False

    def want_service(self) -> None:
        """Notes that somebody wants it."""
        self.is_wanted = True

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Runs the task to its end."""
        with pytest.raises(StopIteration):
            work.send(None)


def _section(qtbot: QtBot, link: _Link) -> RuntimeSettings:
    section = RuntimeSettings(link)
    qtbot.addWidget(section)
    section.show()
    return section


def test_what_is_usual_is_what_the_runtime_takes() -> None:
    rules, days = SendingRules().model_dump(mode="json"), Retention().model_dump()
    rules.pop("time_zone")

    assert (usual(SENDING), usual(RETENTION)) == (rules, days)


def test_a_change_is_kept_and_the_usual_comes_back(qtbot: QtBot) -> None:
    link = _Link()
    section = _section(qtbot, link)
    client = link.client
    assert client is not None
    card = section.sending
    card.fields["marketing_from"].setText("9：30")
    card.fields["per_day"].setText("5")
    qtbot.keyClick(card.fields["per_day"], Qt.Key.Key_Return)
    changed = client.kept
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)

    assert (changed.marketing_from.isoformat(), changed.per_day) == ("09:30:00", 5)
    assert (client.kept, card.back.isEnabled()) == (SendingRules(time_zone="Asia/Urumqi"), False)
    assert card.fields["per_day"].text() == "3"


def test_what_cannot_be_is_said_at_its_field_and_not_kept(qtbot: QtBot) -> None:
    link = _Link()
    section = _section(qtbot, link)
    card = section.retention
    card.fields["events_days"].setText("forever")
    qtbot.keyClick(card.fields["events_days"], Qt.Key.Key_Return)

    assert link.client is not None
    assert (link.client.days, card.mistakes["events_days"].isVisible()) == (Retention(), True)
    assert not card.mistakes["audit_days"].isVisible()


def test_without_the_service_nothing_can_be_changed(qtbot: QtBot) -> None:
    link = _Link()
    link.client = None
    section = _section(qtbot, link)
    qtbot.mouseClick(section.start, Qt.MouseButton.LeftButton)

    assert (section.away.isVisible(), link.is_wanted) == (True, True)
    assert not section.sending.fields["per_day"].isEnabled()

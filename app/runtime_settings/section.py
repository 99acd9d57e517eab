"""The part of the settings that the runtime keeps: shown while it runs, else greyed with a sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.campaigns.desk import Link
from app.loop import plain_reason
from app.runtime_settings.card import RulesCard
from app.runtime_settings.entries import RETENTION, SENDING, Value
from runtime.wording import Wording
from widgets.common import Button, Label
from widgets.theme.measures import SPACE_12, SPACE_16

if TYPE_CHECKING:
    from runtime.service.client import RuntimeClient

_SENDING: Final = Wording("发送规则", "Rules of sending")
_SENDING_NOTE: Final = Wording(
    "营销消息按联系人所在时区。对方刚来信时的回复、服务通知不受限制。",
    "For marketing, by the clock of each contact. Answers and service messages may go out at any time.",
)
_RETENTION: Final = Wording("数据保留", "How long data is kept")
_RETENTION_NOTE: Final = Wording(
    "超过天数的内容会彻底删除，0 为一直保留。退订记录和联系人不会自动删除。",
    "In days; what is older is deleted for good, 0 keeps it. Refusals and contacts are never deleted by age.",
)
_AWAY: Final = Wording(
    "运行服务没有启动，这些设置由它保存，启动后才能修改。",
    "The runtime service, which keeps these settings, does not run: start it to change them.",
)
_START: Final = Wording("启动运行服务", "Start the service")


class RuntimeSettings(QWidget):
    """Reads what is kept when it is first seen, writes each change at once and says so on its card."""

    def __init__(self, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._zone: dict[str, Value] = {}
        self.away = Label(_AWAY, "body", "text_second", wraps=True)
        self.start = Button(_START)
        self.sending = RulesCard(_SENDING, _SENDING_NOTE, SENDING)
        self.retention = RulesCard(_RETENTION, _RETENTION_NOTE, RETENTION)
        self._build()
        self.start.clicked.connect(link.want_service)
        self.sending.changed.connect(self._keep_sending)
        self.sending.reset_asked.connect(partial(self._keep_sending, {}))
        self.retention.changed.connect(self._keep_retention)
        self.retention.reset_asked.connect(partial(self._keep_retention, {}))
        link.changed.connect(self._on_link)
        self._on_link()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what may have been set elsewhere."""
        super().showEvent(event)
        self._read()

    def _build(self) -> None:
        self._missing = QWidget()
        row = QHBoxLayout(self._missing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(self.away, 1)
        row.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for widget in (self._missing, self.sending, self.retention):
            column.addWidget(widget)

    def _on_link(self) -> None:
        is_there = self._link.client is not None
        self._missing.setVisible(not is_there)
        for card in (self.sending, self.retention):
            card.show_possible(is_possible=is_there)
        if is_there and self.isVisible():
            self._read()

    def _read(self) -> None:
        client: RuntimeClient | None = self._link.client
        if client is not None:
            self._link.start(self._read_all(client), _ignore)

    async def _read_all(self, client: RuntimeClient) -> None:
        self._show_sending(await client.sending.rules())
        self.retention.show_values((await client.upkeep.retention())["days"])

    def _show_sending(self, rules: Mapping[str, Any]) -> None:
        self._zone = {"time_zone": rules["time_zone"]}
        self.sending.show_values(rules)

    def _keep_sending(self, values: Mapping[str, Value]) -> None:
        async def keep(client: RuntimeClient) -> None:
            self._show_sending(await client.sending.set_rules({**self._zone, **values}))

        self._keep(self.sending, keep)

    def _keep_retention(self, values: Mapping[str, Any]) -> None:
        async def keep(client: RuntimeClient) -> None:
            await client.upkeep.set_retention(values)
            self.retention.show_values((await client.upkeep.retention())["days"])

        self._keep(self.retention, keep)

    def _keep(self, card: RulesCard, work: Callable[[RuntimeClient], Awaitable[None]]) -> None:
        client: RuntimeClient | None = self._link.client
        if client is None:
            card.show_problem(_AWAY)
            return

        async def done(client: RuntimeClient) -> None:
            await work(client)
            card.show_kept()

        self._link.start(done(client), partial(self._say_failed, card))

    def _say_failed(self, card: RulesCard, error: Exception) -> None:
        card.show_problem(plain_reason(error))
        self._read()


def _ignore(_error: Exception) -> None:
    """The link says that the service is away; what is shown stays."""

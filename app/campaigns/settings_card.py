"""What holds for all campaigns: from how many people on the number is typed, and what messages cost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.campaigns.card import Card, in_row, labelled
from app.campaigns.words import CARRIERS
from runtime.wording import Wording
from widgets.common import Label
from widgets.form.line_edit import LineEdit
from widgets.language import tr

_TITLE: Final = Wording("所有活动：确认人数与价格", "All campaigns: confirming and prices")
_NOTE: Final = Wording("价格单位：元，按合同填写", "Prices in yuan, as in your contract")
_ABOVE: Final = Wording("超过多少人要输入人数确认", "Type the number above so many people")
_MESSAGE: Final = Wording("{carrier} 5G 消息（元/条）", "{carrier}: 5G message (yuan)")
_SMS: Final = Wording("{carrier}短信（元/条）", "{carrier}: SMS part (yuan)")
_BAD: Final = Wording(
    "人数写 0 到 10,000,000 的整数，价格写数字，例如 0.08", "Whole people; prices such as 0.08"
)
_MOST: Final = 10_000_000
_DEAREST: Final = 1000


class SettingsCard(Card):
    """Shows the settings and tells them once a field is left; what is no number is said and not told."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, _NOTE, parent)
        self._kept: Mapping[str, Any] = {}
        self.above = LineEdit()
        self.prices = {(kind, part): LineEdit() for kind in CARRIERS for part in ("message", "sms_part")}
        self.problem = Label(_BAD, "label", "error", wraps=True)
        self.problem.hide()
        self.body.addLayout(in_row([labelled(_ABOVE, self.above)]))
        for part, template in (("message", _MESSAGE), ("sms_part", _SMS)):
            columns = []
            for kind, words in CARRIERS.items():
                name = Wording(template.zh.format(carrier=words.zh), template.en.format(carrier=words.en))
                self.prices[kind, part].setAccessibleName(tr(name))
                columns.append(labelled(name, self.prices[kind, part]))
            self.body.addLayout(in_row(columns))
        self.body.addWidget(self.problem)
        self.above.setAccessibleName(tr(_ABOVE))
        for field in (self.above, *self.prices.values()):
            field.finished.connect(self._tell)
            field.returnPressed.connect(self._tell)

    def show_settings(self, settings: Mapping[str, Any]) -> None:
        """Show settings as they are kept."""
        self._kept = settings
        self.above.setText(str(settings["approval_above"]))
        for (kind, part), field in self.prices.items():
            price = settings["prices"].get(kind, {}).get(part)
            field.setText("" if price is None else str(price))
        self.problem.hide()

    def _tell(self) -> None:
        told = self._read()
        self.problem.setVisible(told is None)
        if told is not None and self._kept and told != self._kept:
            self._kept = told
            self.changed.emit(told)

    def _read(self) -> dict[str, Any] | None:
        above = self.above.text().strip()
        if not (above.isascii() and above.isdigit() and int(above) <= _MOST):
            return None
        prices: dict[str, dict[str, str | None]] = {}
        for (kind, part), field in self.prices.items():
            written = field.text().strip()
            if written and not _is_price(written):
                return None
            prices.setdefault(kind, {"message": None, "sms_part": None})[part] = written or None
        given = {kind: both for kind, both in prices.items() if any(both.values())}
        return {"approval_above": int(above), "prices": given}


def _is_price(written: str) -> bool:
    try:
        price = Decimal(written)
    except InvalidOperation:
        return False
    exponent = price.as_tuple().exponent
    return price.is_finite() and 0 <= price <= _DEAREST and isinstance(exponent, int) and exponent >= -5

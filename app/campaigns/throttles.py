"""How many people a minute each carrier's endpoint may begin with, beside the pace of the whole campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.campaigns.card import in_row, labelled
from app.campaigns.words import carrier_words
from runtime.wording import Wording
from widgets.common import Label
from widgets.form.line_edit import LineEdit
from widgets.language import language_changed, tr
from widgets.theme.measures import SPACE_12

_NAME: Final = Wording("{name}每分钟最多", "{name}: most a minute")
_FREE: Final = Wording("不限", "Any")
_BAD: Final = Wording("写 1 到 60,000 的整数，或留空", "A whole number from 1 to 60,000, or nothing")
_MOST: Final = 60_000
_IN_A_ROW: Final = 3


class Throttles(QWidget):
    """A field for each endpoint that people are reached by; limits of endpoints not shown here are kept."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, int] = {}
        self._names: tuple[tuple[str, str], ...] = ()
        self.fields: dict[str, LineEdit] = {}
        self.problem = Label(_BAD, "label", "error", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_12)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self._column.addWidget(self.problem)
        self.problem.hide()
        self.hide()
        language_changed.connect(self._rename)

    def show_throttles(self, throttles: Mapping[str, int]) -> None:
        """Show a campaign's limits: endpoint → people a minute."""
        self._kept = dict(throttles)
        for endpoint, field in self.fields.items():
            field.setText(str(throttles.get(endpoint, "")))
        self.problem.setVisible(not self.is_complete)

    def show_shares(self, shares: Sequence[Mapping[str, Any]]) -> None:
        """Offer a field for every endpoint that an outlook names; nothing is built anew for the same ones."""
        names = tuple(
            sorted((str(one["endpoint"]), str(one["carrier"])) for one in shares if one["endpoint"])
        )
        if names == self._names:
            return
        typed = {endpoint: field.text() for endpoint, field in self.fields.items()}
        self._names = names
        self._make_fields()
        for endpoint, field in self.fields.items():
            field.setText(typed.get(endpoint) or str(self._kept.get(endpoint, "")))
        self.setVisible(bool(names))

    def throttles(self) -> dict[str, int]:
        """Endpoint → people a minute, without those that have no limit."""
        read = {endpoint: _number_in(field.text()) for endpoint, field in self.fields.items()}
        unseen = {endpoint: count for endpoint, count in self._kept.items() if endpoint not in self.fields}
        return unseen | {endpoint: count for endpoint, count in read.items() if count}

    @property
    def is_complete(self) -> bool:
        """Whether every field holds a number or nothing."""
        return all(_number_in(field.text()) is not None for field in self.fields.values())

    def _make_fields(self) -> None:
        self._column.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE_12)
        self.fields = {}
        columns = []
        for endpoint, carrier in self._names:
            words = carrier_words(endpoint, carrier)
            field = self.fields[endpoint] = LineEdit()
            field.textEdited.connect(self._edited)
            name = Wording(_NAME.zh.format(name=words.zh), _NAME.en.format(name=words.en))
            columns.append(labelled(name, field))
        for first in range(0, len(columns), _IN_A_ROW):
            rows.addLayout(in_row(columns[first : first + _IN_A_ROW]))
        self._column.insertWidget(0, self._rows)
        self._rename()

    def _edited(self) -> None:
        self.problem.setVisible(not self.is_complete)
        self.changed.emit()

    def _rename(self) -> None:
        for endpoint, carrier in self._names:
            words = carrier_words(endpoint, carrier)
            self.fields[endpoint].setPlaceholderText(tr(_FREE))
            self.fields[endpoint].setAccessibleName(
                tr(_NAME.zh.format(name=words.zh), _NAME.en.format(name=words.en))
            )


def _number_in(text: str) -> int | None:
    """The number, 0 for nothing, None for what is neither."""
    text = text.strip()
    if not text:
        return 0
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_MOST))
    return int(text) if is_number and 1 <= int(text) <= _MOST else None

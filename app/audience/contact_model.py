"""The contacts of a list for Qt: read page by page as far as somebody scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from runtime.flow.values import as_text
from runtime.wording import Wording
from widgets.language import tr

CONTACT: Final = int(Qt.ItemDataRole.UserRole) + 1
KIND: Final = int(Qt.ItemDataRole.UserRole) + 2
"""number, value, tags, consent or joined."""
NUMBER, TAGS, CONSENT, JOINED = (
    Wording("手机号", "Number"),
    Wording("标签", "Tags"),
    Wording("意愿", "Consent"),
    Wording("加入", "Joined"),
)
CONSENT_WORDS: Final = {
    "granted": Wording("同意", "Agreed"),
    "refused": Wording("拒收", "Refused"),
    "none": Wording("未表态", "Not decided"),
    "blacklisted": Wording("黑名单", "Blacklisted"),
}
MOST_COLUMNS: Final = 5
"""Attributes that have a column; the panel shows all of them."""
_AnyIndex = QModelIndex | QPersistentModelIndex


class ContactModel(QAbstractTableModel):
    """Rows are contacts as the runtime lists them; columns are number, consent, attributes, tags, joined."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[dict[str, Any]] = []
        self._attributes: list[str] = []
        self._has_more = False

    @property
    def contacts(self) -> Sequence[dict[str, Any]]:
        """The rows that are there."""
        return self._rows

    def set_attributes(self, names: Sequence[str]) -> None:
        """Show these attributes as columns."""
        chosen = list(names[:MOST_COLUMNS])
        if chosen != self._attributes:
            self.beginResetModel()
            self._attributes = chosen
            self.endResetModel()

    def show(self, rows: Sequence[dict[str, Any]], *, has_more: bool) -> None:
        """Show the first page of a list."""
        self.beginResetModel()
        self._rows, self._has_more = list(rows), has_more
        self.endResetModel()

    def add(self, rows: Sequence[dict[str, Any]], *, has_more: bool) -> None:
        """Show a further page."""
        self._has_more = has_more
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def replace(self, row: dict[str, Any]) -> None:
        """Show a contact as it is now, if it is listed."""
        for number, there in enumerate(self._rows):
            if there["contact"] == row["contact"]:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))
                return

    def restyle(self) -> None:
        """Say everything in the language in use."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._attributes) + 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != int(Qt.ItemDataRole.DisplayRole):
            return None
        if section in (0, 1):
            return tr(CONSENT if section else NUMBER)
        if section - 2 < len(self._attributes):
            return self._attributes[section - 2]
        return tr(TAGS if section - 2 == len(self._attributes) else JOINED)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == CONTACT:
            return row
        kind, words = self._cell(row, index.column())
        if role == KIND:
            return kind
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return words
        if role == int(Qt.ItemDataRole.ToolTipRole) and kind in ("value", "tags"):
            return words or None
        return None

    def canFetchMore(self, parent: _AnyIndex) -> bool:
        return self._has_more

    def fetchMore(self, parent: _AnyIndex) -> None:
        self._has_more = False
        self.more_wanted.emit()

    def _cell(self, row: dict[str, Any], column: int) -> tuple[str, str]:
        if column == 0:
            return "number", str(row["number"]) or "—"
        if column == 1:
            return "consent", tr(CONSENT_WORDS[consent_of(row)])
        if column - 2 < len(self._attributes):
            value = row["attributes"].get(self._attributes[column - 2])
            return "value", "" if value is None else said(value)
        if column - 2 == len(self._attributes):
            return "tags", "、".join(row["tags"])
        return "joined", datetime.fromisoformat(row["created_at"]).astimezone().strftime("%Y-%m-%d")


def consent_of(row: dict[str, Any]) -> str:
    """Whether a contact may be written to: granted, refused, none or blacklisted."""
    return "blacklisted" if row["blacklisted"] else str(row["consent"])


def said(value: object) -> str:
    """An attribute's value as people read it."""
    if isinstance(value, bool):
        return tr("是", "Yes") if value else tr("否", "No")
    return as_text(value) if isinstance(value, str | float | int) else str(value)

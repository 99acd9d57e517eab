"""The rows of the list for Qt: sorted, paged, changed many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.conversations.row import Row

ROW = int(Qt.ItemDataRole.UserRole) + 1
MOST = 2_000
"""Rows that are kept; whoever scrolls further finds what they look for by searching."""

_AnyIndex = QModelIndex | QPersistentModelIndex


class ConversationModel(QAbstractListModel):
    """Keeps the loaded rows; selection and scroll position survive every change."""

    more_wanted = Signal()
    """The end of what is loaded is in sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._has_more = False

    @property
    def rows(self) -> Sequence[Row]:
        """The loaded rows, in order."""
        return self._rows

    def row_of(self, contact: str) -> int:
        """Where a contact stands, -1 for nowhere."""
        return next((index for index, row in enumerate(self._rows) if row.contact == contact), -1)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == int(Qt.ItemDataRole.DisplayRole):
            return row.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(part for part in (row.name, row.number, row.preview, row.scenario) if part)
        return None

    def canFetchMore(self, parent: _AnyIndex) -> bool:
        return self._has_more and len(self._rows) < MOST

    def fetchMore(self, parent: _AnyIndex) -> None:
        self._has_more = False
        self.more_wanted.emit()

    def show(self, rows: Iterable[Row], *, has_more: bool) -> None:
        """Show the first page of something; rows that were there before keep their selection."""
        self._change(sorted(rows, key=_place), has_more=has_more)

    def add(self, rows: Iterable[Row], *, has_more: bool) -> None:
        """Show a further page."""
        known = {row.contact for row in self._rows}
        new = [row for row in rows if row.contact not in known]
        self._change(sorted([*self._rows, *new], key=_place), has_more=has_more)

    def apply(self, changed: Iterable[Row], gone: Iterable[str]) -> None:
        """Take in rows that changed or came, and leave out those that belong here no more."""
        rows = {row.contact: row for row in self._rows}
        last = self._rows[-1].place if self._rows and (self._has_more or len(rows) >= MOST) else None
        for row in changed:
            if row.contact in rows or last is None or row.place <= last:
                rows[row.contact] = row
        for contact in gone:
            rows.pop(contact, None)
        self._change(sorted(rows.values(), key=_place)[:MOST], has_more=self._has_more)

    def _change(self, after: list[Row], *, has_more: bool) -> None:
        """Goes from the present rows to others: leave out, put at the end, then one change of the order."""
        self._has_more = has_more
        wanted = {row.contact: row for row in after}
        self._leave_out(wanted)
        here = {row.contact for row in self._rows}
        new = [row for row in after if row.contact not in here]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        if [row.contact for row in self._rows] == [row.contact for row in after]:
            self._repaint(after)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()].contact for index in before]
        self._rows = after
        places = {row.contact: number for number, row in enumerate(after)} if held else {}
        self.changePersistentIndexList(before, [self.index(places[contact]) for contact in held])
        self.layoutChanged.emit()

    def _leave_out(self, wanted: dict[str, Row]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].contact in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].contact not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _repaint(self, after: list[Row]) -> None:
        changed = [number for number, row in enumerate(after) if row is not self._rows[number]]
        self._rows = after
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))


def _place(row: Row) -> tuple[int, str]:
    return row.place

"""What all lists of records share: rows that can be added, removed, reordered and dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind
from widgets.form.context import FormContext
from widgets.form.counter import fill_of
from widgets.form.field import Field
from widgets.form.fresh import moved
from widgets.form.problem import Problem, below
from widgets.form.spec import FieldSpec


class ListRowWidget(Protocol):
    """One row of a list: shows an item and tells changes below it."""

    moved: SignalInstance
    removed: SignalInstance
    dragged: SignalInstance
    dropped: SignalInstance

    def show_item(self, item: object, index: int) -> None:
        """Shows an item in place."""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows what is wrong; paths start at the item."""

    def focus_path(self, path: FieldPath) -> bool:
        """Gives the focus to the control of a path below the item."""


class ListField(Field):
    """Keeps one row for each item; rows are reused, so that focus and cursor stay where they are."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, add: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, context, parent)
        self._rows: list[QWidget] = []
        self._dragged_to = 0
        box = QWidget(self)
        self._rows_column = QVBoxLayout(box)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(6)
        self._add = Button(add, ButtonKind.LINK, icon_name="plus", small=True, parent=box)
        self._add.clicked.connect(self.add_item)
        self._rows_column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._value = ()
        self.adopt(box, named=self._add)

    @property
    def items(self) -> tuple[object, ...]:
        """The items shown."""
        return self._value if isinstance(self._value, tuple) else ()

    @property
    def rows(self) -> Sequence[QWidget]:
        """The rows, one for each item."""
        return tuple(self._rows)

    @property
    def add_button(self) -> Button:
        """The button that adds an item."""
        return self._add

    @property
    def is_empty(self) -> bool:
        limits = self.context.limits(self.spec.hint.limit)
        return not self.items and any(held.limit.maximum == 0 for held in limits)

    def make_row(self) -> QWidget:
        """Builds an empty row and connects what only its kind of row tells."""
        raise NotImplementedError

    def new_item(self) -> object:
        """Makes an item to add."""
        raise NotImplementedError

    def rename(self) -> None:
        """The button that adds keeps its own words as its name."""

    def show_value(self, value: object) -> None:
        items = value if isinstance(value, tuple) else ()
        while len(self._rows) > len(items):
            row = self._rows.pop()
            self._rows_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(items):
            row = self.make_row()
            as_row(row).moved.connect(self._move)
            as_row(row).removed.connect(self._remove)
            as_row(row).dragged.connect(self._drag)
            as_row(row).dropped.connect(self._drop)
            self._rows.append(row)
            self._rows_column.insertWidget(len(self._rows) - 1, row)
            row.show()
        for index, (row, item) in enumerate(zip(self._rows, items, strict=True)):
            as_row(row).show_item(item, index)

    def recount(self) -> None:
        self.show_fill(fill_of(self.items, self.context.limits(self.spec.hint.limit)))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._note.show_problems([problem for problem in problems if not problem.path])
        for index, row in enumerate(self._rows):
            as_row(row).show_problems(below(problems, index))

    def focus_path(self, path: FieldPath) -> bool:
        if path and isinstance(path[0], int) and path[0] < len(self._rows):
            return as_row(self._rows[path[0]]).focus_path(path[1:])
        self._add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def add_item(self) -> None:
        """Add an item at the end and give it the focus."""
        self.replace_items((*self.items, self.new_item()))
        as_row(self._rows[-1]).focus_path(())

    def replace_items(self, items: tuple[object, ...]) -> None:
        """Show other items and tell them."""
        self.show_value(items)
        self.tell(items)

    def item_changed(self, row: QWidget, path: FieldPath, value: object, typed: bool) -> None:
        """Tell a change inside the item of a row."""
        self.changed.emit((self._rows.index(row), *path), value, typed)

    def _sender_index(self) -> int | None:
        row = self.sender()
        return self._rows.index(row) if isinstance(row, QWidget) and row in self._rows else None

    def _move(self, step: int) -> None:
        index = self._sender_index()
        if index is not None and 0 <= index + step < len(self._rows):
            self.replace_items(moved(self.items, index, index + step))
            as_row(self._rows[index + step]).focus_path(())

    def _remove(self) -> None:
        index = self._sender_index()
        if index is None:
            return
        self.replace_items((*self.items[:index], *self.items[index + 1 :]))
        self.focus_path((min(index, len(self._rows) - 1),) if self._rows else ())

    def _drag(self, distance_px: int) -> None:
        index = self._sender_index()
        if index is None:
            return
        row = self._rows[index]
        centre = row.geometry().center().y() + distance_px
        self._dragged_to = sum(
            other is not row and other.geometry().center().y() < centre for other in self._rows
        )
        row.raise_()

    def _drop(self) -> None:
        index = self._sender_index()
        if index is not None and self._dragged_to != index:
            self.replace_items(moved(self.items, index, self._dragged_to))


def as_row(widget: QWidget) -> ListRowWidget:
    """The widget as the row it is."""
    return cast(ListRowWidget, widget)

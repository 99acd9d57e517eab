"""The rare fields of a form, closed until wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.common import Collapsible
from widgets.form.field import Field
from widgets.theme.measures import FIELD_GAP


class MoreSection(Collapsible):
    """Holds rare fields under 更多设置 and counts those that are not at their default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(FIELD_GAP)
        super().__init__(self._inside, parent=parent)
        self._fields: list[Field] = []
        self.hide()

    def add(self, field: Field) -> None:
        """Take a field in at the end."""
        self._fields.append(field)
        self._column.addWidget(field)

    def drop(self, field: Field) -> None:
        """Let a field go."""
        self._fields.remove(field)
        self._column.removeWidget(field)

    def holds(self, field: Field) -> bool:
        """Whether a field stands here."""
        return field in self._fields

    def recount(self) -> None:
        """Count again, and hide when no field means anything now."""
        shown = [field for field in self._fields if not field.isHidden()]
        self.set_count(sum(not field.spec.counts_default(field.value) for field in shown))
        self.setVisible(bool(shown))

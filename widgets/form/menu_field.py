"""The fixed menu: entries whose text is also what a tap on them sends."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from runtime.flow.chatbot import MenuEntry
from runtime.records import FieldPath
from widgets.form.records_field import RecordsField


class MenuField(RecordsField):
    """Edits the entries; the suggestion of an entry always has the entry's own text."""

    def item_changed(self, row: QWidget, path: FieldPath, value: object, typed: bool) -> None:
        index = list(self.rows).index(row)
        entry = cast(MenuEntry, self.items[index])
        if path == ("text",) and entry.suggestion is not None:
            text = str(value)
            own = entry.suggestion.with_changes(text=text)
            super().item_changed(row, (), entry.with_changes(text=text, suggestion=own), typed)
            return
        super().item_changed(row, path, value, typed)

"""Composing in the open scenario: what the menus and keys do, and the parts that belong to its area."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.main_window.notices import Notices

if TYPE_CHECKING:
    from app.composing.card_pictures import CardPictures
    from app.composing.direct_editing import DirectEditing
    from app.editing_area import EditingArea
    from app.wiring import Wiring
    from runtime.records import FieldPath


class ComposingDesk(QObject):
    """Acts on the document that is open; without one it does nothing."""

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None
        self.editing: DirectEditing | None = None
        self.pictures: CardPictures | None = None

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Act on another document from now on; what was made for the one before goes with its area."""
        if self.pictures is not None:
            self.pictures.close()
        self._area, self._wiring = area, wiring
        self.editing = self.pictures = None
        if area is None or wiring is None:
            return
        from app.composing.card_pictures import CardPictures
        from app.composing.direct_editing import DirectEditing

        self.editing = DirectEditing(area, wiring.shown_node)
        self.pictures = CardPictures(area, self._notices)
        self.editing.field_asked.connect(wiring.edit_field)
        self.editing.events.file_dropped.connect(self._on_drop)
        self.editing.events.double_clicked.connect(self._on_double_click)

    def _on_drop(self, file: Path, path: FieldPath) -> None:
        node_id = self._wiring.shown_node() if self._wiring is not None else None
        if node_id is not None and self.pictures is not None:
            self.pictures.drop(node_id, path, file)

    def _on_double_click(self, path: FieldPath) -> None:
        """Choose a picture where there is one or could be one; words are being edited already."""
        node_id = self._wiring.shown_node() if self._wiring is not None else None
        if node_id is None or self.pictures is None or self.editing is None or self.editing.part is not None:
            return
        self.pictures.choose(node_id, path)

"""How a list is exported: which format, and whether with whole numbers, which wants a reason."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from runtime.wording import Wording
from widgets.language import language, tr

_CHOICES: Final = {
    "csv": Wording("CSV，号码打码", "CSV, numbers masked"),
    "xlsx": Wording("Excel，号码打码", "Excel, numbers masked"),
    "csv full": Wording("CSV，完整号码…", "CSV with whole numbers…"),
    "xlsx full": Wording("Excel，完整号码…", "Excel with whole numbers…"),
}
_SAVE: Final = Wording("导出联系人", "Export contacts")
_WHY_TITLE: Final = Wording("导出完整号码", "Export whole numbers")
_WHY: Final = Wording(
    "为什么需要完整号码？原因会记入审计。", "Why are whole numbers needed? The reason goes into the audit."
)


class ExportMenu(QWidget):
    """Asks; the page exports."""

    chosen = Signal(object, object)
    """The path, and the members of the runtime's wish."""

    def __init__(self, button: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._button = button
        self.hide()

    def ask(self) -> None:
        """Let the person choose."""
        menu = QMenu(self.window())
        for key, words in _CHOICES.items():
            action = QAction(tr(words), menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _choose(self, action: QAction) -> None:
        kind, _, full = str(action.data()).partition(" ")
        if not full:
            self._ask_path(kind, "")
            return
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(tr(_WHY_TITLE))
        dialog.setLabelText(tr(_WHY))
        dialog.textValueSelected.connect(
            lambda reason: self._ask_path(kind, reason.strip()) if reason.strip() else None
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_path(self, kind: str, reason: str) -> None:
        dialog = QFileDialog(self.window(), tr(_SAVE), f"contacts.{kind}", f"{kind.upper()} (*.{kind})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        wish = {"format": kind, "language": str(language()), "full_numbers": bool(reason), "reason": reason}
        dialog.fileSelected.connect(partial(self._take_name, wish))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_reason(self, kind: str, reason: str) -> None:
        if reason.strip():
            self._ask_path(kind, reason.strip()[:200])

    def _take_name(self, wish: dict[str, object], name: str) -> None:
        self.chosen.emit(Path(name), wish)

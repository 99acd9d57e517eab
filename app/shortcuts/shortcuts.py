"""Keys as the window knows them: in force in the menus, on the sheet, as files and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.main_window.notices import Notice, Notices
from app.shortcuts.errors import KeymapRefused
from app.shortcuts.keymap import BYTES_MAX, Keymap
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.main_window.menus import Menus
    from app.settings import Settings
    from app.shortcuts.sheet import ShortcutSheet

_PDF: Final = Wording("存成 PDF", "Save as PDF")
_EXPORT: Final = Wording("导出快捷键", "Export the shortcuts")
_IMPORT: Final = Wording("导入快捷键", "Import shortcuts")
_NAME: Final = Wording("信流快捷键", "Xinliu keys")
_NOT_WRITTEN: Final = Wording("没有存成：{why}", "Not saved: {why}")
_NOT_READ: Final = Wording("没有导入快捷键：{why}", "No shortcuts imported: {why}")
_WRITTEN: Final = Wording("已存到「{name}」", "Saved to {name}")


class Shortcuts(QObject):
    """Puts the keys in force and shows, writes and reads them; the sheet is made when first shown."""

    def __init__(self, window: QWidget, menus: Menus, settings: Settings, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._notices = notices
        self._sheet: ShortcutSheet | None = None
        self.keymap = Keymap(settings, self)
        self.keymap.changed.connect(self._put_in_force)
        self._put_in_force()

    def show_sheet(self) -> None:
        """Show every key and gesture."""
        self.sheet().open_sheet()

    def change_keys(self) -> None:
        """Show the list in which keys are changed."""
        self.sheet().open_sheet("change")

    def sheet(self) -> ShortcutSheet:
        """The sheet, made when it is first asked for."""
        from app.shortcuts.sheet import ShortcutSheet

        if self._sheet is None:
            self._sheet = ShortcutSheet(self._window, self.keymap)
            self._sheet.pdf_asked.connect(self.ask_pdf)
            self._sheet.print_asked.connect(self.print_sheet)
            self._sheet.export_asked.connect(self.ask_export)
            self._sheet.import_asked.connect(self.ask_import)
        return self._sheet

    def ask_pdf(self) -> None:
        """Ask where to save the sheet as PDF."""
        path, _ = QFileDialog.getSaveFileName(self._window, tr(_PDF), f"{tr(_NAME)}.pdf", "PDF (*.pdf)")
        if path:
            self.write_pdf(Path(path))

    def write_pdf(self, path: Path) -> None:
        """Save the sheet as PDF; what went wrong is said in a bar."""
        from app.shortcuts.listing import groups
        from app.shortcuts.sheet_page import write_pdf

        try:
            write_pdf(path, groups(self.keymap.keys))
        except OSError as error:
            self._complain(_NOT_WRITTEN, error.strerror or str(error))
            return
        self._tell(path)

    def print_sheet(self) -> None:
        """Print the sheet on a printer the person chooses."""
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPainter
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from app.shortcuts.listing import groups
        from app.shortcuts.sheet_page import paint_sheet, prepare

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        page = printer.pageRect(QPrinter.Unit.DevicePixel)
        paint_sheet(painter, QRectF(0, 0, page.width(), page.height()), groups(self.keymap.keys))
        painter.end()

    def ask_export(self) -> None:
        """Ask where to save the person's own keys."""
        path, _ = QFileDialog.getSaveFileName(self._window, tr(_EXPORT), f"{tr(_NAME)}.json", "JSON (*.json)")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Save the person's own keys."""
        from runtime.flow.file_format import write_whole

        try:
            write_whole(path, self.keymap.to_json().encode())
        except OSError as error:
            self._complain(_NOT_WRITTEN, error.strerror or str(error))
            return
        self._tell(path)

    def ask_import(self) -> None:
        """Ask for a file of keys and use it."""
        path, _ = QFileDialog.getOpenFileName(self._window, tr(_IMPORT), "", "JSON (*.json)")
        if path:
            self.import_from(Path(path))

    def import_from(self, path: Path) -> None:
        """Use the keys of a file; one that is none changes nothing."""
        try:
            with path.open("rb") as file:
                text = file.read(BYTES_MAX + 1).decode("utf-8", "replace")
            self.keymap.take_json(text)
        except OSError as error:
            self._complain(_NOT_READ, error.strerror or str(error))
        except KeymapRefused as refusal:
            self._complain(_NOT_READ, refusal.sentence)

    def _put_in_force(self) -> None:
        self._menus.set_keys(self.keymap.keys)

    def _tell(self, path: Path) -> None:
        self._notices.show_notice(Notice("keys", _WRITTEN.format(name=path.name), "info"))

    def _complain(self, sentence: Wording, why: Wording | str) -> None:
        self._notices.show_notice(Notice("keys", sentence.format(why=why), "error"))

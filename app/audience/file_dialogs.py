"""Asks for the files of the audience: a table to import, a place for what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from runtime.wording import Wording
from widgets.language import tr

_OPEN: Final = Wording("选择联系人文件", "Choose a file of contacts")
_FILES: Final = Wording("表格 (*.csv *.txt *.tsv *.xlsx)", "Tables (*.csv *.txt *.tsv *.xlsx)")
_TYPES: Final = (".csv", ".txt", ".tsv", ".xlsx")
_SAVE: Final = Wording("保存问题行", "Save what was wrong")


def ask_for_table(parent: QWidget, take: Callable[[str], None]) -> None:
    """Let the person choose a table; *take* hears its path."""
    dialog = QFileDialog(parent, tr(_OPEN), "", tr(_FILES))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_where_to_save(parent: QWidget, take: Callable[[str], None]) -> None:
    """Let the person choose where a CSV file goes; *take* hears its path."""
    dialog = QFileDialog(parent, tr(_SAVE), "problems.csv", "CSV (*.csv)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def table_in(urls: Sequence[QUrl]) -> str:
    """The first of these files that may be a table, empty when none is."""
    return next((url.toLocalFile() for url in urls if url.toLocalFile().lower().endswith(_TYPES)), "")

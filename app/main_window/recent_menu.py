"""The submenu of the files that were opened last."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.files import Files
from app.main_window.menus import Menus


class RecentMenu(QObject):
    """Keeps the submenu in step with the list."""

    def __init__(self, menus: Menus, files: Files) -> None:
        super().__init__(files)
        self._menus = menus
        self._files = files

    def fill(self) -> None:
        """List the files anew."""
        menu = self._menus.submenu("recent")
        clear = self._menus["clear_recent"]
        for entry in menu.actions():
            if entry is not clear and not entry.isSeparator():
                menu.removeAction(entry)
                entry.deleteLater()
        before = menu.actions()[0]
        for path in self._files.recent.paths():
            entry = menu.addAction(path.name)
            entry.setData(str(path))
            entry.setToolTip(str(path))
            entry.triggered.connect(self._open)
            menu.removeAction(entry)
            menu.insertAction(before, entry)
        clear.setEnabled(bool(self._files.recent.paths()))

    def _open(self) -> None:
        sender = self.sender()
        self._files.open_path(str(sender.data()))  # type: ignore[attr-defined]  # an entry of the menu

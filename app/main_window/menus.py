"""Builds the menu bar and its actions from the table, and keeps words, icons and enablement right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.actions import ACTIONS, MENUS, SUBMENUS, ActionSpec, MenuName, Need
from widgets.icons import qicon
from widgets.language import language_changed, tr
from widgets.theme import theme_changed


class Menus(QObject):
    """One QAction for each action of the program, in the window's menu bar."""

    keys_changed = Signal()
    """Other keys are in force."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        bar = window.menuBar()
        for name in MENUS:
            self._menus[name] = bar.addMenu("")
        for spec in ACTIONS:
            self._add(spec)
        language_changed.connect(self.restyle)
        theme_changed.connect(self.restyle)
        self.restyle()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._actions

    def submenu(self, key: str) -> QMenu:
        """The submenu of a key."""
        return self._menus[key]

    def set_possible(self, met: Callable[[Need], bool]) -> None:
        """Enable what is possible now."""
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(not spec.needs or met(spec.needs))

    def set_keys(self, keys_of: Callable[[str], Sequence[str]]) -> None:
        """Put other keys in force: action → its keys, the first shown in menus and tooltips."""
        for spec in ACTIONS:
            self._actions[spec.id].setShortcuts([QKeySequence(keys) for keys in keys_of(spec.id)])
        self.keys_changed.emit()

    def restyle(self) -> None:
        """Take words and icons anew."""
        for name, words in (*MENUS.items(), *SUBMENUS.items()):
            self._menus[name].setTitle(tr(words))
        for spec in ACTIONS:
            action = self._actions[spec.id]
            action.setText(tr(spec.words))
            if spec.icon:
                action.setIcon(qicon(spec.icon))

    def _add(self, spec: ActionSpec) -> None:
        action = QAction(self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setProperty("handler", spec.handler)
        action.setProperty("argument", spec.argument)
        action.triggered.connect(self._trigger)
        self._actions[spec.id] = action
        menu = self._menu_of(spec.menu, spec.submenu, begins_group=spec.begins_group)
        if spec.begins_group and not (spec.submenu and menu.isEmpty()):
            menu.addSeparator()
        menu.addAction(action)

    def _menu_of(self, name: MenuName, submenu: str, *, begins_group: bool) -> QMenu:
        if not submenu:
            return self._menus[name]
        if submenu not in self._menus:
            if begins_group and submenu != "recent":
                self._menus[name].addSeparator()
            self._menus[submenu] = self._menus[name].addMenu("")
        return self._menus[submenu]

    def _trigger(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        handler = attrgetter(str(action.property("handler")))(self._window)
        argument = str(action.property("argument"))
        if argument:
            handler(argument)
        else:
            handler()

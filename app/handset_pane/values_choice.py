"""The choice in the pane's header: with whose values the message is shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.handset_pane.preview_values import LONGEST, SAMPLES, PreviewValues
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT

_SAMPLES: Final = Wording("样例值", "Samples")
_LONGEST: Final = Wording("最长的值", "Longest values")
_TIP: Final = Wording("用谁的资料预览：{name}", "Previewed with: {name}")
_TAKE: Final = Wording("读入测试名单（CSV、Excel）…", "Read test people (CSV, Excel)…")
_MOST: Final = 30
"""People in the menu; the keys step through all of them."""
_NARROW_PX: Final = 330


class ValuesChoice(ToolButton):
    """Opens the choice; its words are what is chosen, or in a narrow pane its icon alone."""

    people_asked = Signal()
    """The person wants to read a table of people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("user", _SAMPLES, shows_words=True, side_px=CONTROL_HEIGHT, parent=parent)
        self._values: PreviewValues | None = None
        self.clicked.connect(self.open_menu)

    def follow(self, values: PreviewValues) -> None:
        """Show and make the choice of *values*."""
        self._values = values
        values.changed.connect(self._show)
        self._show()

    def fit(self, width_px: int) -> None:
        """Show words where the pane of this width has room for them."""
        self.set_shows_words(width_px >= current_theme().px(_NARROW_PX))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), current_theme().px(132)), hint.height())

    def open_menu(self) -> None:
        """Offer samples, the longest values, and people."""
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def menu(self) -> QMenu:
        """The choice as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        values = self._values
        if values is None:
            return menu
        self._offer(menu, SAMPLES, tr(_SAMPLES))
        self._offer(menu, LONGEST, tr(_LONGEST))
        if values.people:
            menu.addSeparator()
        for place, person in enumerate(values.people[:_MOST]):
            self._offer(menu, str(place), person.name.replace("&", "&&"))
        menu.addSeparator()
        menu.addAction(tr(_TAKE)).triggered.connect(self.people_asked)
        return menu

    def _offer(self, menu: QMenu, key: str, words: str) -> None:
        assert self._values is not None
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(self._values.key == key)
        action.setData(key)
        action.triggered.connect(self._pick)
        menu.addAction(action)

    def _pick(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._values is not None:
            self._values.choose(str(action.data()))

    def _show(self) -> None:
        values = self._values
        if values is None:
            return
        person = values.person
        name = _LONGEST if values.key == LONGEST else _SAMPLES
        words = Wording(person.name, person.name) if person is not None else name
        self.set_words(words)
        self.set_tip(_TIP.format(name=words), "Ctrl+PgDown")

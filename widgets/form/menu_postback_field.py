"""The tap that begins a conversation: an entry of the fixed menu, or any other postback."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ChoiceField
from widgets.form.context import FormContext, MenuOffer
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.spec import FieldSpec
from widgets.language import tr

_LABEL: Final = Wording("点了哪一项", "Tap on")
_OTHER: Final = Wording("其他回传数据…", "Another postback…")
_NONE: Final = Wording("选菜单里的一项", "Choose an entry")
_EMPTY_MENU: Final = Wording("菜单里还没有", "None in the menu")
_RAW: Final = Wording("回传数据", "Postback")


class MenuPostbackField(Field):
    """Offers the entries of the fixed menu by their texts; the postback itself shows only for others."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._value = ""
        self._is_other = False
        self._offers: tuple[MenuOffer, ...] = ()
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.list = ChoiceField(_LABEL, box)
        self.raw = LineEdit(box)
        column.addWidget(self.list)
        column.addWidget(self.raw)
        self.list.activated.connect(self._picked)
        self.raw.textEdited.connect(self._typed)
        self.raw.finished.connect(self.finished)
        self.adopt(box, named=self.list)
        self.recount()

    def show_value(self, value: object) -> None:
        self._is_other = self._is_other and bool(value)
        self._fill(str(value or ""))

    def recount(self) -> None:
        if self.context.menu != self._offers:
            self._offers = self.context.menu
            self._fill(str(self._value or ""))

    def rename(self) -> None:
        super().rename()
        self.raw.setAccessibleName(tr(_RAW))
        self.raw.setPlaceholderText(tr(_RAW))
        self._fill(str(self._value or ""))

    def focus_path(self, path: FieldPath) -> bool:
        target = self.list if self.raw.isHidden() else self.raw
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _fill(self, value: str) -> None:
        place = next((n for n, offer in enumerate(self._offers) if offer.postback == value and value), -1)
        is_other = self._is_other or bool(value and place < 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([offer.text or "…" for offer in self._offers])
            self.list.addItem(tr(_OTHER))
            self.list.setCurrentIndex(len(self._offers) if is_other else place)
            self.list.setPlaceholderText(tr(_NONE if self._offers else _EMPTY_MENU))
        self.raw.setVisible(is_other)
        if self.raw.text() != value:
            self.raw.setText(value if is_other else "")

    def _picked(self, index: int) -> None:
        if index >= len(self._offers):
            self._is_other = True
            self._fill(str(self._value or ""))
            self.raw.setFocus()
            return
        self._is_other = False
        offer = self._offers[index]
        if not offer.postback:
            self.context.menu_named.emit(offer.path, offer.made)
        self._fill(offer.made)
        self.tell(offer.made)

    def _typed(self, text: str) -> None:
        self.tell(text.strip(), typed=True)

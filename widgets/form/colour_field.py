"""A colour, written in hexadecimal and shown beside it."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import BaseButton
from widgets.common.painting import draw_box
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.spec import FieldSpec
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL, SPACE_8

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PICK = Wording("选颜色", "Pick a colour")


class _Swatch(BaseButton):
    """Shows the colour; a click opens the colour dialog."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", None, parent)
        self.colour = QColor()
        self.set_tip(_PICK)
        self.setFixedSize(32, 32)
        self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(
            QPainter(self), QRect(self.rect()), RADIUS_CONTROL, self.colour, current_theme().line_control
        )


class ColourField(Field):
    """Takes `#RRGGBB`; anything else is left alone until it is one."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        self._swatch = _Swatch(row)
        self._swatch.clicked.connect(self._open)
        self.edit = LineEdit(row)
        self.edit.textEdited.connect(self._typed)
        self.edit.finished.connect(self.finished)
        line.addWidget(self._swatch)
        line.addWidget(self.edit, 1)
        self.adopt(row, named=self.edit)

    def show_value(self, value: object) -> None:
        self._swatch.colour = QColor(str(value))
        self._swatch.update()
        if self.edit.text() != value:
            self.edit.setText(str(value))

    def _typed(self, text: str) -> None:
        if _COLOUR.fullmatch(text.strip()):
            self._take(QColor(text.strip()))

    def _open(self) -> None:
        dialog = QColorDialog(self._swatch.colour, self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, colour: QColor) -> None:
        self._swatch.colour = colour
        self._swatch.update()
        text = colour.name().upper()
        if self.edit.text().upper() != text:
            self.edit.setText(text)
        self.tell(text, typed=self.edit.hasFocus())

"""Draws an insertion such as `{{姓名}}` as one pill inside a text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from widgets.form.context import FormContext
from widgets.form.template_tokens import variable_in
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CHIP

PILL: Final = int(QTextFormat.ObjectTypes.UserObject) + 1
SOURCE: Final = int(QTextFormat.Property.UserProperty) + 1
"""Property of a pill's format: the insertion with its braces."""
_PADDING_PX: Final = 5
_GAP_PX: Final = 1


class PillDrawing(QPyTextObject):
    """Measures and paints pills; one whose variable is not declared is tinted and underlined as wrong."""

    def __init__(self, context: FormContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.selected: tuple[int, int] = (0, 0)
        """The selection of the editor, from and to, in document positions."""

    def intrinsicSize(
        self,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803 - Qt's name
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> QSizeF:
        """As wide as the words and their padding."""
        metrics = QFontMetricsF(doc.defaultFont())
        words = metrics.horizontalAdvance(str(format.property(SOURCE)))
        return QSizeF(words + 2 * (_PADDING_PX + _GAP_PX), metrics.height())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803 - Qt's name
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> None:
        """Paint ground, words and, for an unknown variable, a dashed line below."""
        theme = current_theme()
        source = str(format.property(SOURCE))
        name = variable_in(source)
        is_unknown = name is not None and not self._context.knows(name)
        first, last = self.selected
        is_selected = first <= posInDocument < last
        ink, ground = (theme.error, theme.error_tint) if is_unknown else (theme.accent, theme.accent_tint)
        if is_selected:
            ink, ground = theme.on_accent, theme.accent_fill
        box = QRectF(rect).adjusted(_GAP_PX, 0, -_GAP_PX, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
        painter.setFont(doc.defaultFont())
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, source)
        if is_unknown:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()


def pill_format(insertion: str, rest: QTextCharFormat) -> QTextCharFormat:
    """The format that turns an object character into the pill of *insertion*."""
    look = QTextCharFormat(rest)
    look.setObjectType(PILL)
    look.setProperty(SOURCE, insertion)
    look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return look

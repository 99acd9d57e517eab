"""The line over the twin: title, size, and whether its numbers are right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.icons import icon
from widgets.language import tr
from widgets.theme import current_theme, font_for, theme_changed
from widgets.theme.measures import ICON_SMALL, RADIUS_CHIP, SPACE_4, SPACE_8


class SmsCaption(QWidget):
    """Belongs to the program, not to the picture, so it wears the program's tokens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = ""
        self._finding = ""
        self._is_good = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._redress)

    def say(self, size: str, finding: str, *, is_good: bool) -> None:
        """Show the size of the SMS and the finding about its numbers; empty ones are left out."""
        self._size, self._finding, self._is_good = size, finding, is_good
        self.setAccessibleName(" · ".join(part for part in (_title(), size, finding) if part))
        self.setToolTip(finding)
        self.update()

    @property
    def words(self) -> str:
        """Everything the line says."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return QSize(320, current_theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        chip_width = self._paint_chip(painter, rect)
        left = 0.0
        for text, font, colour in (
            (_title(), font_for("label_strong", theme.text_scale), theme.text),
            (self._size, font_for("label", theme.text_scale), theme.text_second),
        ):
            room = rect.width() - chip_width - left
            if room <= 0 or not text:
                continue
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(colour)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, 0, room, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(text) + SPACE_8
        painter.end()

    def _paint_chip(self, painter: QPainter, rect: QRectF) -> float:
        if not self._finding:
            return 0.0
        theme = current_theme()
        colour, ground = (theme.ok, theme.ok_tint) if self._is_good else (theme.error, theme.error_tint)
        font = font_for("badge", theme.text_scale)
        metrics = QFontMetricsF(font)
        lead = SPACE_4 + ICON_SMALL + SPACE_4
        width = min(lead + metrics.horizontalAdvance(self._finding) + SPACE_8, rect.width())
        chip = QRectF(rect.right() - width, rect.center().y() - 10, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, RADIUS_CHIP, RADIUS_CHIP)
        glyph = icon("check" if self._is_good else "error", ICON_SMALL, colour)
        painter.drawPixmap(QPointF(chip.left() + SPACE_4, chip.center().y() - ICON_SMALL / 2), glyph)
        painter.setFont(font)
        painter.setPen(colour)
        text = metrics.elidedText(self._finding, Qt.TextElideMode.ElideRight, chip.width() - lead - SPACE_4)
        painter.drawText(chip.adjusted(lead, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        return width + SPACE_8

    def _redress(self) -> None:
        self.updateGeometry()
        self.update()


def _title() -> str:
    return tr("短信回落", "SMS fallback")

"""Pens, brushes, fonts and icons of one theme, made once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPen

from editor.canvas import measures as m
from editor.canvas.card_plan import Fits
from widgets.theme import Theme
from widgets.theme.measures import RADIUS_CONTROL

MUTED: Final = 0.42


class Paints:
    """Everything the painters of the canvas draw with."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.fits = Fits(theme)
        line = theme.line_px
        self.canvas = QBrush(theme.canvas)
        self.raised = QBrush(theme.raised)
        self.picture_ground = QBrush(theme.hover)
        self.border = pen(theme.line_edge, line)
        self.border_hovered = pen(theme.text_second, line)
        self.border_walked = pen(theme.walk, line)
        self.border_unknown = pen(theme.line_edge, line, Qt.PenStyle.DashLine)
        self.border_muted = pen(theme.line_edge, line, Qt.PenStyle.DotLine)
        self.hair = pen(theme.line_hair, line)
        self.ring = pen(theme.accent, 2)
        self.glow = pen(faded(theme.walk, 0.3), 3)
        self.text = QPen(theme.text)
        self.text_second = QPen(theme.text_second)
        self.text_off = QPen(theme.text_off)
        self.warn = QPen(theme.warn)
        self.error = QPen(theme.error)
        self.walk_text = QPen(theme.walk)
        self._make_lines(theme)
        self.found = QBrush(theme.accent_fill)
        self.dots = {"error": QBrush(theme.error), "warning": QBrush(theme.warn), "found": self.found}
        self.severity_tint = {"error": QBrush(theme.error_tint), "warning": QBrush(theme.warn_tint)}
        self.here_tint = QBrush(theme.ok_tint)
        self.fills = {c.value: QBrush(colours.fill) for c, colours in theme.categories.items()}
        tints = {c.value: QBrush(colours.tint) for c, colours in theme.categories.items()}
        self.tints = dict.fromkeys(tints, self.raised) if theme.is_high_contrast else tints
        self.ratio = 1.0
        """Device pixels for one scene unit while painting; set by `sharpen`."""
        self.device_ratio = 1.0
        """Device pixels for one px while painting."""
        self._headers: dict[float, QPainterPath] = {}
        self._title_fonts: dict[int, QFont] = {}

    def _make_lines(self, theme: Theme) -> None:
        self.connection = pen(theme.connection, 2)
        self.connection_hot = pen(theme.accent, 3)
        self.connection_walked = pen(theme.walk, 4)
        self.connection_cut = pen(theme.error, 2, Qt.PenStyle.DashLine)
        self.overview_line = pen(theme.connection, 1, is_cosmetic=True)
        self.overview_walked = pen(theme.walk, 2, is_cosmetic=True)
        self.overview_ring = pen(theme.accent, 2, is_cosmetic=True)
        self.socket = QBrush(theme.connection)
        self.socket_hot = QBrush(theme.accent)
        self.socket_walked = QBrush(theme.walk)
        self.socket_line = pen(theme.connection, 2)
        self.socket_line_hot = pen(theme.accent, 2)
        self.socket_line_loose = pen(theme.warn, 2)
        self.candidate = QBrush(theme.accent_tint)
        self.candidate_line = pen(faded(theme.accent, 0.45), 1)
        self.arrow = pen(theme.raised, 2)

    def sharpen(self, ratio: float, device_ratio: float) -> None:
        """Paint for this many device pixels a scene unit, and a px of the device."""
        self.ratio, self.device_ratio = ratio, device_ratio

    def header(self, width: float) -> QPainterPath:
        """The ground of a header: round above, straight below."""
        found = self._headers.get(width)
        if found is None:
            whole = QPainterPath()
            whole.addRoundedRect(QRectF(0, 0, width, m.HEADER + m.RADIUS), m.RADIUS, m.RADIUS)
            cut = QPainterPath()
            cut.addRect(QRectF(0, 0, width, m.HEADER))
            found = self._headers[width] = whole.intersected(cut)
        return found

    def title_font(self, size_px: int) -> QFont:
        """The title's font at another size."""
        found = self._title_fonts.get(size_px)
        if found is None:
            found = QFont(self.fits.title.font)
            found.setPixelSize(size_px)
            self._title_fonts[size_px] = found
        return found


TILE_RADIUS: Final = float(RADIUS_CONTROL)


def pen(
    colour: QColor,
    width: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    is_cosmetic: bool = False,
) -> QPen:
    """A pen with round ends; a cosmetic one keeps its width in px at every zoom."""
    made = QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    made.setCosmetic(is_cosmetic)
    return made


def faded(colour: QColor, opacity: float) -> QColor:
    """A copy of a colour with an opacity from 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made

"""QR codes: made of a text, painted, and written as PNG and SVG."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Final

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET_MODULES: Final = 4
"""The empty margin a code needs on every side (ISO/IEC 18004:2015 §6.3.8)."""
MODULE_MM: Final = 0.5
"""Side of a module that phones read from paper at arm's length: a rule of printers, no standard."""
PNG_PX: Final = 1_000
"""About as wide a picture becomes; modules are whole pixels."""
_ERROR_LEVEL: Final = "m"
"""About 15 % of a code may be dirty or covered."""
_BLACK, _WHITE = Qt.GlobalColor.black, Qt.GlobalColor.white


@dataclass(frozen=True, slots=True)
class QrCode:
    """The modules of a code, without the margin."""

    text: str
    rows: tuple[bytes, ...]
    """One byte a module: 1 is dark."""
    version: int
    """1 to 40: how large it is, 21 to 177 modules a side."""

    @property
    def side(self) -> int:
        """Modules a side."""
        return len(self.rows)

    @property
    def least_mm(self) -> int:
        """The width on paper, margin included, below which it is hard to scan."""
        return math.ceil((self.side + 2 * QUIET_MODULES) * MODULE_MM)


def qr_code(text: str) -> QrCode | None:
    """The code of a text, None when the text is empty or too long for any code."""
    made = _made(text)
    if made is None:
        return None
    return QrCode(text, tuple(bytes(row) for row in made.matrix), int(made.version))


def qr_png(text: str) -> bytes:
    """The code as a PNG file, black on white; raises ValueError for a text that has none."""
    made = _required(text)
    out = io.BytesIO()
    scale = max(1, PNG_PX // (made.symbol_size(border=QUIET_MODULES)[0]))
    made.save(out, kind="png", scale=scale, border=QUIET_MODULES)
    return out.getvalue()


def qr_svg(text: str) -> bytes:
    """The code as an SVG file that keeps sharp at any size; raises ValueError for a text that has none."""
    out = io.BytesIO()
    _required(text).save(out, kind="svg", border=QUIET_MODULES, light="white", scale=10)
    return out.getvalue()


def _made(text: str) -> segno.QRCode | None:
    if not text:
        return None
    try:
        return segno.make_qr(text, error=_ERROR_LEVEL, boost_error=False)
    except (segno.DataOverflowError, UnicodeError):
        return None


def _required(text: str) -> segno.QRCode:
    made = _made(text)
    if made is None:
        raise ValueError("no code holds this text")
    return made


class QrView(QWidget):
    """Shows a code, black on white in every theme: cameras want it so."""

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.code: QrCode | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, code: QrCode | None) -> None:
        """Show another code."""
        self.code = code
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the modules in whole pixels, so that their edges are sharp."""
        if self.code is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), _WHITE)
        ratio = self.devicePixelRatioF()
        wanted = self.code.side + 2 * QUIET_MODULES
        module = max(1, int(self.width() * ratio) // wanted) / ratio
        left = (self.width() - module * self.code.side) / 2
        painter.translate(round(left * ratio) / ratio, round(left * ratio) / ratio)
        painter.scale(module, module)
        painter.setPen(Qt.PenStyle.NoPen)
        for y, row in enumerate(self.code.rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(x, y, 1, 1), _BLACK)

"""Renders every icon on one sheet, to be looked at: `python -m tests.draw_icons OUT.png`."""

import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from widgets.icons import icon, icon_names
from widgets.theme import theme_named
from widgets.theme.tokens import ThemeName

COLUMNS = 12
CELL = (118, 66)
SIZES = (14, 16, 20, 32)


def contact_sheet(ratio: float = 2.0) -> QImage:
    """Draw all icons at the sizes in use with their names, light above and dark below."""
    names = icon_names()
    rows = -(-len(names) // COLUMNS)
    width, height = COLUMNS * CELL[0] * ratio, 2 * rows * CELL[1] * ratio
    image = QImage(int(width), int(height), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    for half, theme_name in enumerate((ThemeName.LIGHT, ThemeName.DARK)):
        theme = theme_named(theme_name)
        painter.fillRect(QRect(0, half * rows * CELL[1], COLUMNS * CELL[0], rows * CELL[1]), theme.panel)
        painter.setFont(theme.font("rail"))
        for index, name in enumerate(names):
            x = index % COLUMNS * CELL[0]
            y = (half * rows + index // COLUMNS) * CELL[1]
            _draw_cell(painter, name, x, y, (theme.text, theme.text_second), ratio)
    painter.end()
    return image


def _draw_cell(
    painter: QPainter, name: str, x: int, y: int, colours: tuple[QColor, QColor], ratio: float
) -> None:
    left = x + 6
    for size in SIZES:
        painter.drawPixmap(left, y + 40 - size, icon(name, size, colours[0], ratio))
        left += size + 6
    painter.setPen(colours[1])
    painter.drawText(QRect(x, y + 46, CELL[0], 16), Qt.AlignmentFlag.AlignCenter, name)


if __name__ == "__main__":
    app = QGuiApplication(sys.argv)
    contact_sheet().save(str(Path(sys.argv[1])))

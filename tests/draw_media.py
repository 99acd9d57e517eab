"""Renders the sample pictures from their drawings: `python -m tests.draw_media [FOLDER]`.

Writes `resources/media/NAME.png`, 640 × 360, for every `resources/media/source/NAME.svg`. Words in the
drawings need Noto Sans CJK SC on the machine that renders; the pictures shipped need no font.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources.files import resource_names, resource_path

WIDTH_PX = 640
HEIGHT_PX = 360


def draw(name: str) -> QImage:
    """Render one drawing."""
    image = QImage(WIDTH_PX, HEIGHT_PX, QImage.Format.Format_RGB32)
    renderer = QSvgRenderer(str(resource_path(f"media/source/{name}.svg")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def draw_all(folder: Path) -> list[Path]:
    """Render all drawings into a folder."""
    written = []
    for file_name in resource_names("media/source", ".svg"):
        name = file_name.removesuffix(".svg")
        path = folder / f"{name}.png"
        draw(name).save(str(path), quality=0)
        written.append(path)
    return written


if __name__ == "__main__":
    app = QGuiApplication(sys.argv)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else resource_path("media")
    for path in draw_all(target):
        print(f"{path}  {path.stat().st_size / 1024:.1f} KB")

"""Small PNG files of screens, for documentation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter, qRgb

_COLOURS: Final = 256
_EXACT: Final = 160
"""So many of the commonest colours are kept as they are; grounds, lines and text do not change."""
_COARSE: Final = 0xF0F0F0


def write_small(image: QImage, path: Path) -> None:
    """Writes *image* with 256 colours, so that the same image gives the same bytes; raises OSError."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    indexed = plain.convertToFormat(
        QImage.Format.Format_Indexed8, _palette(plain), Qt.ImageConversionFlag.ThresholdDither
    )
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(indexed):
        raise OSError(f"{path}: {writer.errorString()}")


def _palette(image: QImage) -> list[int]:
    """The commonest colours, then the means of the commonest neighbourhoods among the others."""
    counts = Counter(memoryview(image.constBits()).cast("B").cast("I"))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    exact = [colour for colour, _ in ordered[:_EXACT]]
    near: dict[int, list[tuple[int, int]]] = {}
    for colour, count in ordered[_EXACT:]:
        near.setdefault(colour & _COARSE, []).append((colour, count))
    groups = sorted(near.values(), key=lambda group: -sum(count for _, count in group))
    return exact + [_mean(group) for group in groups[: _COLOURS - len(exact)]]


def _mean(group: list[tuple[int, int]]) -> int:
    whole = sum(count for _, count in group)
    red, green, blue = (
        sum((colour >> shift & 255) * count for colour, count in group) // whole for shift in (16, 8, 0)
    )
    return qRgb(red, green, blue)

"""How well one colour can be read on another."""

from PySide6.QtGui import QColor


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def relative_luminance(colour: QColor) -> float:
    """Give the relative luminance, 0 for black to 1 for white.

    Source: WCAG 2.1, definition of relative luminance (with the corrected threshold of IEC 61966-2-1).
    """
    red, green, blue = (_linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(first: QColor, second: QColor) -> float:
    """Give the contrast of two opaque colours, 1 to 21.

    Text needs 4.5 and marks 3.0. Source: WCAG 2.1, 1.4.3 and 1.4.11.
    """
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: QColor, *candidates: QColor) -> QColor:
    """Choose the candidate that stands out most on a ground; black and white when none is given."""
    choices = candidates or (QColor(255, 255, 255), QColor(0, 0, 0))
    return max(choices, key=lambda colour: contrast_ratio(colour, ground))

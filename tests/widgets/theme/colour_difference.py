"""Colour differences by CIEDE2000, and colours as people with a colour vision deficiency see them.

Sources: Sharma, Wu, Dalal 2005 (CIEDE2000); Machado, Oliveira, Fernandes 2009, full severity, in linear RGB.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Final

from PySide6.QtGui import QColor

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISION: Final[dict[str, Matrix]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Final[Matrix] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Final = (0.95047, 1.0, 1.08883)


def _times(matrix: Matrix, vector: Triple) -> Triple:
    red, green, blue = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def lab_as_seen(colour: QColor, vision: str) -> Triple:
    """Give the CIELAB value (D65) of a colour as one kind of vision sees it."""
    linear = (_linear(colour.redF()), _linear(colour.greenF()), _linear(colour.blueF()))
    red, green, blue = (min(1.0, max(0.0, value)) for value in _times(VISION[vision], linear))
    ratios = (value / white for value, white in zip(_times(_XYZ, (red, green, blue)), _WHITE, strict=True))
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360 if a or b else 0.0


def ciede2000(first: Triple, second: Triple) -> float:
    """Give the CIEDE2000 difference of two CIELAB values with all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2, h1, h2 = hypot(a1, b1), hypot(a2, b2), _hue(a1, b1), _hue(a2, b2)
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    delta_hue = 2 * sqrt(c1 * c2) * sin(radians(turn) / 2)
    middle = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.20 * cos(radians(4 * middle - 63))
    )
    weight_l = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    weight_c, weight_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    blue_turn = sin(radians(60 * exp(-(((middle - 275) / 25) ** 2))))
    rotation = -2 * blue_turn * sqrt(chroma**7 / (chroma**7 + 25**7))
    parts = ((l2 - l1) / weight_l, (c2 - c1) / weight_c, delta_hue / weight_h)
    return sqrt(sum(part * part for part in parts) + rotation * parts[1] * parts[2])

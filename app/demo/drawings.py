"""Small drawings of the report as inline SVG: bars, lines and icons. Colours come from the style sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from app.demo.html import Html, raw, tag
from resources.files import resource_path

BAR_WIDTH = 356.0
_GAP = 2.0


def bar(share: float, width: float = 415.0, height: float = 20.0) -> Html:
    """A bar filled to *share* (0 to 1) on its track."""
    filled = max(0.0, min(1.0, share)) * width
    parts = [tag("rect", class_="track", width=width, height=height, rx=3.0)]
    if filled:
        parts.append(tag("rect", class_="fill", width=max(filled, 2.0), height=height, rx=3.0))
    return _drawing(width, height, parts)


def stacked_bar(pieces: Sequence[tuple[str, int]], height: float = 9.0) -> Html:
    """A bar of pieces, each a class of the style sheet and its count; empty when all are 0."""
    total = sum(count for _, count in pieces)
    shown = [(name, count) for name, count in pieces if count]
    if not total:
        return _drawing(
            BAR_WIDTH, height, [tag("rect", class_="track", width=BAR_WIDTH, height=height, rx=2.0)]
        )
    room = BAR_WIDTH - _GAP * (len(shown) - 1) - 3.0 * len(shown)
    parts, x = [], 0.0
    for name, count in shown:
        width = 3.0 + room * count / total
        parts.append(tag("rect", class_=name, x=round(x, 2), width=round(width, 2), height=height, rx=1.5))
        x += width + _GAP
    return _drawing(BAR_WIDTH, height, parts)


def lines(curves: Sequence[tuple[str, Sequence[float]]], hours: Sequence[int], hour_word: str) -> Html:
    """Shares (0 to 1) over hours; each curve with its class of the style sheet, one value per hour."""
    width, height, left, bottom = 560.0, 190.0, 44.0, 26.0
    top_share = max((value for _, values in curves for value in values), default=0.0)
    step = next((step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if step * 4 >= top_share), 0.25)
    ceiling = step * max(1, -(-top_share // step))
    plot_width, plot_height = width - left - 12.0, height - bottom - 10.0

    def place(hour: int, value: float) -> str:
        x = left + plot_width * (hour - hours[0]) / (hours[-1] - hours[0])
        return f"{x:.1f} {10.0 + plot_height * (1 - value / ceiling):.1f}"

    parts: list[Html] = []
    for index in range(round(ceiling / step) + 1):
        y = 10.0 + plot_height * (1 - index * step / ceiling)
        parts.append(tag("line", class_="grid", x1=left, x2=width - 12.0, y1=round(y, 1), y2=round(y, 1)))
        words = f"{index * step * 100:.0f} %"
        parts.append(tag("text", words, x=left - 8.0, y=round(y + 4, 1), text_anchor="end"))
    for hour in hours[::2]:
        x = left + plot_width * (hour - hours[0]) / (hours[-1] - hours[0])
        words = f"{hour} {hour_word}" if hour == hours[0] else str(hour)
        parts.append(tag("text", words, x=round(x, 1), y=height - 6.0, text_anchor="middle"))
    for name, values in curves:
        points = " L".join(place(hour, value) for hour, value in zip(hours, values, strict=True))
        parts.append(tag("path", class_=f"curve {name}", d=f"M{points}"))
    return _drawing(width, height, parts)


@cache
def icon(name: str) -> Html:
    """One of the program's own icons, drawn in the colour of the text around it."""
    text = resource_path(f"icons/{name}.svg").read_text("utf-8")
    return raw(re.sub(r"\s+", " ", text).replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1).strip())


def _drawing(width: float, height: float, parts: Sequence[Html]) -> Html:
    view = f"0 0 {width:g} {height:g}"
    return tag(
        "svg",
        *parts,
        viewBox=view,
        width=width,
        height=height,
        preserveAspectRatio="none",
        role="presentation",
    )

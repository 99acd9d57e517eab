"""How much text fits: widths summed from cached characters, which costs a hundredth of a text layout."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

ELLIPSIS = "…"
_NO_BREAK_BEFORE = frozenset("，。、；：？！）」』》”’…・,.;:?!)]}%")


class _Widths(dict[str, float]):
    """Character → advance, filled as characters are met."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, character: str) -> float:
        width = float(self._metrics.horizontalAdvance(character))
        self[character] = width
        return width


class TextFit:
    """Measures, elides and wraps text in one font; kerning is ignored."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        self._widths = _Widths(metrics)
        self.ascent = metrics.ascent()
        self.height = metrics.ascent() + metrics.descent()

    def width(self, text: str) -> float:
        """The advance of *text* in px."""
        return sum(map(self._widths.__getitem__, text))

    def baseline(self, top: float, line: float) -> float:
        """Where the baseline stands when text is centred in a line of this height."""
        return top + (line - self.height) / 2 + self.ascent

    def elided(self, text: str, room: float) -> str:
        """*text*, its end replaced by … when it is wider than *room*."""
        kept = self._fitting(text, room)
        if kept == len(text):
            return text
        return text[: self._fitting(text, room - self._widths[ELLIPSIS])].rstrip() + ELLIPSIS

    def wrapped(self, text: str, room: float, lines: int) -> tuple[str, ...]:
        """*text* in at most this many lines; the last one is elided."""
        found: list[str] = []
        while text and len(found) < lines - 1:
            kept = self._fitting(text, room)
            if kept == len(text):
                break
            kept = _break_at(text, max(kept, 1))
            found.append(text[:kept].rstrip())
            text = text[kept:].lstrip()
        if text:
            found.append(self.elided(text, room))
        return tuple(found)

    def _fitting(self, text: str, room: float) -> int:
        used = 0.0
        widths = self._widths
        for index, character in enumerate(text):
            used += widths[character]
            if used > room:
                return index
        return len(text)


def _break_at(text: str, kept: int) -> int:
    """Where to break at or before *kept*: not before closing punctuation, not inside a Latin word."""
    place = kept
    while place > 1 and (text[place] in _NO_BREAK_BEFORE or _inside_word(text, place)):
        place -= 1
    return place if place > kept // 2 else kept


def _inside_word(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()

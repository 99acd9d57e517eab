"""Text as a search compares it: without regard to case, width or the form of a character."""

from __future__ import annotations

from unicodedata import normalize


def folded(text: str) -> str:
    """*text* with compatible characters made one (ＡＢＣ, ①, ﬁ) and capitals small."""
    return text.lower() if text.isascii() else normalize("NFKD", text).casefold()


def spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where *wanted*, already folded, stands in *text*: begin and end of each place, none overlapping.

    Only whole characters of *text* count: half of ㎏ is found nowhere.
    """
    plain = folded(text)
    if not wanted or wanted not in plain:
        return []
    starts = _starts(text) if len(plain) != len(text) else None
    found: list[tuple[int, int]] = []
    at = plain.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if starts is None:
            found.append((at, end))
        elif at in starts and end in starts:
            found.append((starts[at], starts[end]))
        at = plain.find(wanted, end)
    return found


def _starts(text: str) -> dict[int, int]:
    """Place in the folded text where a character begins → its place in *text*; the end is one too."""
    starts: dict[int, int] = {}
    length = 0
    for index, character in enumerate(text):
        starts[length] = index
        length += len(folded(character))
    starts[length] = len(text)
    return starts

"""Lengths of time in words."""

from __future__ import annotations

from runtime.wording import Wording

_UNITS = (
    (86400, Wording("{count} 天", "{count} d")),
    (3600, Wording("{count} 小时", "{count} h")),
    (60, Wording("{count} 分钟", "{count} min")),
    (1, Wording("{count} 秒", "{count} s")),
)


def in_words(seconds: int) -> Wording:
    """A length of time in its largest whole unit: 86400 is 24 hours, 172800 is 2 days."""
    if seconds == 86400:
        return Wording("24 小时", "24 h")
    for size, words in _UNITS:
        if seconds % size == 0 and seconds >= size:
            return words.format(count=seconds // size)
    return Wording("0 秒", "0 s")

"""Says for which carriers a file is too large, too long or of a type they do not take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import Targets, names_of
from runtime.wording import Wording

_TAKEN: Final = Wording("{names}都收", "{names} will take it")
_TAKEN_BY_ONE: Final = Wording("{names}可以收", "{names} will take it")
_LARGE: Final = Wording("超过{names}的 {limit}", "Over the {limit} of {names}")
_LONG: Final = Wording("超过{names}的 {limit} 秒", "Over the {limit} s of {names}")
_TYPE: Final = Wording("{names}不收 {kind}", "{names} does not take {kind}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the carriers say to one file."""

    words: Wording
    is_fine: bool
    carriers: tuple[str, ...] = ()
    """Those that refuse it."""
    limit_bytes: int = 0
    """The size it must get below; 0 when its size is fine."""


def size_words(size_bytes: int) -> str:
    """A file size as people read it: 182 KB, 2.1 MB."""
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{round(size_bytes / 1024)} KB"
    whole, rest = divmod(size_bytes, 1024 * 1024)
    return f"{whole} MB" if not rest else f"{size_bytes / 1024 / 1024:.1f} MB"


def length_words(seconds: float) -> str:
    """A length as players show it: 0:07, 12:30."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def limit_bytes(targets: Targets, kind: str, *, is_thumbnail: bool = False) -> int:
    """The size that every target takes for a kind of media; 0 when nobody says."""
    held = targets.limits("thumbnail_bytes") if is_thumbnail else targets.limits("media_bytes", kind)
    return held[0].limit.maximum if held else 0


def verdict(facts: MediaFacts, targets: Targets, *, is_thumbnail: bool = False) -> Verdict:
    """What the targets say to a file: the worst first."""
    if facts.problem is not None:
        return Verdict(facts.problem, False)
    refusing = [
        each for each in targets.profiles if each.media_types and facts.content_type not in each.media_types
    ]
    if refusing:
        names = targets.who_refuses(refusing)
        kind = facts.content_type.partition("/")[2].removeprefix("x-").upper() or facts.content_type
        return Verdict(_TYPE.format(names=names_of(names), kind=kind), False, names)
    sizes = targets.limits("thumbnail_bytes") if is_thumbnail else targets.limits("media_bytes", facts.kind)
    over = [held for held in sizes if facts.size_bytes > held.limit.maximum]
    if over:
        names = tuple(dict.fromkeys(name for held in over for name in held.carriers))
        smallest = min(held.limit.maximum for held in over)
        words = _LARGE.format(names=names_of(names), limit=size_words(smallest))
        return Verdict(words, False, names, smallest)
    longest = [] if is_thumbnail else targets.limits("media_duration", facts.kind)
    over = [held for held in longest if facts.duration_s > held.limit.maximum]
    if over:
        names = tuple(dict.fromkeys(name for held in over for name in held.carriers))
        return Verdict(_LONG.format(names=names_of(names), limit=over[0].limit.maximum), False, names)
    words = _TAKEN if len(targets.carriers) > 1 else _TAKEN_BY_ONE
    return Verdict(words.format(names=names_of(targets.carriers)), True)


def facts_words(facts: MediaFacts) -> str:
    """640 × 360 · 0:12 · 182 KB."""
    parts = []
    if facts.width_px and facts.height_px:
        parts.append(f"{facts.width_px} × {facts.height_px}")
    if facts.duration_s:
        parts.append(length_words(facts.duration_s))
    if facts.size_bytes:
        parts.append(size_words(facts.size_bytes))
    return " · ".join(parts)

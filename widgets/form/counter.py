"""How full a field is, counted in the units of the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from runtime.messages.limits import as_sent, count
from runtime.messages.targets import HeldLimit
from runtime.wording import Wording, same
from widgets.form.context import FormContext

WARN_SHARE: Final = 0.9
"""From this share of the limit the counter warns."""

_UNITS: Final = {
    "characters": Wording("字符", "characters"),
    "bytes": Wording("字节", "bytes"),
    "utf16": Wording("短信字符", "SMS characters"),
    "items": Wording("", ""),
    "seconds": Wording("秒", "s"),
}

_LONGEST: Final = Wording("最长 ", "up to ")


@dataclass(frozen=True, slots=True)
class Fill:
    """One reading of a counter."""

    used: int
    maximum: int
    unit: Literal["characters", "bytes", "utf16", "items", "seconds"]
    characters: int | None = None
    """Unicode characters, where something else is counted and differs."""
    whose: Wording | None = None
    """The targets that hold to the limit."""
    is_longest: bool = False
    """Counted with the longest values in its insertions."""
    others: tuple[Fill, ...] = ()
    """The readings of the other limits of the same field, the fuller ones first."""

    @property
    def share(self) -> float:
        """How much of the limit is used; over 1 it is too much."""
        return self.used / self.maximum if self.maximum else float(self.used)

    @property
    def level(self) -> Literal["calm", "warn", "error"]:
        """Whether it is nearly full (90 %) or over."""
        if self.used > self.maximum:
            return "error"
        full = self.unit != "items" and self.used >= WARN_SHARE * self.maximum
        return "warn" if full else "calm"

    def short(self) -> str:
        """The reading without its unit: `17/25`."""
        return f"{self.used}/{self.maximum}"

    def forms(self) -> tuple[Wording, Wording, Wording]:
        """The reading in ways that grow shorter: with all counts, with its unit, alone."""
        return (self.words(), self.alone().words(), same(self.short()))

    def words(self) -> Wording:
        """The reading with its unit: 17/25 字节; where the units differ also the next: · 6/2000 字符."""
        unit = _UNITS[self.unit]
        longest = _LONGEST if self.is_longest else same("")
        zh = f"{longest.zh}{self.short()} {unit.zh}".rstrip()
        en = f"{longest.en}{self.short()} {unit.en}".rstrip()
        other = next((each for each in self.others if each.unit != self.unit), None)
        if other is not None:
            further = other.alone().words()
            return Wording(f"{zh} · {further.zh}", f"{en} · {further.en}")
        if self.characters is None:
            return Wording(zh, en)
        return Wording(f"{zh} · {self.characters} 字", f"{en} · {self.characters} chars")

    def explained(self) -> Wording:
        """Every reading with the targets that hold to its limit, one a line."""
        lines = [each.named() for each in (self, *self.others)]
        return Wording("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))

    def alone(self) -> Fill:
        """The reading with its own unit only."""
        return replace(self, characters=None, others=())

    def named(self) -> Wording:
        """The reading behind the names of its targets."""
        words = replace(self, others=()).words()
        if self.whose is None or not self.whose.zh:
            return words
        return Wording(f"{self.whose.zh}：{words.zh}", f"{self.whose.en}: {words.en}")


def fill_of(value: str | tuple[object, ...], limits: Sequence[HeldLimit], name: str = "") -> Fill | None:
    """Read how much of *limits* a text or a list uses, the fullest first; None without limits.

    *name* is that of the limit: an address and a phone number are counted as they go out.
    """
    sent = as_sent(name, value)
    characters = len(sent) if isinstance(sent, str) else None
    readings = []
    for held in limits:
        used = count(sent, held.limit.unit)
        differs = held.limit.unit != "characters" and characters != used
        readings.append(
            Fill(used, held.limit.maximum, held.limit.unit, characters if differs else None, held.names)
        )
    readings.sort(key=lambda each: -each.share)
    return replace(readings[0], others=tuple(readings[1:])) if readings else None


def fill_at_longest(context: FormContext, text: str, limit_name: str) -> Fill | None:
    """The reading of a text that a form edits: as written, or with the longest values where those count."""
    counted = context.at_longest(text)
    fill = fill_of(counted, context.limits(limit_name), limit_name)
    return replace(fill, is_longest=True) if fill is not None and counted != text else fill

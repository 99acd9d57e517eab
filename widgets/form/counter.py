"""How full a field is, counted in the unit of the wire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from runtime.messages.limits import Limit, count
from runtime.wording import Wording, same

WARN_SHARE: Final = 0.9
"""From this share of the limit the counter warns."""

_UNITS: Final = {
    "characters": Wording("字符", "characters"),
    "bytes": Wording("字节", "bytes"),
    "utf16": Wording("字", "characters"),
    "items": Wording("", ""),
    "seconds": Wording("秒", "s"),
}


@dataclass(frozen=True, slots=True)
class Fill:
    """One reading of a counter."""

    used: int
    maximum: int
    unit: Literal["characters", "bytes", "utf16", "items", "seconds"]
    characters: int | None = None
    """Unicode characters, where bytes are counted and differ."""

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
        """The reading in ways that grow shorter: with both counts, with its unit, alone."""
        return (self.words(), replace(self, characters=None).words(), same(self.short()))

    def words(self) -> Wording:
        """The reading with its unit: 17/25 字节; both counts where bytes and characters differ."""
        unit = _UNITS[self.unit]
        zh = f"{self.short()} {unit.zh}".rstrip()
        en = f"{self.short()} {unit.en}".rstrip()
        if self.characters is None:
            return Wording(zh, en)
        return Wording(f"{zh} · {self.characters} 字", f"{en} · {self.characters} chars")


def fill_of(value: str | tuple[object, ...], limit: Limit) -> Fill:
    """Read how much of *limit* a text or a list uses."""
    used = count(value, limit.unit)
    characters = len(value) if isinstance(value, str) and limit.unit == "bytes" else None
    return Fill(used, limit.maximum, limit.unit, characters if characters != used else None)

"""Every figure beside the truth it must be, and how long things took."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure: what it is called, what is shown or told, and what is true."""

    name: str
    shown: object
    true: object

    @property
    def holds(self) -> bool:
        """Whether both are the same."""
        return self.shown == self.true


@dataclass(slots=True)
class Ledger:
    """What a launch came to."""

    entries: list[Entry] = field(default_factory=list)
    measured: list[tuple[str, float, str]] = field(default_factory=list)
    """Name, value, unit."""

    def hold(self, name: str, shown: object, true: object) -> None:
        """Holds a figure against the truth."""
        self.entries.append(Entry(name, shown, true))

    def measure(self, name: str, value: float, unit: str = "s") -> None:
        """Keeps a measurement."""
        self.measured.append((name, value, unit))

    @property
    def wrong(self) -> list[Entry]:
        """Figures that do not add up."""
        return [one for one in self.entries if not one.holds]

    def lines(self) -> list[str]:
        """The report."""
        found = [f"{name:58} {value:12,.2f} {unit}" for name, value, unit in self.measured]
        found += [f"{'':58} {'shown':>12} {'true':>12}"]
        for one in self.entries:
            found.append(f"{one.name:58} {one.shown!s:>12} {one.true!s:>12}{'' if one.holds else '  WRONG'}")
        return [*found, f"{len(self.entries)} figures, {len(self.wrong)} wrong"]

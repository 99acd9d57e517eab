"""Writes docs/limits.md from the profiles; `make limits` runs it, a test demands that it was run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from runtime.messages.limits import Limit, Profile, profile, profile_names
from runtime.messages.targets import TARGETS

PAGE: Final = Path(__file__).parent.parent / "docs" / "limits.md"

_HEAD: Final = """# Limits

What each carrier and platform takes, as this version knows it. The page is made by `make limits` from
`runtime/messages/profiles/*.json`, where every number has its source and the day it was read.

A scenario names where it is **sent through** (`targets`); where it names nothing, its `profile` counts, and
`strict_cn` is what all three Chinese carriers and the cloud platform take: for each limit the strictest of
theirs, with the name of the profile it is from. Each target's own limits are checked; a problem that several
have is one problem and names them all. A platform that hands messages on is not named beside its carrier
where both have the same limit.

How it is counted:

- **characters** are Unicode code points, as JSON Schema counts; **bytes** are UTF-8 bytes (a Chinese
  character is 3); **SMS characters** are UTF-16 units, so that an emoji is 2 or more.
- Addresses and phone numbers are counted as they go out: other letters encoded, blanks and hyphens taken out.
- Places are in gcj02 degrees and go out as `geo:<latitude>,<longitude>;crs=gcj02` everywhere; no other form
  is documented.
- (w) is a warning: the number is no official one.
"""

_UNITS: Final = {
    "characters": "characters",
    "bytes": "bytes",
    "utf16": "SMS characters",
    "items": "items",
    "seconds": "s",
}


def page() -> str:
    """The whole page."""
    profiles = [profile(name) for name in profile_names()]
    names = sorted({name for each in profiles for name in each.limits})
    lines = [_HEAD, "## Who is who", "", "| target | profile | hands on to |", "|---|---|---|"]
    for target, words in TARGETS.items():
        own = next(each for each in profiles if target in each.carriers and not each.derived_from)
        through = ", ".join(TARGETS[each].en for each in own.through)
        lines.append(f"| `{target}` {words.zh} {words.en} | `{own.name}` | {through} |")
    columns = " | ".join(f"`{each.name}`" for each in profiles)
    lines += ["", "## Figures", "", f"| limit | {columns} |", "|---" * (len(profiles) + 1) + "|"]
    for name in names:
        cells = " | ".join(_cell(each, name) for each in profiles)
        lines.append(f"| {name} | {cells} |")
    lines += ["", "## Sources", ""]
    for each in profiles:
        lines += [f"### `{each.name}`: {each.title.en}", "", *_sources(each), ""]
    return "\n".join(lines).rstrip() + "\n"


def _cell(chosen: Profile, name: str) -> str:
    limit = chosen.limits.get(name)
    if limit is None:
        return "–"
    whose = f" ({limit.whose})" if limit.whose else ""
    return f"{_amount(limit)}{' (w)' if limit.severity == 'warning' else ''}{whose}"


def _amount(limit: Limit) -> str:
    least = f"{limit.minimum}–" if limit.minimum > 1 else ""
    if limit.unit == "bytes" and limit.maximum >= 1 << 20:
        return f"{limit.maximum / (1 << 20):g} MB"
    if limit.unit == "bytes" and limit.maximum >= 1 << 12:
        return f"{limit.maximum / 1024:g} KB"
    return f"{least}{limit.maximum:,} {_UNITS[limit.unit]}"


def _sources(chosen: Profile) -> list[str]:
    if chosen.derived_from:
        parents = ", ".join(f"`{name}`" for name in chosen.derived_from)
        return [f"Derived: for each limit the strictest of {parents}."]
    by_source: dict[tuple[str, str], list[str]] = {}
    for name, limit in chosen.limits.items():
        by_source.setdefault((limit.source, limit.checked), []).append(name)
    lines = [f"- {source} ({checked}): {', '.join(names)}." for (source, checked), names in by_source.items()]
    if chosen.through_source:
        lines.append(f"- {chosen.through_source}: hands on to {', '.join(chosen.through)}.")
    if chosen.menu_actions_source:
        lines.append(f"- {chosen.menu_actions_source}: {', '.join(chosen.menu_actions)}.")
    return lines


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""The carriers and platforms a scenario is sent through, and the limits that hold there together."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from pydantic import BaseModel

from runtime.messages.limits import (
    AS_SENT,
    MEDIA,
    Limit,
    LimitBreach,
    Profile,
    as_sent,
    count,
    is_broken,
    kind_at,
    own_name,
    profile,
    profile_names,
    stricter,
)
from runtime.records import walk
from runtime.wording import Wording

TARGETS: Final[Mapping[str, Wording]] = {
    "mobile": Wording("移动", "Mobile"),
    "unicom": Wording("联通", "Unicom"),
    "telecom": Wording("电信", "Telecom"),
    "aliyun": Wording("阿里云", "Alibaba Cloud"),
    "gsma": Wording("GSMA", "GSMA"),
}
"""Every target with its name for people, in the order to show them."""


@dataclass(frozen=True, slots=True)
class HeldLimit:
    """One limit and the targets that hold to it."""

    limit: Limit
    carriers: tuple[str, ...]

    @property
    def names(self) -> Wording:
        """The targets in words: 移动、联通."""
        return names_of(self.carriers)


@dataclass(frozen=True, slots=True)
class Targets:
    """Several profiles that all must be kept, asked together."""

    title: Wording
    """What people call them: the profile, or the carriers that were named."""
    profiles: tuple[Profile, ...]
    carriers: tuple[str, ...]
    """The targets, those named beside a problem."""
    _held: dict[tuple[str, str], tuple[HeldLimit, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    _sure: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)

    def limits(self, name: str, kind: str = "") -> tuple[HeldLimit, ...]:
        """Every different limit of this name, the strictest first; *kind* is that of the media, if any."""
        known = self._held.get((name, kind))
        if known is None:
            known = self._held[name, kind] = self._find(name, kind)
        return known

    def limit(self, name: str) -> Limit | None:
        """The strictest limit of this name, None when nobody sets one."""
        held = self.limits(name)
        return held[0].limit if held else None

    def breaches(self, record: BaseModel) -> Iterator[LimitBreach]:
        """Every hinted field below *record* that breaks a limit, once, in form order.

        It names the limit that is broken worst, all targets whose limit is broken, and their own limits.
        """
        for path, hint, value in walk(record):
            if not hint.limit or value is None:
                continue
            if type(value) is str and len(value) <= self._surely_fits(hint.limit):
                continue
            kind = kind_at(record, path) if hint.limit.startswith(MEDIA) else ""
            found: list[LimitBreach] = []
            for held in self.limits(hint.limit, kind):
                actual = count(as_sent(hint.limit, value), held.limit.unit)
                if is_broken(held.limit, actual):
                    name = own_name(hint.limit, kind) if kind else hint.limit
                    found.append(LimitBreach(path, hint, name, held.limit, actual, value, held.carriers))
            if found:
                yield self._merged(found)

    def _surely_fits(self, name: str) -> int:
        """Characters of a text that break no limit of this name, however they are counted; -1 for none."""
        known = self._sure.get(name)
        if known is None:
            held = [each.limit for each in self.limits(name)]
            is_odd = name in AS_SENT or name.startswith(MEDIA) or any(each.minimum > 1 for each in held)
            widths = {"bytes": 4, "utf16": 2}
            rooms = (each.maximum // widths.get(each.unit, 1) for each in held)
            known = self._sure[name] = -1 if is_odd else min(rooms, default=sys.maxsize)
        return known

    def who_refuses(self, refuses: Iterable[Profile]) -> tuple[str, ...]:
        """The targets of these profiles, as a problem names them."""
        return _told(tuple(refuses), self.carriers)

    def _find(self, name: str, kind: str) -> tuple[HeldLimit, ...]:
        by_limit: dict[tuple[int, int, str, str], list[Profile]] = {}
        limits: dict[tuple[int, int, str, str], Limit] = {}
        for each in self.profiles:
            limit = each.limits.get(own_name(name, kind)) if kind else None
            limit = limit or each.limits.get(name)
            if limit is not None:
                key = (limit.minimum, limit.maximum, limit.unit, limit.severity)
                limits.setdefault(key, limit)
                by_limit.setdefault(key, []).append(each)
        rest = [HeldLimit(limits[key], self.who_refuses(whose)) for key, whose in by_limit.items()]
        ordered: list[HeldLimit] = []
        while rest:
            strictest = rest[0]
            for held in rest[1:]:
                strictest = held if stricter(strictest.limit, held.limit) is held.limit else strictest
            rest.remove(strictest)
            ordered.append(strictest)
        return tuple(ordered)

    @staticmethod
    def _merged(found: list[LimitBreach]) -> LimitBreach:
        ordered = sorted(
            found,
            key=lambda each: (each.limit.severity != "error", -each.actual / max(1, each.limit.maximum)),
        )
        alike: dict[tuple[int, str], LimitBreach] = {}
        for breach in ordered:
            key = (breach.bound, breach.limit.unit)
            known = alike.get(key)
            whose = (*known.carriers, *breach.carriers) if known is not None else breach.carriers
            alike[key] = replace(known or breach, carriers=tuple(sorted({*whose})))
        minding = tuple(sorted({name for breach in found for name in breach.carriers}))
        also = tuple(alike.values()) if len(alike) > 1 else ()
        return replace(ordered[0], carriers=minding, also=also)


def _told(whose: tuple[Profile, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """The names of *whose* among *asked*; a platform is not named beside the carriers it hands on to."""
    names = {name for each in whose for name in each.carriers if name in asked}
    for each in whose:
        if each.through and {*each.through} <= names:
            names -= {*each.carriers}
    return tuple(sorted(names))


def names_of(carriers: Iterable[str]) -> Wording:
    """Targets in words, in their order: 移动、联通."""
    wanted = set(carriers)
    words = [words for name, words in TARGETS.items() if name in wanted]
    return Wording("、".join(each.zh for each in words), ", ".join(each.en for each in words))


@lru_cache(maxsize=64)
def targets_named(names: tuple[str, ...]) -> Targets:
    """The targets of these names; unknown ones are left out.

    Raises ValueError when none is known.
    """
    known = tuple(name for name in TARGETS if name in names)
    if not known:
        raise ValueError(f"no target among {names!r}")
    every = [profile(name) for name in profile_names()]
    chosen = tuple(each for each in every if not each.derived_from and {*each.carriers} & {*known})
    return Targets(names_of(known), chosen, known)


@lru_cache(maxsize=64)
def targets_of_profile(name: str) -> Targets:
    """The targets that one profile stands for; a derived one stands for all it is derived from.

    Raises ValueError, with the nearest name, when there is none.
    """
    chosen = profile(name)
    profiles = tuple(profile(each) for each in chosen.derived_from) or (chosen,)
    carriers = dict.fromkeys(carrier for each in profiles for carrier in each.carriers)
    return Targets(chosen.title, profiles, tuple(sorted(carriers)))

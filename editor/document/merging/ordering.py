"""Which items of three lists are one item, and in which order the joined list has them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel

from editor.document.differing.aligning import aligned, own_name
from editor.document.differing.alike import written
from editor.document.merging.conflict import Side

_Token: TypeAlias = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Slot:
    """One item of the joined list in its three versions; None where a version does not have it."""

    base: object
    ours: object
    theirs: object


def slots_of(base: Sequence[object], ours: Sequence[object], theirs: Sequence[object]) -> list[Slot]:
    """Every item of either copy, in the order of the copy that changed it, ours first where both added.

    What ours removed and theirs kept has its slot too.
    """
    mine, our_order = _tokens(base, ours)
    yours, their_order = _tokens(base, theirs)
    if our_order == sorted(our_order) and their_order != sorted(their_order):
        order = _woven(list(yours), list(mine), "ours")
    else:
        order = _woven(list(mine), list(yours), "theirs")
    kept = dict(_numbered(base))
    return [Slot(kept.get(token), mine.get(token), yours.get(token)) for token in order]


def _numbered(base: Sequence[object]) -> list[tuple[_Token, object]]:
    return [(("base", index), item) for index, item in enumerate(base)]


def _tokens(base: Sequence[object], items: Sequence[object]) -> tuple[dict[_Token, object], list[int]]:
    """Token → item, in the list's order, and the base indices of those that were there before."""
    found: dict[_Token, object] = {}
    order: list[int] = []
    for old, new in aligned(base, items):
        if new is None:
            continue
        if old is not None:
            found["base", old] = items[new]
            order.append(old)
        else:
            found[_added(items[new], found)] = items[new]
    return found, order


def _added(item: object, taken: dict[_Token, object]) -> _Token:
    """The token of a new item: its name or content, so that what both copies added alike is added once."""
    name = own_name(item)
    key: Hashable = name if name is not None else written(item) if isinstance(item, BaseModel) else repr(item)
    count = 0
    while ("new", (key, count)) in taken:
        count += 1
    return ("new", (key, count))


def _woven(first: list[_Token], second: list[_Token], second_side: Side) -> list[_Token]:
    """The first order with what only the second has, each behind what it follows there."""
    known = set(first)
    woven = list(first)
    behind: _Token | None = None
    for token in second:
        if token not in known:
            at = woven.index(behind) + 1 if behind is not None else 0
            if second_side == "theirs":
                while at < len(woven) and woven[at][0] == "new" and woven[at] in known:
                    at += 1
            woven.insert(at, token)
        behind = token
    return woven

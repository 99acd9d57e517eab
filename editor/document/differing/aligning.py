"""Which items of two lists are the same item: by id or name, else by how much they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Final

from pydantic import BaseModel

from editor.document.differing.alike import written

SAME_FROM: Final = 0.4
"""Items that have this much in common are one item that was changed, from 0 to 1."""

_READ_MAX: Final = 600
"""Characters of an item that are compared."""
_PAIRS_MAX: Final = 2_500
"""More pairs than this are not compared with each other; items are then taken in their order."""

Pairs = list[tuple[int | None, int | None]]
"""Old index and new index of every item, in the order of the new list; None where there is none."""


def aligned(old: Sequence[object], new: Sequence[object]) -> Pairs:
    """Pair the items of two lists; an item that is gone stands behind the one it followed."""
    partner = _partners(old, new)
    found: Pairs = []
    told: set[int] = set()
    gone = [index for index in range(len(old)) if index not in partner.values()]

    def take_gone_before(old_index: int) -> None:
        for index in gone:
            if index < old_index and index not in told:
                told.add(index)
                found.append((index, None))

    for new_index in range(len(new)):
        old_index = partner.get(new_index)
        if old_index is not None:
            take_gone_before(old_index)
        found.append((old_index, new_index))
    take_gone_before(len(old))
    return found


def is_reordered(pairs: Pairs) -> bool:
    """Whether the items that stayed stand in another order."""
    kept = [old for old, new in pairs if old is not None and new is not None]
    return kept != sorted(kept)


def own_name(item: object) -> str | None:
    """What names an item for good: its id, or the name of a variable; None for one without."""
    for field in ("id", "name"):
        if isinstance(item, BaseModel) and field in type(item).model_fields:
            value = getattr(item, field)
            if field == "id" or "from_contact" in type(item).model_fields:
                return value if isinstance(value, str) else None
    return None


def _partners(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """New index → old index of the same item."""
    found: dict[int, int] = {}
    _match_equal([own_name(item) for item in old], [own_name(item) for item in new], found)
    if all(own_name(item) is not None for item in (*old, *new)) and not _may_be_renamed(old, new):
        return found
    old_keys = [_key(item) for item in old]
    _match_in_order(old_keys, [_key(item) for item in new], found)
    _match_equal(old_keys, [_key(item) for item in new], found)
    _match_similar(old, new, found)
    _match_alone(old, new, found)
    return found


def _may_be_renamed(old: Sequence[object], new: Sequence[object]) -> bool:
    """Whether names are what people write and may change; ids never do."""
    return not any(hasattr(item, "id") for item in (*old, *new))


def _key(item: object) -> Hashable:
    return written(item) if isinstance(item, BaseModel) else (type(item), repr(item))


def _match_in_order(old: Sequence[Hashable], new: Sequence[Hashable], found: dict[int, int]) -> None:
    taken = set(found.values())
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if block.b + step not in found and block.a + step not in taken:
                found[block.b + step] = block.a + step
                taken.add(block.a + step)


def _match_equal(
    old: Sequence[Hashable | None], new: Sequence[Hashable | None], found: dict[int, int]
) -> None:
    taken = set(found.values())
    places: dict[Hashable, list[int]] = {}
    for index, key in enumerate(old):
        if key is not None and index not in taken:
            places.setdefault(key, []).append(index)
    for index, key in enumerate(new):
        if key is not None and index not in found and places.get(key):
            found[index] = places[key].pop(0)


def _match_similar(old: Sequence[object], new: Sequence[object], found: dict[int, int]) -> None:
    old_left, new_left = _left(old, new, found)
    if not old_left or not new_left or len(old_left) * len(new_left) > _PAIRS_MAX:
        return
    old_bags = {index: _bag(old[index]) for index in old_left}
    new_bags = {index: _bag(new[index]) for index in new_left}
    ranked = sorted(
        ((_common(old_bags[a], new_bags[b]), -abs(a - b), -b, a, b) for a in old_left for b in new_left),
        reverse=True,
    )
    taken: set[int] = set()
    for common, _, _, a, b in ranked:
        if common >= SAME_FROM and a not in taken and b not in found:
            found[b] = a
            taken.add(a)


def _match_alone(old: Sequence[object], new: Sequence[object], found: dict[int, int]) -> None:
    """What stands alone between the same neighbours was rewritten, not removed and put in."""
    old_left, new_left = _left(old, new, found)
    if len(old) == len(new):
        same_places = set(old_left) & set(new_left)
        found.update({index: index for index in same_places if own_name(new[index]) is None})


def _left(old: Sequence[object], new: Sequence[object], found: dict[int, int]) -> tuple[list[int], list[int]]:
    taken = set(found.values())
    old_left = [i for i, item in enumerate(old) if i not in taken and not _has_id(item)]
    return old_left, [i for i, item in enumerate(new) if i not in found and not _has_id(item)]


def _has_id(item: object) -> bool:
    return isinstance(item, BaseModel) and "id" in type(item).model_fields


def _bag(item: object) -> Counter[str]:
    text = " ".join(_words(item))[:_READ_MAX]
    return Counter(text[index : index + 2] for index in range(len(text) - 1)) or Counter({text: 1})


def _words(item: object) -> list[str]:
    """What tells one item from another: its values that are not the usual ones."""
    if isinstance(item, BaseModel):
        fields = type(item).model_fields
        values = [getattr(item, name) for name in fields if getattr(item, name) != fields[name].default]
        return [word for value in values for word in _words(value)]
    if isinstance(item, tuple):
        return [word for value in item for word in _words(value)]
    return [] if item is None else [str(item)]


def _common(one: Counter[str], other: Counter[str]) -> float:
    """Sørensen's coefficient of two bags of letter pairs."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())

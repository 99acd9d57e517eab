"""Joins three versions of one value, field by field and item by item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic import BaseModel

from editor.document.differing.aligning import own_name
from editor.document.differing.alike import alike
from editor.document.merging.conflict import Place, Side
from editor.document.merging.ordering import Slot, slots_of
from runtime.flow.condition import Condition
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.suggestions.action import Action

WHOLES: Final = (Condition, CardMedia, Thumbnail, Action)
"""Records whose fields say something only together: half of one picture with half of another is none."""

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict before it has its words."""

    place: Place
    base: object
    ours: object
    theirs: object
    gone: Side | None = None
    kept: Side = "ours"


@dataclass
class Joining:
    """Joins values and keeps what clashes."""

    touched: Mapping[Side, Collection[str]] = field(default_factory=dict)
    """Side → ids of items that the other side removed while this one led them elsewhere; empty for none."""
    clashes: list[Clash] = field(default_factory=list)

    def record(self, base: R, ours: R, theirs: R, place: Place = (), without: Collection[str] = ()) -> R:
        """Three versions of a record of one type; the fields *without* stay ours."""
        updates: dict[str, object] = {}
        for name in type(ours).model_fields:
            if name not in without:
                mine = getattr(ours, name)
                joined = self.value(getattr(base, name), mine, getattr(theirs, name), (*place, name))
                if joined is not mine:
                    updates[name] = joined
        return ours.model_copy(update=updates) if updates else ours

    def value(self, base: object, ours: object, theirs: object, place: Place) -> object:
        """Three versions of any value; ours stays where they clash."""
        if alike(ours, theirs):
            return ours
        if not self.touched or not isinstance(ours, BaseModel | tuple) or isinstance(ours, WHOLES):
            if alike(base, theirs):
                return ours
            if alike(base, ours):
                return theirs
        if isinstance(ours, BaseModel) and type(ours) is type(theirs) is type(base):
            if not isinstance(ours, WHOLES):
                assert isinstance(base, BaseModel)
                assert isinstance(theirs, BaseModel)
                return self.record(base, ours, theirs, place)
        elif isinstance(ours, tuple) and isinstance(theirs, tuple) and isinstance(base, tuple):
            return self._list(base, ours, theirs, place)
        elif isinstance(ours, Mapping) and isinstance(theirs, Mapping) and isinstance(base, Mapping):
            return self.table(base, ours, theirs, place)
        self.clashes.append(Clash(place, base, ours, theirs, _gone(ours, theirs)))
        return ours

    def table(
        self,
        base: Mapping[str, object],
        ours: Mapping[str, object],
        theirs: Mapping[str, object],
        place: Place,
    ) -> dict[str, object]:
        """Three versions of a table, key by key."""
        joined: dict[str, object] = {}
        for key in dict.fromkeys([*ours, *theirs]):
            value = self.value(base.get(key), ours.get(key), theirs.get(key), (*place, key))
            if value is not None:
                joined[key] = value
        return joined

    def _list(
        self, base: tuple[object, ...], ours: tuple[object, ...], theirs: tuple[object, ...], place: Place
    ) -> tuple[object, ...]:
        joined: list[object] = []
        for slot in slots_of(base, ours, theirs):
            item = self._item(slot, place, len(joined))
            if item is not None:
                joined.append(item)
        return tuple(joined)

    def _item(self, slot: Slot, place: Place, index: int) -> object:
        base, ours, theirs = slot.base, slot.ours, slot.theirs
        shown = ours if ours is not None else theirs
        here = (*place, own_name(shown) or index)
        if base is None:
            if ours is not None and theirs is not None:
                return self.value(None, ours, theirs, here)
            return shown
        if ours is not None and theirs is not None:
            return self.value(base, ours, theirs, here)
        if shown is None:
            return None
        stayed: Side = "ours" if ours is not None else "theirs"
        if alike(base, shown) and own_name(shown) not in self.touched.get(stayed, ()):
            return None
        gone: Side = "theirs" if stayed == "ours" else "ours"
        self.clashes.append(Clash(here, base, ours, theirs, gone, stayed))
        return shown


def _gone(ours: object, theirs: object) -> Side | None:
    if ours is None:
        return "ours"
    return "theirs" if theirs is None else None

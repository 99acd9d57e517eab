"""Kinds of nodes that are not types: what a person made and begins from again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.wording import Wording

_offered: dict[str, OwnKind] = {}


@dataclass(frozen=True, slots=True)
class OwnKind:
    """Something to begin from: its name, and what makes a node of it."""

    label: Wording
    make: Callable[[NodeId], Node]


def offer_own_kinds(kinds: Mapping[str, OwnKind]) -> None:
    """Let the palette and the canvas make these, in place of those before; names never clash with types."""
    _offered.clear()
    _offered.update(kinds)


def own_kind(name: str) -> OwnKind | None:
    """The kind of a name, None when it is no own one."""
    return _offered.get(name)

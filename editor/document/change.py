"""One change of the document: what every touched record was before and is after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from runtime.flow.ids import NodeId
from runtime.records import Record
from runtime.wording import Wording

Kind: TypeAlias = Literal["flow", "node", "position", "note", "frame", "order", "conflict", "chatbot"]

Key: TypeAlias = tuple[Kind, str]
"""A record's kind and id; the flow's own fields stand under `("flow", "")`, the order of the records of a
kind under `("order", kind)`. Conflicts of a merge are kept until they are decided; no file has them.
A chatbot of the library is a document of its own and stands whole under `("chatbot", "")`."""

Stored: TypeAlias = Record | tuple[str, ...] | None
"""A record, an order of ids, or None for what does not exist."""


@dataclass(frozen=True, slots=True)
class Change:
    """A named difference between two states of a document; undo applies it reversed."""

    name: Wording
    records: Mapping[Key, tuple[Stored, Stored]]
    """Key → (before, after), one entry per record that differs."""
    merge: str = ""
    """Changes of one non-empty key that follow each other closely are one step of the history."""

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return replace(self, records={key: (after, before) for key, (before, after) in self.records.items()})

    def then(self, other: Change) -> Change:
        """This change and *other* after it as one; what *other* takes back vanishes."""
        folded = dict(self.records)
        for key, (before, after) in other.records.items():
            first = folded[key][0] if key in folded else before
            folded[key] = (first, after)
        kept = {key: pair for key, pair in folded.items() if pair[0] != pair[1]}
        return replace(self, records=kept)

    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.records

    def node_ids(self) -> frozenset[NodeId]:
        """The nodes that were added, removed or changed themselves; moving a node does not count."""
        return frozenset(NodeId(name) for kind, name in self.records if kind == "node")

    def moved_ids(self) -> frozenset[NodeId]:
        """The nodes whose place on the canvas differs."""
        return frozenset(NodeId(name) for kind, name in self.records if kind == "position")

    def touches_flow(self) -> bool:
        """Whether anything differs that the runtime would read; the layout does not count."""
        return any(kind in ("flow", "node") for kind, _ in self.records)

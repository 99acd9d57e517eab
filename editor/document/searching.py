"""Search and replace over everything that is written in a scenario."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from editor.document.draft import Draft
from editor.document.folding import folded, spans
from editor.document.spots import Spot, spot_of_frame, spot_of_note, spots_of_flow, spots_of_node
from editor.document.store import Store
from editor.document.walk_order import walk_order
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId, NoteId
from runtime.flow.node import Node
from runtime.flow.targets import targets_of
from runtime.records import FieldPath, replaced_at
from runtime.wording import Wording

_BETWEEN: Final = "\x00"
_INSERTION: Final = re.compile(r"\{\{[^{}]*\}\}")
_REPLACE: Final = Wording("把「{old}」换成「{new}」", 'Replace "{old}" by "{new}"')


@dataclass(frozen=True, slots=True)
class Match:
    """One place where the searched words stand."""

    spot: Spot
    begin: int
    end: int
    """Characters of the spot's text, end exclusive."""

    @property
    def may_be_replaced(self) -> bool:
        """Whether other words may stand there: not inside `{{ }}`, not in names and addresses."""
        if not self.spot.is_wording:
            return False
        inserted = _INSERTION.finditer(self.spot.text) if "{{" in self.spot.text else ()
        return all(self.end <= each.start() or each.end() <= self.begin for each in inserted)

    @property
    def node(self) -> NodeId | None:
        """The node it stands in, or None."""
        return NodeId(self.spot.id) if self.spot.owner == "node" else None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a replacement did."""

    count: int
    """Places that hold the new words now."""
    refused: int = 0
    """Places left as they were, because the new text would be longer than a file may hold."""
    too_long: int = 0
    """Fields that are over a limit of the profile now and were not before."""


@dataclass(slots=True)
class _Entry:
    record: object
    spots: tuple[Spot, ...]
    text: str
    """All texts, folded, so that one comparison rules a record out."""


class SearchIndex:
    """Remembers the folded texts of one store; records that stayed are not read again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nodes: dict[NodeId, _Entry] = {}
        self._order: tuple[NodeId, ...] = ()
        self._ordered: dict[NodeId, dict[ExitName, NodeId]] = {}
        self._head: _Entry | None = None

    def warm(self, budget_s: float) -> bool:
        """Read nodes until the time is up; says whether all are read. Searching reads the rest itself."""
        deadline = time.perf_counter() + budget_s
        for node in self._store.nodes.values():
            known = self._nodes.get(node.id)
            if known is None or known.record is not node:
                self._nodes[node.id] = _entry(node, spots_of_node(node))
                if time.perf_counter() > deadline:
                    return False
        return True

    def find(self, words: str) -> tuple[Match, ...]:
        """Every place of *words*: nodes in walk order, then notes, frames and the scenario itself."""
        wanted = folded(words.strip())
        if not wanted:
            return ()
        found: list[Match] = []
        for entry in self._entries():
            if wanted in entry.text:
                for spot in entry.spots:
                    found += _in_spot(spot, wanted)
        return tuple(found)

    def _entries(self) -> Iterator[_Entry]:
        self._refresh()
        for node_id in self._order:
            yield self._nodes[node_id]
        for note in self._store.notes.values():
            yield _entry(note, (spot_of_note(note),))
        for frame in self._store.frames.values():
            yield _entry(frame, (spot_of_frame(frame),))
        head = self._store.record(("flow", ""))
        assert isinstance(head, Flow)
        if self._head is None or self._head.record is not head:
            self._head = _entry(head, spots_of_flow(head))
        yield self._head

    def _refresh(self) -> None:
        nodes = self._store.nodes
        self.warm(float("inf"))
        if len(self._nodes) != len(nodes):
            self._nodes = {node_id: self._nodes[node_id] for node_id in nodes}
        wiring = {node_id: node.targets for node_id, node in nodes.items()}
        if wiring != self._ordered:
            self._ordered = wiring
            self._order = tuple(node.id for node in walk_order(self._store.flow))


def _entry(record: object, spots: tuple[Spot, ...]) -> _Entry:
    return _Entry(record, spots, folded(_BETWEEN.join(spot.text for spot in spots)))


def _in_spot(spot: Spot, wanted: str) -> list[Match]:
    places = spans(spot.text, wanted)
    if spot.path == ("type",):
        places = places[:1]
    return [Match(spot, begin, end) for begin, end in places]


def replace(store: Store, matches: Sequence[Match], words: str, old: str) -> Replaced:
    """Put *words* in the place of matches in one edit; those that may not be replaced stay.

    The matches are those of the document as it is now; *old* names the edit. A place whose new text no file
    may hold is left and counted.
    """
    wanted = [match for match in matches if match.may_be_replaced]
    by_spot: dict[Spot, list[Match]] = {}
    for match in wanted:
        by_spot.setdefault(match.spot, []).append(match)
    before = _over_limit(store, by_spot)
    refused = 0
    with store.edit(_REPLACE.format(old=old, new=words)) as draft:
        for spot, places in by_spot.items():
            if not _put(draft, store, spot, _with(spot.text, places, words)):
                refused += len(places)
    too_long = len(_over_limit(store, by_spot) - before)
    return Replaced(len(wanted) - refused, refused, too_long)


def _with(text: str, places: Sequence[Match], words: str) -> str:
    for match in sorted(places, key=lambda each: each.begin, reverse=True):
        text = text[: match.begin] + words + text[match.end :]
    return text


def _put(draft: Draft, store: Store, spot: Spot, text: str) -> bool:
    try:
        if spot.owner == "node":
            draft.put_node(_with_text(draft.node(NodeId(spot.id)), spot.path, text))
        elif spot.owner == "note":
            note = draft.note(NoteId(spot.id))
            assert note is not None
            draft.put_note(note.with_changes(text=text))
        elif spot.owner == "frame":
            frame = draft.frame(FrameId(spot.id))
            assert frame is not None
            draft.put_frame(frame.with_changes(title=text))
        else:
            name = spot.path[0]
            assert isinstance(name, str)
            draft.set_flow(**{name: getattr(replaced_at(draft.head(), spot.path, text), name)})
    except ValidationError:
        return False
    return True


def _with_text(node: Node, path: FieldPath, text: str) -> Node:
    if path[0] != "translations":
        return replaced_at(node, path, text)
    language, source = str(path[1]), str(path[2])
    table = dict(node.translations.get(language, {}))
    if source in table:
        table[source] = table[source].with_changes(text=text)
    return node.model_copy(update={"translations": {**node.translations, language: table}})


def _over_limit(store: Store, spots: dict[Spot, list[Match]]) -> set[tuple[str, FieldPath]]:
    head = store.record(("flow", ""))
    assert isinstance(head, Flow)
    targets = targets_of(head)
    owners: dict[str, Node | Flow] = {
        spot.id: store.node(NodeId(spot.id)) for spot in spots if spot.owner == "node"
    }
    if any(spot.owner == "flow" for spot in spots):
        owners[""] = head
    return {(owner, breach.path) for owner, record in owners.items() for breach in targets.breaches(record)}

"""The base of every node type, the registry, and nodes this version does not know."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, SerializeAsAny, model_serializer

from runtime.flow import nodes as _package
from runtime.flow.exit import Exit, ExitOffer
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.outcome import Finish, KeepWaiting, Outcome
from runtime.flow.preview import Preview
from runtime.flow.resume import Reply, Resume
from runtime.flow.translations import Spoken
from runtime.flow.turn import Turn
from runtime.records import FieldPath, Hint, walk
from runtime.registry import types_in
from runtime.wording import Wording, same

Category: TypeAlias = Literal["entry", "talk", "decide", "data", "outside"]

MAX_TITLE = 60
"""Longest title of a node, in characters."""


class Node(Spoken):
    """A step of a flow: fields, ways out, what it does, and how it names itself.

    `targets` maps an exit's name to the node it leads to; an exit that is not in it leads nowhere.
    """

    type: str
    id: NodeId
    title: Annotated[str, Field(max_length=MAX_TITLE), Hint(Wording("名称", "Name"), group="header")] = ""
    targets: dict[ExitName, NodeId] = {}

    label: ClassVar[Wording]
    icon: ClassVar[str]
    category: ClassVar[Category]
    decides_answers: ClassVar[tuple[str, ...]] = ()
    """Fields that decide what a waiting session takes for an answer, beside the exits and suggestions."""

    @abstractmethod
    def offers(self) -> tuple[ExitOffer, ...]:
        """The ways out as the node is configured now, in the order of their rows."""

    def exits(self) -> tuple[Exit, ...]:
        """The ways out with their targets."""
        return tuple(
            Exit(offer.name, offer.label, offer.kind, self.targets.get(offer.name), offer.note)
            for offer in self.offers()
        )

    @abstractmethod
    def preview(self) -> Preview:
        """What the node's card shows."""

    def execute(self, turn: Turn) -> Outcome:
        """Runs the node when a session enters it."""
        raise AssertionError(f"{self.type} cannot be entered")

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        """Goes on when something comes in while a session waits here."""
        return KeepWaiting()

    def takes(self, turn: Turn, reply: Reply) -> bool:
        """Whether a session that waits here has a way on for *reply*; else it may begin something else."""
        return True

    @property
    def waits(self) -> bool:
        """Whether a session can come to rest here."""
        return False

    @property
    def has_entry(self) -> bool:
        """Whether a connection may lead here."""
        return True

    def expressions(self) -> Iterator[tuple[FieldPath, str, str]]:
        """Every CEL expression: its path, source and wanted type (`boolean` or `any`)."""
        for path, hint, value in walk(self):
            if hint.expression and isinstance(value, str) and value.strip():
                yield path, value, hint.expression

    def templates(self) -> Iterator[tuple[FieldPath, str]]:
        """Every text with `{{ }}` insertions allowed: its path and source; texts without any are left out."""
        for path, hint, value in walk(self):
            if hint.template and isinstance(value, str) and "{{" in value:
                yield path, value

    def writes(self) -> Iterator[tuple[str, ExitName | None]]:
        """The variables the node sets, each with the only exit behind which it is sure, or None for all."""
        for _, hint, value in walk(self):
            if hint.variable == "writes" and isinstance(value, str) and value:
                yield value, None

    def called(self) -> str:
        """The name people read: the title or, without one, the type's label in Chinese."""
        return self.title or self.label.zh

    def named(self) -> Wording:
        """The name in both languages."""
        return same(self.title) if self.title else self.label


class UnknownNode(Node):
    """A node of a newer version; its data are kept and written back unchanged but for its wiring."""

    type: str = ""
    data: dict[str, Any]
    label: ClassVar = Wording("来自新版本，原样保留", "From a newer version, kept as it is")
    icon: ClassVar = "unknown"
    category: ClassVar = "entry"

    def offers(self) -> tuple[ExitOffer, ...]:
        """The exits it had in its file, wired or not, so that a connection can be cut and made again."""
        read = self.data.get("targets")
        known = (name for name in read if isinstance(name, str)) if isinstance(read, dict) else ()
        return tuple(ExitOffer(ExitName(name), same(name)) for name in dict.fromkeys([*known, *self.targets]))

    def preview(self) -> Preview:
        return Preview((same(self.type),))

    def execute(self, turn: Turn) -> Outcome:
        return Finish("abandoned")

    @model_serializer
    def _as_read(self) -> dict[str, Any]:
        kept = dict(self.data)
        if self.targets != kept.get("targets", {}):
            kept["targets"] = dict(self.targets)
        kept["id"] = self.id
        return kept


@cache
def node_types() -> dict[str, type[Node]]:
    """Every node type by its `type`, sorted; unknown ones are not listed."""
    return types_in(_package, Node)  # type: ignore[type-abstract]  # the base only filters


def parse_node(value: object) -> object:
    """The node a JSON object describes; one of an unknown type becomes an `UnknownNode`."""
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    if not isinstance(kind, str) or not kind:
        raise ValueError("a node needs a type")
    known = node_types().get(kind)
    if known is not None:
        return known.model_validate(value)
    raw_title, raw_targets = value.get("title"), value.get("targets")
    title = raw_title[:MAX_TITLE] if isinstance(raw_title, str) else kind[:MAX_TITLE]
    targets = raw_targets if isinstance(raw_targets, dict) else {}
    wired = {k: v for k, v in targets.items() if isinstance(k, str) and isinstance(v, str)}
    return UnknownNode.model_validate(
        {"type": kind, "id": value.get("id"), "title": title, "targets": wired, "data": value}
    )


AnyNode = Annotated[SerializeAsAny[Node], BeforeValidator(parse_node)]

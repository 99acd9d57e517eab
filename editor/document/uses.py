"""Who uses a variable, a keyword, a media file or another scenario: every place that reads or writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from editor.document.folding import folded
from editor.document.naming import inserted_names, names_in
from editor.document.spots import Spot, place_in, texts_of, translated
from editor.document.store import Store
from editor.document.walk_order import walk_order
from runtime.flow.flow import Flow
from runtime.flow.flow_references import references_in
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.start import Start
from runtime.records import FieldPath, Hint
from runtime.wording import Wording

SubjectKind: TypeAlias = Literal["variable", "keyword", "media", "scenario"]
Access: TypeAlias = Literal["reads", "writes"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is used: a variable, a keyword or postback that starts the scenario, a media source, or another
    scenario, by its id.
    """

    kind: SubjectKind
    name: str
    called: str = field(default="", compare=False)
    """What people call it, where that is not its name."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses it."""

    node: NodeId | None
    """None for the scenario itself."""
    path: FieldPath
    access: Access
    """`writes` where a variable gets its value, or where a keyword is listened for."""
    text: str
    """What stands there."""

    def place(self, store: Store) -> Wording:
        """Where it is, in words: 新品轮播 › 卡片 2 › 描述."""
        owner: Node | Flow | None = store.nodes.get(self.node) if self.node is not None else store.flow
        if owner is None:
            return Wording("", "")
        spot = Spot("node" if self.node is not None else "flow", self.node or "", self.path, self.text, False)
        return place_in(owner, spot)


def uses(store: Store, subject: Subject) -> tuple[Use, ...]:
    """Every use, in walk order, then those of the scenario itself."""
    if subject.kind == "scenario":
        return tuple(
            Use(node.id, path, "reads", node.called())
            for node, path, reference in references_in(store.flow)
            if reference.id == subject.name
        )
    found = [use for node in walk_order(store.flow) for use in _in_record(node, subject, node)]
    head = store.record(("flow", ""))
    assert isinstance(head, Flow)
    return (*found, *_in_record(head, subject, None))


def subjects(store: Store) -> tuple[tuple[Subject, int], ...]:
    """Everything that can be asked for, with the number of its uses; scenarios are those it calls."""
    head = store.record(("flow", ""))
    assert isinstance(head, Flow)
    records: list[Node | Flow] = [*walk_order(store.flow), head]
    listed = [Subject("variable", variable.name) for variable in head.variables]
    listed += [Subject("keyword", word) for node in store.flow.start_nodes() for word in _keywords(node)]
    for record in records:
        shown = [value for _, hint, value in texts_of(record) if hint.widget == "media"]
        listed += [Subject("media", value) for value in shown]
    names = {folded(subject.name): subject.name for subject in listed if subject.kind == "keyword"}
    counts = Counter(use for record in records for use in _used_by(record, names))
    for _, _, reference in references_in(store.flow):
        if reference.id:
            listed.append(Subject("scenario", reference.id, reference.name or reference.id))
            counts[listed[-1]] += 1
    return tuple((subject, counts[subject]) for subject in dict.fromkeys(listed))


def _keywords(node: Node) -> Iterator[str]:
    for trigger in node.triggers if isinstance(node, Start) else ():
        yield from (word for word in (*trigger.words, trigger.postback) if word)


def _used_by(record: Node | Flow, names: Mapping[str, str]) -> Iterator[Subject]:
    """What a record uses, once for each place; *names* are those asked for, folded → as written."""
    node = record if isinstance(record, Node) else None
    formulas = _formulas(node)
    for path, hint, value in texts_of(record):
        for name in _variables_at(path, hint, value, formulas):
            yield Subject("variable", name)
        word = names.get(folded(value), "")
        if word and _keyword_access(word, path, value, node) is not None:
            yield Subject("keyword", word)
        if hint.widget == "media":
            yield Subject("media", value)
    for _, text in translated(record):
        for name in inserted_names(text):
            yield Subject("variable", name)


def _in_record(record: Node | Flow, subject: Subject, node: Node | None) -> Iterator[Use]:
    node_id = node.id if node is not None else None
    formulas = _formulas(node) if subject.kind == "variable" else frozenset()
    for path, hint, value in texts_of(record):
        access = _access(subject, path, hint, value, node, formulas)
        if access is not None:
            yield Use(node_id, path, access, value)
    if subject.kind == "variable":
        for path, text in translated(record):
            if subject.name in inserted_names(text):
                yield Use(node_id, path, "reads", text)


def _access(
    subject: Subject,
    path: FieldPath,
    hint: Hint,
    value: str,
    node: Node | None,
    formulas: frozenset[FieldPath],
) -> Access | None:
    if subject.kind == "media":
        return "reads" if hint.widget == "media" and value == subject.name else None
    if subject.kind == "keyword":
        return _keyword_access(subject.name, path, value, node)
    if subject.name not in value or subject.name not in _variables_at(path, hint, value, formulas):
        return None
    is_result = hint.widget == "variable" and not hint.variable
    return "writes" if hint.variable == "writes" or is_result else "reads"


def _variables_at(
    path: FieldPath, hint: Hint, value: str, formulas: frozenset[FieldPath]
) -> frozenset[str] | set[str]:
    if path[0] == "variables":
        return frozenset()
    if hint.variable or hint.widget == "variable":
        return {value}
    return names_in(value) if hint.expression or path in formulas else inserted_names(value)


def _formulas(node: Node | None) -> frozenset[FieldPath]:
    return frozenset(path for path, _, _ in node.expressions()) if node is not None else frozenset()


def _keyword_access(word: str, path: FieldPath, value: str, node: Node | None) -> Access | None:
    """Triggers listen for it; suggestions and menu entries say it when they are tapped."""
    if folded(value) != folded(word):
        return None
    if isinstance(node, Start):
        return "writes" if path[0] == "triggers" else None
    return "reads" if path[-1] in ("text", "postback") else None

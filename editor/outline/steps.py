"""What the outline lists: nodes in the order a conversation meets them, each with its exits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from editor.document.folding import folded
from editor.document.store import Store
from editor.document.walk_order import walk_order
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.background import Errand

_NOWHERE: Final = Wording("未连接", "not connected")
_ONE_EXIT: Final = Wording("1 个出口", "1 exit")
_EXITS: Final = Wording("{count} 个出口", "{count} exits")
_STEP: Final = Wording("第 {number} 步", "step {number}")
_UNREACHED: Final = Wording("走不到", "never reached")
_BACK: Final = Wording("回到第 {number} 步", "back to step {number}")
_ERRORS: Final = Wording("{count} 个错误", "{count} errors")
_WARNINGS: Final = Wording("{count} 个提醒", "{count} warnings")
_FOUND: Final = Wording("搜索到的", "found by the search")
_SEVERITY: Final = {"error": Wording("错误", "Error"), "warning": Wording("提醒", "Warning")}


_NOTHING: Final = Wording("大纲里没有「{words}」", "Nothing in the outline holds {words}")
_READING: Final = Wording("正在读大纲…", "Reading the outline…")
_NO_NODES: Final = Wording("还没有节点", "No nodes yet")

Exits: TypeAlias = dict[NodeId, tuple[Node, tuple[Exit, ...]]]
"""Node id → the node as it was read, and its exits then."""


def read_exits(nodes: Iterable[Node], errand: Errand[Exits]) -> Exits:
    """The exits of nodes, for a thread: working them out is most of a large outline."""
    found: Exits = {}
    for node in nodes:
        if errand.is_stopped():
            break
        found[node.id] = (node, node.exits())
    return found


def why_empty(words: str, *, is_reading: bool) -> Wording:
    """Why an outline that is filtered by *words* lists nothing."""
    if is_reading:
        return _READING
    return _NOTHING.format(words=words.strip()) if words.strip() else _NO_NODES


class Steps:
    """Follows a store: numbers the nodes, knows their exits and problems; exits are read when asked for."""

    def __init__(self, store: Store, walks: bool = True) -> None:
        """Without *walks* no node has a number until `reorder` is called."""
        self._store = store
        self._numbers: dict[NodeId, int] = {}
        self._exits: Exits = {}
        self._issues: dict[NodeId, list[Issue]] = {}
        self._entered: set[NodeId] = set()
        self.found: frozenset[NodeId] = frozenset()
        if walks:
            self.reorder()

    def reorder(self) -> None:
        """Walk the flow anew."""
        nodes = self._store.nodes
        self._numbers = {
            node.id: number for number, node in enumerate(walk_order(self._store.flow, self._ways), 1)
        }
        self._entered = {target for node in nodes.values() for target in node.targets.values()}

    def take_exits(self, exits: Exits) -> None:
        """Know exits that were read elsewhere; of nodes that changed since they are read again."""
        self._exits.update(exits)

    def shown(self, words: str) -> list[NodeId]:
        """The nodes whose name, type or exits hold *words*, in walk order; all of them without words."""
        wanted = folded(words.strip())
        if not wanted:
            return list(self._numbers)
        nodes = self._store.nodes
        return [node_id for node_id in self._numbers if wanted in self._searched(nodes[node_id])]

    def take_issues(self, issues: Sequence[Issue]) -> set[NodeId]:
        """Show other problems; gives the nodes whose problems differ."""
        old, self._issues = self._issues, {}
        for issue in issues:
            if issue.node is not None:
                self._issues.setdefault(issue.node, []).append(issue)
        return {node for node in {*old, *self._issues} if old.get(node) != self._issues.get(node)}

    def exits(self, node_id: NodeId) -> tuple[Exit, ...]:
        """The exits of a node, none for one that is gone."""
        node = self._store.nodes.get(node_id)
        if node is None:
            return ()
        known = self._exits.get(node_id)
        if known is None or known[0] is not node:
            known = self._exits[node_id] = (node, node.exits())
        return known[1]

    def number(self, node_id: NodeId) -> int:
        """Which step of the walk a node is, from 1; 0 for one that is not in it."""
        return self._numbers.get(node_id, 0)

    def is_back(self, node_id: NodeId, way: Exit) -> bool:
        """Whether an exit leads to a step that came before, or to its own."""
        return way.target is not None and self.number(way.target) <= self.number(node_id)

    def exit_words(self, node_id: NodeId, way: Exit) -> Wording:
        """An exit and where it leads: 好的 → 3 参加, or with ↩ to an earlier step."""
        target = self._store.nodes.get(way.target) if way.target is not None else None
        if target is None:
            return Wording(f"{way.label.zh} → {_NOWHERE.zh}", f"{way.label.en} → {_NOWHERE.en}")
        arrow = "↩" if self.is_back(node_id, way) else "→"
        number, name = self.number(target.id), target.named()
        zh, en = (f"{arrow} {number} {words}" for words in (name.zh, name.en))
        return Wording(f"{way.label.zh} {zh}", f"{way.label.en} {en}")

    def problems(self, node_id: NodeId, exit_name: ExitName | None = None) -> list[Issue]:
        """The problems of a node with all its exits, or of one exit."""
        issues = self._issues.get(node_id, [])
        return issues if exit_name is None else [issue for issue in issues if issue.exit == exit_name]

    def node_facts(self, node: Node, kind: Wording) -> Wording:
        """Type, step, exits and problems of a node in one line."""
        count = len(self.exits(node.id))
        facts = [kind, _STEP.format(number=self.number(node.id))]
        if node.has_entry and node.id not in self._entered:
            facts.append(_UNREACHED)
        facts.append(_ONE_EXIT if count == 1 else _EXITS.format(count=count))
        errors = sum(issue.severity == "error" for issue in self.problems(node.id))
        warnings = len(self.problems(node.id)) - errors
        facts += [_ERRORS.format(count=errors)] if errors else []
        facts += [_WARNINGS.format(count=warnings)] if warnings else []
        facts += [_FOUND] if node.id in self.found else []
        return _joined(facts)

    def exit_facts(self, node_id: NodeId, way: Exit) -> Wording:
        """What else there is to say of an exit: its figure, that it goes back."""
        facts = [way.note] if way.note is not None else []
        if way.target is not None and self.is_back(node_id, way):
            facts.append(_BACK.format(number=self.number(way.target)))
        return _joined(facts)

    def problem_words(self, node_id: NodeId, exit_name: ExitName | None = None) -> Wording:
        """The sentences of all problems."""
        issues = self.problems(node_id, exit_name)
        return _joined(
            [
                Wording(
                    f"{_SEVERITY[issue.severity].zh}：{issue.sentence.zh}",
                    f"{_SEVERITY[issue.severity].en}: {issue.sentence.en}",
                )
                for issue in issues
            ]
        )

    def _ways(self, node: Node) -> tuple[Exit, ...]:
        return self.exits(node.id)

    def _searched(self, node: Node) -> str:
        words: list[Wording] = [node.named(), node.label, *(way.label for way in self.exits(node.id))]
        return folded("\x00".join(text for each in words for text in (each.zh, each.en)))


def _joined(parts: Sequence[Wording]) -> Wording:
    return Wording("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def numbers_of(order: Sequence[NodeId]) -> Mapping[NodeId, int]:
    """Node → its row."""
    return {node_id: row for row, node_id in enumerate(order)}

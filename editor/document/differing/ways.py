"""Where people come from and go to in a flow, for sentences about people."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import Final

from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.message import Message
from runtime.wording import Wording

_ALL: Final = Wording("所有人", "All people")
_TAPPED: Final = Wording("点了{exit}的人", "People who tap {exit}")
_OTHER: Final = Wording("在{node}回复了别的话的人", "People who answer {node} in other words")
_ANSWERED: Final = Wording("回答了{node}的人", "People who answer {node}")
_MISREAD: Final = Wording("{node}没听懂的人", "People whom {node} does not understand")
_SILENT: Final = Wording("{node}之后 {exit}的人", "People after {node}: {exit}")
_CASE: Final = Wording("符合{exit}的人", "People to whom {exit} applies")
_ARM: Final = Wording("分到{exit}的人", "People in arm {exit}")
_FAILED: Final = Wording("{node}{exit}时的人", "People at {node}: {exit}")


def message_of(node: Node) -> Message | None:
    """What a node says to people, or None."""
    if isinstance(node, SendMessage):
        return node.message
    return node.question if isinstance(node, Ask) else None


class Ways:
    """The ways through one flow; circles are walked once."""

    def __init__(self, flow: Flow) -> None:
        self.nodes = flow.nodes
        self._came: dict[NodeId, tuple[Node, Exit] | None] = {}
        waiting = deque(node.id for node in flow.start_nodes())
        self._came.update(dict.fromkeys(waiting))
        self._exits: dict[NodeId, tuple[Exit, ...]] = {}
        while waiting:
            node = flow.nodes[waiting.popleft()]
            self._exits[node.id] = node.exits()
            for way in self._exits[node.id]:
                if way.target is not None and way.target not in self._came:
                    self._came[way.target] = (node, way)
                    waiting.append(way.target)

    def reaches(self, node_id: NodeId) -> bool:
        """Whether anyone comes to a node."""
        return node_id in self._came

    def reached(self) -> tuple[Node, ...]:
        """The nodes people come to, nearest first."""
        return tuple(self.nodes[node_id] for node_id in self._came)

    def exits(self, node_id: NodeId) -> tuple[Exit, ...]:
        """The ways out of a node people come to."""
        return self._exits.get(node_id, ())

    def weight(self, node_id: NodeId) -> int:
        """How many ways from the start to an end lead through a node; circles count once."""
        before, after = self._counts
        return before.get(node_id, 0) * after.get(node_id, 0)

    def who(self, node_id: NodeId) -> Wording:
        """The people who come to a node, named by the last choice on their shortest way."""
        seen: set[NodeId] = set()
        step = self._came.get(node_id)
        while step is not None and step[0].id not in seen:
            seen.add(step[0].id)
            words = who_takes(*step)
            if words is not None:
                return words
            step = self._came.get(step[0].id)
        return _ALL

    def first_met(self, node_id: NodeId | None) -> NodeId | None:
        """The first node from *node_id* on that people notice: words, a wait, a fork or the end."""
        seen: set[NodeId] = set()
        while node_id is not None and node_id not in seen:
            seen.add(node_id)
            node = self.nodes[node_id]
            ways = self._exits.get(node_id) or node.exits()
            if message_of(node) is not None or node.waits or len(ways) != 1:
                return node_id
            node_id = ways[0].target
        return None

    @cached_property
    def _counts(self) -> tuple[dict[NodeId, int], dict[NodeId, int]]:
        """Ways from the start to each node, and from each node to an end, without the ways back."""
        order = self._forward_order()
        place = {node_id: index for index, node_id in enumerate(order)}
        before = {node_id: int(self._came[node_id] is None) for node_id in order}
        after: dict[NodeId, int] = {}
        for node_id in order:
            for target in self._onward(node_id, place):
                before[target] += before[node_id]
        for node_id in reversed(order):
            onward = self._onward(node_id, place)
            loose = sum(way.target is None for way in self._exits[node_id])
            after[node_id] = max(1, loose + sum(after[target] for target in onward))
        return before, after

    def _onward(self, node_id: NodeId, place: dict[NodeId, int]) -> list[NodeId]:
        targets = (way.target for way in self._exits[node_id])
        return [target for target in targets if target is not None and place[target] > place[node_id]]

    def _forward_order(self) -> list[NodeId]:
        """The nodes so that every way but those back into a circle leads forward."""
        done: list[NodeId] = []
        state: dict[NodeId, bool] = {}
        for start in (node_id for node_id, step in self._came.items() if step is None):
            stack: list[tuple[NodeId, bool]] = [(start, False)]
            while stack:
                node_id, is_left = stack.pop()
                if is_left:
                    done.append(node_id)
                elif node_id not in state:
                    state[node_id] = True
                    stack.append((node_id, True))
                    targets = (way.target for way in self._exits[node_id])
                    stack += [(target, False) for target in targets if target is not None]
        return done[::-1]


def who_takes(node: Node, way: Exit) -> Wording | None:
    """The people who leave a node by an exit; None where everyone does."""
    words = {
        "reply": _TAPPED,
        "other": _OTHER if node.waits else _CASE,
        "timeout": _SILENT,
        "case": _CASE,
        "arm": _ARM,
        "failure": _MISREAD if isinstance(node, Ask) else _FAILED,
    }.get(way.kind)
    if words is None and isinstance(node, Ask) and way.name == ExitName("answered"):
        words = _ANSWERED
    if words is None:
        return None
    label = way.label if way.kind in ("timeout", "failure") else quoted(way.label)
    return words.format(node=name_of(node), exit=label)

"""Nodes and message elements of a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.node import UnknownNode
from runtime.messages.elements.element import UnknownElement
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds what this version keeps but cannot run."""
    node = facts.node
    if isinstance(node, UnknownNode):
        yield Issue(
            "warning",
            "unknown_node",
            Wording(
                "{name}是更新版本的节点（{type}），这里原样保留，运行到这里会结束。升级信流，或换一种节点。",
                "{name} is of a newer version ({type}): it is kept, but a run ends here. "
                "Update Xinliu or use another node.",
            ).format(name=name_of(node), type=node.type),
            node=node.id,
        )
    for path, message in facts.messages:
        if isinstance(message.content, UnknownElement):
            yield Issue(
                "error",
                "unknown_element",
                Wording(
                    "{name}的内容 {type} 来自更新版本，这里发不出去。升级信流，或换一种内容。",
                    "The content of {name}, {type}, is of a newer version and cannot be sent. "
                    "Update Xinliu or use another content.",
                ).format(name=name_of(node), type=quoted(message.content.type)),
                node=node.id,
                path=(*path, "content"),
            )


CHECK: Final = NodeCheck(20, check)

"""Conflicts of a merge as problems: they stand in the list and on their nodes until they are decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from runtime.flow.issue import Issue
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.document.merging import Conflict
    from runtime.flow.ids import NodeId

_SENTENCE: Final = Wording(
    "合并没有完成：{sentence}。用哪一份，在画布下面选。",
    "The merge is not finished: {sentence}. Choose a side below the canvas.",
)


def conflict_issues(conflicts: Iterable[Conflict]) -> tuple[Issue, ...]:
    """One error for each conflict."""
    return tuple(
        Issue("error", "conflict", _SENTENCE.format(sentence=conflict.sentence), node_of(conflict))
        for conflict in conflicts
    )


def node_of(conflict: Conflict) -> NodeId | None:
    """The node a conflict is about, None for what belongs to no node."""
    from runtime.flow.ids import NodeId

    return NodeId(conflict.name) if conflict.kind == "node" else None

"""A flow has one start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import name_of
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds a flow without a start, and every start beyond the first."""
    starts = subject.flow.start_nodes()
    if not starts:
        yield Issue(
            "error",
            "no_start",
            Wording(
                "场景没有「开始」，没有人能进来。添加一个「开始」。",
                "The scenario has no start, so nobody can enter. Add a start.",
            ),
            fix=Fix("add_start", Wording("添加「开始」", "Add a start")),
        )
    for extra in starts[1:]:
        yield Issue(
            "error",
            "several_starts",
            Wording(
                "{extra}是多余的「开始」，一个场景只有一个，已经有{first}。删掉它，把触发写到{first}里。",
                "{extra} is one start too many: a scenario has one, {first}. "
                "Delete it and put its triggers there.",
            ).format(extra=name_of(extra), first=name_of(starts[0])),
            node=extra.id,
            fix=Fix("delete_node", Wording("删掉它", "Delete it"), {"node": extra.id}),
        )


CHECK: Final = FlowCheck(10, check)

"""Graphs nobody draws by hand, through writing, reading, checking, compiling and running."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.engine.plan import compile_flow
from runtime.flow.document import Document
from runtime.flow.file_format import from_text, to_text
from runtime.flow.flow import Flow
from runtime.flow.issues.checker import check_flow
from tests.support.conversations import Talk, flow_of, node, text

MANY = 5_000

pytestmark = pytest.mark.slow


def chain(kind: str, length: int, **fields: object) -> list[dict[str, Any]]:
    links = [node(kind, f"n{at}", {"next": f"n{at + 1}"}, **fields) for at in range(length)]
    return [*links, node("end", f"n{length}")]


def ring(kind: str, length: int, **fields: object) -> list[dict[str, Any]]:
    return [node(kind, f"n{at}", {"next": f"n{(at + 1) % length}"}, **fields) for at in range(length)]


def fan_of_cases() -> Flow:
    cases = [
        {"id": f"c{at}", "name": f"{at}", "condition": {"rows": [{"variable": "x", "value": float(at)}]}}
        for at in range(MANY)
    ]
    targets = {f"case:c{at}": f"n{at}" for at in range(MANY)}
    ends = [node("end", f"n{at}") for at in range(MANY)]
    branch = node("branch", "b", targets, cases=cases)
    return flow_of(branch, *ends, variables=[{"name": "x", "type": "number"}])


def fan_of_replies() -> Flow:
    targets = {f"reply:r{at}": f"n{at}" for at in range(1, MANY + 1)}
    said = text("?", *[f"t{at}" for at in range(MANY)])
    ends = [node("end", f"n{at}") for at in range(1, MANY + 1)]
    return flow_of(node("send_message", "b", targets, message=said), *ends)


GRAPHS: dict[str, tuple[Callable[[], Flow], str]] = {
    "a chain of waits": (lambda: flow_of(*chain("wait", MANY)), "waiting"),
    "a chain without a wait": (lambda: flow_of(*chain("set_variables", MANY)), "failed"),
    "a chain of messages": (lambda: flow_of(*chain("send_message", MANY, message=text("a"))), "failed"),
    "a ring without a wait": (lambda: flow_of(*ring("set_variables", MANY)), "failed"),
    "a node that leads to itself": (lambda: flow_of(*ring("set_variables", 1)), "failed"),
    "a fan of cases": (fan_of_cases, "ended"),
    "a fan of replies": (fan_of_replies, "waiting"),
}


@pytest.mark.parametrize("name", list(GRAPHS))
def test_a_graph_of_thousands_goes_all_the_way(name: str) -> None:
    make, status = GRAPHS[name]
    document = from_text(to_text(Document(flow=make())))
    issues = check_flow(document.flow)
    talk = Talk(compile_flow(document.flow))

    assert talk.session.status == status
    assert all(len(issue.sentence.zh) < 3000 for issue in issues)


def test_the_first_equal_case_is_named_however_many_there_are() -> None:
    flow = fan_of_cases()
    branch = flow.nodes[next(iter(flow.nodes))]
    data = branch.model_dump(mode="json")
    data["cases"][MANY - 1]["condition"] = data["cases"][4_000]["condition"]
    changed = flow.with_changes(nodes=flow.model_dump(mode="json")["nodes"] | {"b": data})
    shadowed = [issue for issue in check_flow(changed) if issue.code == "shadowed_case"]

    assert [issue.path for issue in shadowed] == [("cases", MANY - 1)]
    assert "「4000」" in shadowed[0].sentence.zh

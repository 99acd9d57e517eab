"""What a scan sends must start the scenario, by the rule of the engine itself."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.engine.plan import compile_flow
from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.issues import check_flow
from runtime.flow.issues.entry_text import starts_on
from runtime.records import replaced_at
from tests.support.conversations import flow_of, node


def _scanned(text: str, *triggers: dict[str, Any]) -> Flow:
    return flow_of(
        node("start", "start", {"next": "end"}, triggers=list(triggers)),
        node("end", "end"),
        purpose="service",
        entry_text=text,
    )


def _keyword(match: str, *words: str) -> dict[str, Any]:
    return {"kind": "keyword", "match": match, "words": list(words)}


def _found(flow: Flow) -> list[Issue]:
    return [issue for issue in check_flow(flow) if issue.code == "entry_text"]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("领券", _keyword("exact", "领券")),
        (" 领券。", _keyword("exact", "领券")),
        ("我要领券", _keyword("contains", "领券")),
        ("订单 123", _keyword("pattern", r"\d{3}")),
        ("", _keyword("exact", "领券")),
        ("  ", _keyword("exact", "领券")),
    ],
)
def test_a_text_that_starts_the_scenario_is_fine(text: str, trigger: dict[str, Any]) -> None:
    assert _found(_scanned(text, trigger)) == []


@pytest.mark.parametrize(
    "trigger",
    [_keyword("exact", "领取"), _keyword("pattern", "("), {"kind": "menu", "postback": "领券"}],
)
def test_a_text_that_starts_nothing_is_an_error_whose_repair_adds_the_keyword(
    trigger: dict[str, Any],
) -> None:
    flow = _scanned("领券", trigger)

    (issue,) = _found(flow)

    assert (issue.severity, issue.path) == ("error", ("entry_text",))
    assert issue.fix is not None
    start = flow.start_nodes()[0]
    mended = replaced_at(start, ("triggers",), issue.fix.data["value"])
    assert starts_on(flow.model_copy(update={"nodes": {**flow.nodes, start.id: mended}}), "领券")


@pytest.mark.parametrize("text", ["领券", "领券!", "我要领券", "ＡＢＣ", "abc", "x"])
def test_the_check_and_the_engine_agree(text: str) -> None:
    flow = _scanned(text, _keyword("exact", "领券", "abc"), _keyword("contains", "我要"))
    plan = compile_flow(flow)

    assert starts_on(flow, text) == any(each.answers("keyword", text, "") for each in plan.triggers)

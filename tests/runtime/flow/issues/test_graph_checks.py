"""Findings that need the graph: loose exits, circles, waits, starts, and variables without a value."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.issues import check_flow
from tests.support.conversations import flow_of, node, text

END = node("end", "end")
QUIET = {"other": "end", "no_reply": "end"}


def _service(*nodes: dict[str, Any], **more: Any) -> Flow:  # noqa: ANN401 - JSON
    return flow_of(*nodes, purpose="service", **more)


def _codes(flow: Flow) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.exit) for issue in check_flow(flow)]


def _walk(issue: Issue) -> str:
    return " ".join(f"{step.node}.{step.exit}" if step.exit else step.node for step in issue.walk)


def test_a_message_whose_replies_are_all_loose_is_one_finding() -> None:
    flow = _service(node("send_message", "a", message=text("在吗", "在", "不在")))

    found = check_flow(flow)

    assert [(issue.severity, issue.code) for issue in found] == [("error", "no_way_on")]
    assert _walk(found[0]) == "start.next a.other"


def test_a_message_without_replies_that_leads_nowhere_is_a_loose_exit() -> None:
    assert _codes(_service(node("send_message", "a", message=text("你好")))) == [("loose_exit", "next")]


def test_a_loose_timeout_is_only_a_warning_and_offers_where_timeouts_usually_lead() -> None:
    flow = _service(
        node("send_message", "a", {"reply:r1": "b", "other": "end"}, message=text("在吗", "在")),
        node(
            "send_message",
            "b",
            {"reply:r1": "end", "other": "end", "no_reply": "late"},
            message=text("好", "好"),
        ),
        node("wait", "late", {"next": "end"}, title="等一天"),
        END,
    )

    found = check_flow(flow)

    assert [(issue.severity, issue.exit) for issue in found] == [("warning", "no_reply")]
    assert found[0].fix is not None
    assert found[0].fix.data == {"node": "a", "exit": "no_reply", "target": "late"}


def test_an_arm_without_weight_may_be_loose() -> None:
    arms = [{"id": "a", "weight": 100}, {"id": "b", "weight": 0}]

    assert _codes(_service(node("split", "s", {"arm:a": "end"}, arms=arms), END)) == []


def test_loose_exits_of_nodes_nobody_reaches_are_not_counted() -> None:
    flow = _service(
        node("send_message", "a", {"next": "end"}, message=text("你好")), node("wait", "lost"), END
    )

    assert _codes(flow) == [("unreachable", None)]


def test_a_node_behind_an_unreachable_one_says_so() -> None:
    flow = _service(
        node("send_message", "a", {"next": "end"}, message=text("你好")),
        node("wait", "lost", {"next": "behind"}),
        node("wait", "behind", {"next": "end"}),
        END,
    )

    sentences = [issue.sentence.zh for issue in check_flow(flow)]

    assert "没有出口接到这里" in sentences[0]
    assert "同样到不了" in sentences[1]


def test_a_circle_through_a_wait_is_fine() -> None:
    flow = _service(
        node("send_message", "a", {"next": "pause"}, message=text("还在吗")),
        node("wait", "pause", {"next": "a"}),
    )

    assert _codes(flow) == []


def test_a_node_that_leads_to_itself_is_a_circle() -> None:
    found = check_flow(_service(node("send_message", "a", {"next": "a"}, message=text("还在吗"))))

    assert [issue.code for issue in found] == ["cycle_without_wait"]
    assert _walk(found[0]) == "start.next a.next a"


def test_two_separate_circles_are_two_findings_in_flow_order() -> None:
    flow = _service(
        node("split", "s", {"arm:a": "a", "arm:b": "b"}),
        node("set_variables", "a", {"next": "a"}),
        node("set_variables", "b", {"next": "b"}),
    )

    assert [(issue.code, issue.node) for issue in check_flow(flow)] == [
        ("cycle_without_wait", "a"),
        ("cycle_without_wait", "b"),
    ]


def test_a_flow_without_a_start_is_told_so_and_not_that_nothing_is_reachable() -> None:
    flow = Flow.model_validate({"id": "f", "purpose": "service", "nodes": {"end": END}})

    assert _codes(flow) == [("no_start", None)]


def _coupon(*after: dict[str, Any], **targets: str) -> Flow:
    call = node(
        "http_request",
        "call",
        targets,
        url="https://shop.example.cn",
        results=[{"path": "code", "variable": "券码"}],
    )
    return _service(call, *after, END, variables=[{"name": "券码"}, {"name": "次", "type": "number"}])


def test_a_result_is_known_behind_success_only() -> None:
    said = node("send_message", "said", {"next": "end"}, message=text("券码 {{券码}}"))

    assert _codes(_coupon(said, success="said", failure="end")) == []
    assert _codes(_coupon(said, success="end", failure="said")) == [("unset_variable", None)]


def test_the_walk_avoids_the_exits_that_set_the_variable() -> None:
    said = node("send_message", "said", {"next": "end"}, message=text("券码 {{券码}}"))
    detour = node("wait", "detour", {"next": "said"})

    found = check_flow(_coupon(said, detour, success="said", failure="detour"))

    assert [_walk(issue) for issue in found] == ["start.next call.failure detour.next said"]


@pytest.mark.parametrize("source", ['is_set(券码) ? 券码 : "无"', '!is_set(券码) ? "无" : 券码'])
def test_who_asks_first_may_read(source: str) -> None:
    said = node("send_message", "said", {"next": "end"}, message=text("券码 {{" + source + "}}"))

    assert _codes(_coupon(said, success="end", failure="said")) == []


@pytest.mark.parametrize(
    ("condition", "exit_name", "is_known"),
    [
        ({"rows": [{"variable": "券码", "operator": "is_set"}]}, "case:a", True),
        ({"rows": [{"variable": "券码", "operator": "is_set"}]}, "otherwise", False),
        ({"rows": [{"variable": "券码", "operator": "not_set"}]}, "otherwise", True),
        ({"rows": [{"variable": "券码", "operator": "not_set"}]}, "case:a", False),
        ({"expression": 'is_set(券码) && 券码 != ""'}, "case:a", True),
        ({"expression": "is_set(券码) || true"}, "case:a", False),
        (
            {
                "join": "any",
                "rows": [
                    {"variable": "券码", "operator": "is_set"},
                    {"variable": "次", "operator": "not_set"},
                ],
            },
            "case:a",
            False,
        ),
    ],
)
def test_a_branch_proves_what_its_condition_needs(
    condition: dict[str, Any], exit_name: str, is_known: bool
) -> None:
    other = "otherwise" if exit_name == "case:a" else "case:a"
    asked = node(
        "branch", "asked", {exit_name: "said", other: "end"}, cases=[{"id": "a", "condition": condition}]
    )
    said = node("send_message", "said", {"next": "end"}, message=text("券码 {{券码}}"))

    found = [issue.code for issue in check_flow(_coupon(asked, said, success="end", failure="asked"))]

    assert found == ([] if is_known else ["unset_variable"])


def test_a_later_assignment_may_use_an_earlier_one() -> None:
    lines = [
        {"variable": "券码", "value": "A1"},
        {"variable": "次", "kind": "expression", "value": "length(券码)"},
    ]

    assert (
        _codes(
            _coupon(
                node("set_variables", "s", {"next": "end"}, assignments=lines), success="end", failure="s"
            )
        )
        == []
    )


def test_a_condition_on_a_missing_value_is_only_a_warning() -> None:
    case = {"id": "a", "condition": {"rows": [{"variable": "券码", "operator": "eq", "value": "A1"}]}}
    asked = node("branch", "asked", {"case:a": "end", "otherwise": "end"}, cases=[case])

    found = check_flow(_coupon(asked, success="end", failure="asked"))

    assert [(issue.severity, issue.code) for issue in found] == [("warning", "unset_variable")]


def test_a_variable_is_sure_only_if_every_way_round_a_circle_sets_it() -> None:
    flow = _coupon(
        node("send_message", "said", {"next": "pause"}, message=text("券码 {{券码}}")),
        node("wait", "pause", {"next": "call"}),
        success="said",
        failure="pause",
    )

    assert "unset_variable" not in [code for code, _ in _codes(flow)]

from __future__ import annotations

import pytest
from hypothesis import given

from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues import Checker, check_flow
from runtime.flow.issues.check import checks
from runtime.flow.node import Node
from tests.support.conversations import flow_of, node, text
from tests.support.large_flows import large_flow
from tests.support.random_flows import flows


def _with(flow: Flow, changed: Node) -> Flow:
    return flow.model_copy(update={"nodes": {**flow.nodes, changed.id: changed}})


def _two_faults() -> Flow:
    return flow_of(
        node(
            "send_message",
            "first",
            {"next": "second"},
            title="先",
            message=text("一") | {"fallback": {"mode": "none"}},
        ),
        node("send_message", "second", {"next": "third"}, title="后", message=text("")),
        node("send_message", "third", {}, title="末", message=text("三")),
        purpose="service",
    )


def test_errors_come_before_warnings_and_each_follows_the_flow() -> None:
    found = check_flow(_two_faults())

    assert [(issue.severity, issue.node) for issue in found] == [
        ("error", "second"),
        ("error", "third"),
        ("warning", "first"),
    ]


def test_issues_of_one_node_follow_its_form() -> None:
    message = text("", "") | {"fallback": {"mode": "own", "text": ""}}
    flow = flow_of(
        node("send_message", "a", {"reply:r1": "end"}, message=message), node("end", "end"), purpose="service"
    )

    paths = [issue.path for issue in check_flow(flow) if issue.code == "empty"]

    assert paths == [
        ("message", "content", "text"),
        ("message", "chips", 0, "text"),
        ("message", "fallback", "text"),
    ]


def test_an_edit_is_checked_as_if_the_flow_were_new() -> None:
    flow = large_flow(60)
    checker = Checker()
    checker.check(flow)
    wait = flow.nodes[NodeId("b2-wait")]
    edited = _with(flow, wait.model_copy(update={"targets": {}}))

    found = checker.check(edited)

    assert found == check_flow(edited)
    assert "stuck_wait" in [issue.code for issue in found]


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = large_flow(40)
    checker = Checker()
    checker.check(flow)
    read: list[NodeId] = []
    exits = Node.exits

    def noticed(one: Node) -> tuple[Exit, ...]:
        read.append(one.id)
        return exits(one)

    monkeypatch.setattr(Node, "exits", noticed)

    checker.check(_with(flow, flow.nodes[NodeId("b1-wait")].model_copy(update={"title": "换个名字"})))

    assert set(read) == {"b1-wait"}


def test_a_changed_variable_is_noticed_by_nodes_that_stayed() -> None:
    flow = flow_of(
        node("send_message", "a", {"next": "end"}, message=text("{{金额}} 元")),
        node("end", "end"),
        variables=[{"name": "金额", "default": 1.0, "type": "number"}],
        purpose="service",
    )
    checker = Checker()

    before = checker.check(flow)
    after = checker.check(flow.model_copy(update={"variables": ()}))

    assert before == ()
    assert [issue.code for issue in after] == ["expression"]


def test_another_profile_finds_other_limits() -> None:
    flow = flow_of(
        node(
            "send_message",
            "a",
            {"reply:r1": "end", "other": "end", "no_reply": "end"},
            message=text("在", "查看离我最近的门店"),
        ),
        node("end", "end"),
        purpose="service",
    )

    assert check_flow(flow, profile="gsma") == ()
    assert [issue.carriers for issue in check_flow(flow)] == [("mobile", "telecom", "unicom")]


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="strict_cn"):
        check_flow(large_flow(10), profile="strict")


def test_a_sound_flow_has_no_issue() -> None:
    assert check_flow(large_flow(100)) == ()


def test_the_checks_are_found_in_their_folder() -> None:
    assert len(checks()) >= 20
    assert [check.order for check in checks()] == sorted(check.order for check in checks())


@given(flows())
def test_any_flow_is_checked_and_every_issue_names_what_exists(flow: Flow) -> None:
    found = check_flow(flow)

    for issue in found:
        assert issue.node is None or issue.node in flow.nodes
        _walk_is_possible(flow, issue)
    assert found == check_flow(flow)


def _walk_is_possible(flow: Flow, issue: Issue) -> None:
    for here, there in zip(issue.walk, issue.walk[1:], strict=False):
        assert here.exit is not None
        assert flow.nodes[here.node].targets[here.exit] == there.node
    if issue.walk:
        assert flow.nodes[issue.walk[0].node].type == "start"


def test_a_chain_of_five_thousand_nodes_is_walked_without_recursion() -> None:
    count = 5000
    nodes = [
        node("set_variables", f"n{index}", {"next": f"n{index + 1}"} if index + 1 < count else {"next": "n0"})
        for index in range(count)
    ]

    found = check_flow(flow_of(*nodes))

    assert [issue.code for issue in found] == ["cycle_without_wait"]
    assert len(found[0].walk) == count + 2


@pytest.mark.slow
def test_five_thousand_nodes_that_are_all_wrong_stay_bounded() -> None:
    count = 5000
    nodes = [
        node(
            "send_message",
            f"n{index}",
            {"reply:r1": f"n{index + 1}"} if index + 1 < count else {},
            message=text("{{姓名}}", "好", "不"),
        )
        for index in range(count)
    ]

    found = check_flow(flow_of(*nodes, variables=[{"name": "姓名"}]))

    assert len(found) > 3 * count
    assert sum(len(issue.walk) for issue in found) < 200_000

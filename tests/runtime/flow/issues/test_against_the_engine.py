"""What the checks call sound, the engine runs without accident: one semantics for both."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from runtime.flow.flow import Flow
from runtime.flow.issues import check_flow
from runtime.flow.resume import CallDone, Reply, Resume, TimerDue
from tests.support.conversations import Talk, flow_of, node, text
from tests.support.random_flows import RESUMES, flows

MANY = st.lists(RESUMES, max_size=12)


def _codes(flow: Flow) -> set[str]:
    return {issue.code for issue in check_flow(flow)}


def _accidents(flow: Flow, resumes: list[Resume]) -> tuple[str, str]:
    """How the session ended if it failed, and the exit that led nowhere, if one was taken."""
    talk = Talk(flow)
    for resume in resumes:
        talk.resume(resume)
    events = [event for sprint in talk.sprints for event in sprint.events]
    failure = next((str(event.detail) for event in events if event.kind == "failed"), "")
    left = [event for event in events if event.kind == "left"]
    last = left[-1] if left and talk.session.outcome == "abandoned" else None
    if last is None or last.node is None or last.exit is None or last.exit in flow.nodes[last.node].targets:
        return failure, ""
    return failure, f"{last.node}.{last.exit}"


@given(flows(), MANY)
def test_a_flow_without_circles_never_runs_out_of_steps(flow: Flow, resumes: list[Resume]) -> None:
    assume("cycle_without_wait" not in _codes(flow))

    failure, _ = _accidents(flow, resumes)

    assert "绕圈" not in failure


@given(flows(), MANY)
def test_a_taken_exit_that_leads_nowhere_was_found(flow: Flow, resumes: list[Resume]) -> None:
    _, loose = _accidents(flow, resumes)

    found = {f"{issue.node}.{issue.exit}" for issue in check_flow(flow) if issue.exit is not None}
    whole_nodes = {issue.node for issue in check_flow(flow) if issue.code in ("no_way_on", "stuck_wait")}
    assert loose == "" or loose in found or loose.partition(".")[0] in whole_nodes


@st.composite
def _passing_values_on(draw: st.DrawFn) -> Flow:
    """A flow that sets and reads variables in any order and with any wiring."""
    ids = [f"n{number}" for number in range(draw(st.integers(2, 6)))]
    to = st.sampled_from([*ids, "end"])
    nodes = []
    for node_id in ids:
        kind = draw(st.sampled_from(("set", "read", "call", "ask", "branch")))
        if kind == "set":
            line = {"variable": "甲", "value": "好"}
            nodes.append(node("set_variables", node_id, {"next": draw(to)}, assignments=[line]))
        elif kind == "read":
            line = {"variable": "乙", "kind": "expression", "value": '甲 + "！"'}
            nodes.append(node("set_variables", node_id, {"next": draw(to)}, assignments=[line]))
        elif kind == "call":
            wires = {"success": draw(to), "failure": draw(to)}
            results = [{"path": "a", "variable": "甲"}]
            nodes.append(node("http_request", node_id, wires, url="https://a.cn", results=results))
        elif kind == "ask":
            wires = {"answered": draw(to), "invalid": draw(to), "no_reply": draw(to)}
            nodes.append(
                node("ask", node_id, wires, question=text("？"), answer_type="number", variable="丙")
            )
        else:
            operator = draw(st.sampled_from(("is_set", "not_set")))
            case = {"id": "a", "condition": {"rows": [{"variable": "甲", "operator": operator}]}}
            nodes.append(node("branch", node_id, {"case:a": draw(to), "otherwise": draw(to)}, cases=[case]))
    variables = [{"name": "甲"}, {"name": "乙"}, {"name": "丙", "type": "number"}]
    return flow_of(*nodes, node("end", "end"), variables=variables)


_ANSWERS: st.SearchStrategy[Resume] = st.one_of(
    st.builds(Reply, text=st.sampled_from(["5", "好"])),
    st.builds(TimerDue, wait=st.integers(1, 6)),
    st.builds(
        CallDone,
        wait=st.integers(1, 6),
        status=st.sampled_from([200, 500]),
        body=st.sampled_from(['{"a":"1"}', ""]),
    ),
)


@given(_passing_values_on(), st.lists(_ANSWERS, max_size=15))
def test_a_variable_that_had_no_value_was_found(flow: Flow, resumes: list[Resume]) -> None:
    failure, _ = _accidents(flow, resumes)

    assert "得不出值" not in failure or "unset_variable" in _codes(flow)

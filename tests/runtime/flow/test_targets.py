"""A flow names where it is sent; files from before name a profile and stay as they are."""

from __future__ import annotations

from runtime.flow.document import digest, flow_json
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.issues.checker import check_flow
from runtime.flow.targets import held_to, targets_of
from tests.support.large_flows import large_flow


def test_a_flow_without_targets_is_written_and_digested_as_before() -> None:
    flow = Flow(id=FlowId("f"))

    assert "targets" not in flow_json(flow)
    assert digest(flow) == digest(Flow.model_validate({"id": "f", "profile": "strict_cn"}))


def test_targets_are_written_where_they_are_named_and_change_the_digest() -> None:
    flow = Flow(id=FlowId("f"), targets=("mobile", "mobile"))

    assert flow_json(flow)["targets"] == ["mobile"]
    assert digest(flow) != digest(Flow(id=FlowId("f")))
    assert flow == Flow.model_validate(flow_json(flow))


def test_without_targets_the_profile_counts() -> None:
    assert targets_of(Flow(id=FlowId("f"))).carriers == ("aliyun", "mobile", "telecom", "unicom")
    assert held_to("gsma", ()).carriers == ("gsma",)
    assert held_to("gsma", ("telecom",)).carriers == ("telecom",)


def test_what_a_newer_version_names_is_kept_and_the_rest_counts() -> None:
    flow = Flow(id=FlowId("f"), targets=("mars", "telecom"))

    assert targets_of(flow).carriers == ("telecom",)
    assert flow_json(flow)["targets"] == ["mars", "telecom"]
    assert targets_of(Flow(id=FlowId("f"), targets=("mars",))) == targets_of(Flow(id=FlowId("f")))


def test_a_check_asks_the_targets_of_the_flow() -> None:
    flow = large_flow(10)

    assert check_flow(flow) == check_flow(
        flow.with_changes(targets=("mobile", "unicom", "telecom", "aliyun"))
    )

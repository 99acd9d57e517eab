"""Calls of other scenarios are checked against what is known of them."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.flow.issues.check import OtherFlow
from runtime.flow.issues.checker import check_flow
from runtime.flow.values import ValueType
from tests.support.conversations import flow_of, node

OTHER = OtherFlow("问地址", {"称呼": ValueType.TEXT, "价格": ValueType.NUMBER, "到达": ValueType.DATE})
VARIABLES: list[dict[str, Any]] = [
    {"name": "姓名", "default": "您"},
    {"name": "数", "type": "number", "default": 1},
]


def codes(flows: dict[str, OtherFlow] | None, call: dict[str, Any]) -> dict[str, str]:
    flow = flow_of(call, node("end", "end"), variables=VARIABLES, purpose="service", id="main")
    found = check_flow(flow, flows=flows)
    return {
        issue.code: issue.sentence.zh for issue in found if issue.node == "c" and issue.severity == "error"
    }


def call(flow_id: str = "other", **fields: object) -> dict[str, Any]:
    return node("call_flow", "c", {"returned": "end"}, flow={"id": flow_id, "name": "问地址"}, **fields)


def test_a_call_that_fits_is_fine() -> None:
    arguments = [{"name": "称呼", "value": "数"}, {"name": "价格", "value": "数 * 2"}]
    fitting = call(arguments=arguments, results=[{"name": "到达", "variable": "姓名"}])

    assert codes({"other": OTHER}, fitting) == {}


@pytest.mark.parametrize(
    ("found", "said", "fields"),
    [
        ("unknown_argument", "称呼", {"arguments": [{"name": "称乎", "value": "姓名"}]}),
        ("argument_type", "数字", {"arguments": [{"name": "价格", "value": "姓名"}]}),
        ("unknown_argument", "地址", {"results": [{"name": "地址", "variable": "姓名"}]}),
        ("argument_type", "时间", {"results": [{"name": "到达", "variable": "数"}]}),
    ],
    ids=["no such argument", "argument of another type", "no such result", "result of another type"],
)
def test_what_does_not_fit_is_said(found: str, said: str, fields: dict[str, Any]) -> None:
    wrong = codes({"other": OTHER}, call(**fields))

    assert set(wrong) == {found}
    assert said in wrong[found]


def test_a_scenario_that_is_not_known_is_named_and_without_a_library_nothing_is_said() -> None:
    assert codes(None, call()) == {}
    assert "问地址" in codes({}, call())["unknown_scenario"]
    jump = node("jump_to_flow", "c", flow={"id": "gone", "name": "没有了"})
    assert "没有了" in codes({"other": OTHER}, jump)["unknown_scenario"]


def test_calling_itself_is_an_error_and_going_there_is_none() -> None:
    assert "calls_itself" in codes(None, call("main"))
    assert codes(None, node("jump_to_flow", "c", flow={"id": "main"})) == {}


def test_a_call_without_a_scenario_must_be_filled_in() -> None:
    assert "empty" in codes(None, call(""))

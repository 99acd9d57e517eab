"""Every repair that is offered ends its issue in one step that undo takes back."""

from __future__ import annotations

from typing import Any

import pytest

from editor.document.change import Change
from editor.document.store import Store
from editor.inspector.fixes import BY_HAND, apply_fix, can_fix
from runtime.flow.document import Document, digest
from runtime.flow.file_format import read_document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues import check_flow
from runtime.flow.values import ValueType
from tests.support.conversations import flow_of, node, text
from tests.support.golden import GOLDEN_DIR

BROKEN = sorted(path.name for path in (GOLDEN_DIR / "broken").glob("*.xinliu.json"))
END = node("end", "end", outcome="abandoned")


def saying(message: dict[str, Any], **more: object) -> Flow:
    ways = dict.fromkeys(("next", "other", "no_reply", "reply:r1", "reply:r2"), "end")
    return flow_of(
        node("send_message", "a", ways, title="问候", message=message, **more), END, purpose="service"
    )


def branching(expression: str, *variables: dict[str, Any]) -> Flow:
    case = {"id": "c", "condition": {"expression": expression}}
    ways = {"case:c": "end", "otherwise": "end"}
    return flow_of(node("branch", "b", ways, cases=[case]), END, variables=variables, purpose="service")


def asking(**fields: object) -> Flow:
    ways = dict.fromkeys(("answered", "invalid", "no_reply"), "end")
    return flow_of(
        node("ask", "a", ways, question=text("几位？", "2 位", "4 位"), **fields),
        END,
        variables=[{"name": "到店", "default": "明天"}],
        purpose="service",
    )


PICTURE = {"source": "https://a.cn/a.jpg", "size_bytes": 1000}
FLOWS: dict[str, Flow] = {
    "expression": branching("积分 > 100"),
    "replies_hidden": saying(text("好吗？", "好", "不好") | {"fallback": {"mode": "own", "text": "好吗？"}}),
    "empty_fallback": saying({"content": {"type": "rich_card", "card": {"media": PICTURE}}}),
    "long_fallback": saying(text("一句不短的话。" * 200)),
    "same_reply": saying(text("好吗？", "好", "好。")),
    "numbered_numbers": asking(answer_type="number"),
    "empty_range": asking(answer_type="choice", minimum=5, maximum=1),
    "variable_type": flow_of(
        node("wait", "w", {"next": "end"}, until="variable", variable="到店"),
        END,
        variables=[{"name": "到店", "default": "明天"}],
        purpose="service",
    ),
    "endless_wait": saying(text("好吗？", "好", "不好"), no_reply_after_s=0),
}
"""Code → a flow with an issue of that code and a repair."""


def offered(flow: Flow) -> list[Issue]:
    return [issue for issue in check_flow(flow, media=("茶园.jpg",)) if issue.fix is not None]


def mended(flow: Flow, issue: Issue) -> Flow:
    store, heard = Store(Document(flow=flow)), list[Change]()
    store.subscribe(heard.append)
    apply_fix(store, issue)
    after = store.flow

    assert [change.name for change in heard] == [issue.fix.label if issue.fix else None]
    store.apply(heard[0].reversed())
    assert digest(store.flow) == digest(flow)
    return after


@pytest.mark.parametrize("name", BROKEN)
def test_a_repair_of_a_broken_scenario_ends_its_issue(name: str) -> None:
    flow = read_document(GOLDEN_DIR / "broken" / name).flow
    for issue in offered(flow):
        assert can_fix(issue)
        if issue.fix is None or issue.fix.name in BY_HAND:
            continue
        after = mended(flow, issue)

        left = [
            (each.code, each.node, each.path, each.exit) for each in check_flow(after, media=("茶园.jpg",))
        ]
        assert (issue.code, issue.node, issue.path, issue.exit) not in left


@pytest.mark.parametrize("code", sorted(FLOWS))
def test_a_repair_ends_its_issue(code: str) -> None:
    issue = next(each for each in offered(FLOWS[code]) if each.code == code)

    after = mended(FLOWS[code], issue)

    assert code not in [each.code for each in check_flow(after)]


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("积分 > 100", ValueType.NUMBER),
        ("100 < 积分", ValueType.NUMBER),
        ("会员 == true", ValueType.BOOLEAN),
        ("到店 < now", ValueType.DATE),
        ('城市 == "杭州"', ValueType.TEXT),
    ],
)
def test_a_missing_variable_is_added_with_the_type_it_is_compared_by(
    expression: str, kind: ValueType
) -> None:
    flow = branching(expression)
    issue = next(each for each in offered(flow) if each.code == "expression")

    after = mended(flow, issue)

    assert [variable.type for variable in after.variables] == [kind]


def test_people_who_do_not_reply_are_led_to_an_end() -> None:
    flow, asking = FLOWS["endless_wait"], NodeId("a")
    node_before = flow.nodes[asking]
    targets = {name: to for name, to in node_before.targets.items() if name != "no_reply"}
    nodes = {**flow.nodes, asking: node_before.model_copy(update={"targets": targets})}
    loose = flow.model_copy(update={"nodes": nodes})
    issue = next(each for each in offered(loose) if each.code == "endless_wait")

    after = mended(loose, issue)

    assert after.nodes[asking].targets[ExitName("no_reply")] == "end"

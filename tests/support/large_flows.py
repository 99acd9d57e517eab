"""Sound flows of any size, made of the same conversation again and again."""

from __future__ import annotations

from typing import Any

from runtime.flow.flow import Flow

BLOCK = 10
"""Nodes of one conversation."""


def large_flow(count: int) -> Flow:
    """A flow of about *count* nodes without an issue: start, whole conversations one after the other, end."""
    blocks = max(1, count // BLOCK)
    nodes: dict[str, Any] = {
        "start": {"type": "start", "id": "start", "title": "开始", "targets": {"next": "b0-hello"}},
        "end": {"type": "end", "id": "end", "title": "完成"},
        "passed": {"type": "end", "id": "passed", "title": "未参与", "outcome": "abandoned"},
    }
    for number in range(blocks):
        onward = f"b{number + 1}-hello" if number + 1 < blocks else "end"
        for node in _block(number, onward):
            nodes[node["id"]] = node
    variables = [
        {"name": "姓名", "from_contact": True},
        {"name": "金额", "type": "number"},
        {"name": "券码", "type": "text"},
        {"name": "城市", "type": "text", "default": "上海"},
    ]
    return Flow.model_validate({"id": "large", "name": "大场景", "nodes": nodes, "variables": variables})


def _block(number: int, onward: str) -> list[dict[str, Any]]:
    def at(name: str) -> str:
        return f"b{number}-{name}"

    def node(name: str, kind: str, targets: dict[str, str], **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return {"id": at(name), "type": kind, "title": f"{name} {number}", "targets": targets, **fields}

    return [
        node(
            "hello",
            "send_message",
            {"reply:s1": at("ask"), "reply:s2": at("wait"), "other": at("ask"), "no_reply": at("wait")},
            message=_carousel(number),
        ),
        node(
            "ask",
            "ask",
            {"answered": at("branch"), "invalid": at("wait"), "no_reply": "passed"},
            question=_text(f"{{{{姓名}}}}，第 {number} 次：消费了多少元？"),
            answer_type="number",
            variable="金额",
        ),
        node(
            "branch",
            "branch",
            {"case:a": at("coupon"), "case:b": at("split"), "otherwise": at("wait")},
            cases=[_case("a", 300 + number), _case("b", 100)],
        ),
        node(
            "coupon",
            "http_request",
            {"success": at("arrived"), "failure": at("sorry")},
            url=f"https://shop.example.cn/coupons/{number}",
            results=[{"path": "code", "variable": "券码"}],
        ),
        node(
            "arrived", "send_message", {"next": at("set")}, message=_text("券码 {{券码}}，{{城市}}门店可用")
        ),
        node("sorry", "send_message", {"next": at("wait")}, message=_text("系统忙，稍后再试。")),
        node("split", "split", {"arm:a": at("set"), "arm:b": at("wait")}),
        node(
            "set",
            "set_variables",
            {"next": at("wait")},
            assignments=[{"variable": "城市", "kind": "expression", "value": f'城市 + "{number}"'}],
        ),
        node("wait", "wait", {"next": at("remind")}, duration_s=3600),
        node("remind", "send_message", {"next": onward}, message=_text("优惠明晚截止，{{姓名}}。")),
    ]


def _text(words: str) -> dict[str, Any]:
    return {"content": {"type": "text", "text": words}, "fallback": {"mode": "automatic", "refusal": True}}


def _case(case_id: str, amount: int) -> dict[str, Any]:
    row = {"variable": "金额", "operator": "ge", "value": amount}
    return {"id": case_id, "name": f"满 {amount}", "condition": {"rows": [row]}}


def _carousel(number: int) -> dict[str, Any]:
    cards = [
        {
            "media": {"source": f"https://shop.example.cn/{number}-{name}.jpg", "size_bytes": 90_000},
            "title": f"新品 {name}",
            "description": "春季上新，满 300 减 60。",
            "suggestions": [
                {
                    "id": f"u{name}",
                    "text": "看看",
                    "action": {"type": "open_url", "url": "https://shop.example.cn"},
                }
            ],
        }
        for name in "abc"
    ]
    chips = [{"id": "s1", "text": "领取优惠券"}, {"id": "s2", "text": "不再接收"}]
    return {
        "content": {"type": "carousel", "cards": cards},
        "chips": chips,
        "fallback": {"mode": "automatic", "refusal": True},
    }

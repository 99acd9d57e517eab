"""Every finding about SMS and before an audit has an example that breaks its rule and one that keeps it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from runtime.flow.chatbot import Chatbot
from runtime.flow.flow import Flow
from runtime.flow.issues import check_flow, checker
from runtime.flow.issues.menu_clearing import menu_findings
from tests.runtime.flow.issues.test_broken_flows import FAULTS
from tests.runtime.flow.issues.test_lint import (
    _CARD,
    _NAMED,
    _REFUSED,
    BROKEN,
    END,
    SOLD,
    _after_wait,
    _dial,
    _own,
    _saying,
    _selling,
    _url,
)
from tests.support.conversations import flow_of, node, text

_PICTURE = {"content": {"type": "rich_card", "card": {"media": {"source": "https://a.cn/a.png"}}}}
_EXITS = dict.fromkeys(("answered", "no_reply", "invalid"), "end")
_CHIP = {"id": "r1", "text": "不再接收"}


def _asking(kind: str) -> Flow:
    question = text("几位？", "2 位", "4 位")
    return flow_of(node("ask", "a", _EXITS, question=question, answer_type=kind), END, purpose="service")


MORE_BROKEN: Final[dict[str, Flow]] = {
    "empty_fallback": _saying(_PICTURE),
    "long_fallback": _saying(text("长" * 1200)),
    "replies_hidden": _saying(_own("要不要？", "要", "不要", sms="请回复")),
    "numbered_numbers": _asking("number"),
    "refusal_only_in_sms": _selling(
        text(SOLD) | {"fallback": {"mode": "own", "text": f"{SOLD}拒收请回复R", "refusal": False}}, chatbot={}
    ),
    "sms_without_refusal": _selling(text(SOLD) | {"fallback": {"refusal": False}}),
}
"""Beside those of the lint and of the golden files: code → a flow that breaks the rule."""

KEEPING: Final[dict[str, Flow]] = {
    "no_fallback": _saying(text("账单已出")),
    "empty_fallback": _saying(_PICTURE | {"fallback": {"mode": "own", "text": "请在新手机上查看"}}),
    "long_fallback": _saying(text("长" * 100)),
    "replies_hidden": _saying(_own("要不要？", "要", "不要", sms="回复1要，2不要")),
    "number_elsewhere": _saying(text("要不要？", "要", "不要")),
    "number_mislabelled": _saying(_own("要不要？", "要", "不要", sms="要不要？回复1要，2不要。")),
    "number_without_reply": _saying(_own("要不要？", "要", "不要", sms="要不要？回复1要，2不要。")),
    "numbers_unclear": _saying(text("好不好？", "好", "不好")),
    "numbered_numbers": _asking("text"),
    "sms_part_more": _saying(text("茶" * 62)),
    "no_refusal": _selling(text(SOLD) | {"chips": [_CHIP]}),
    "refusal_only_in_sms": _selling(text(SOLD)),
    "sms_without_refusal": _selling(text(SOLD)),
    "refusal_wording": _selling(_own(SOLD, sms="春茶上市，拒收请回复R")),
    "refusal_twice": _selling(_own(SOLD, sms="春茶上市")),
    "refusal_on_unicom": _after_wait(text(SOLD) | _REFUSED, until="clock", clock="10:00:00"),
    "sms_link": _saying(_url("https://www.example.com/a")),
    "sms_contact": _saying(_own("详询 400-888-0000", sms="请在新手机上查看电话")),
    "personal_number": _saying(text("尾号 138****8000 的会员您好")),
    "personal_call": _saying(_dial("+864008880000")),
    "marketing_variable": _selling(_own("{{姓名}}，春茶上市", sms=SOLD), variables=_NAMED),
    "adjacent_variables": _saying(text("您在{{城市}}的{{姓名}}店"), variables=_NAMED),
    "only_variables": _saying(text("{{姓名}}您好"), variables=_NAMED),
    "many_variables": _saying(text("，".join(["城市{{城市}}"] * 10)), variables=_NAMED),
    "variable_value": _saying(text("送到{{地址}}"), variables=[{"name": "地址", "default": "浙" * 35}]),
    "sms_brackets": _saying(_own("您好", sms="「茶馆」您好")),
    "sms_symbol": _saying(_own("只要 ¥60 🍵", sms="只要60元")),
    "sms_traditional": _saying(_own("您好", sms="亲爱的会员，欢迎您来订购")),
    "superlative": _selling(text("查看离我最近的门店")),
    "restricted_trade": _selling(text("周末品茶大赛")),
    "notice_with_link": _saying(_own("详情见卡片", sms="账单已出")),
    "notice_sells": _saying(_url("https://www.example.com/a")),
    "advertisement_as_notice": _selling(text(SOLD) | {"traffic": "advertisement"}),
    "night_wait": _after_wait(text(SOLD) | _REFUSED, until="clock", clock="20:59:00"),
    "no_signature": _saying(text("账单已出"), chatbot={"signature": "示例医院"}),
    "signature_marks": _saying(text("账单已出"), chatbot={"signature": "示例医院"}),
    "signature_length": _saying(text("账单已出"), chatbot={"signature": "示例生活馆杭州旗舰店会员"}),
    "material_expiry": _after_wait(_CARD, duration_s=29 * 86400),
    "short_link": _saying(_url("https://www.example.com/a")),
    "variable_site": _saying(_url("https://www.example.com/{{城市}}"), variables=_NAMED),
    "ip_address": _saying(_url("https://www.example.com/1.2.3.4")),
}
"""Code → a flow that comes near to breaking that rule and keeps it."""


def _documented() -> list[str]:
    text = (Path(checker.__file__).parents[3] / "docs/checks.md").read_text("utf-8")
    return re.findall(r"^\| `(\w+)` \|", text[text.index("## The SMS twin") :], re.MULTILINE)


def _found(flow: Flow) -> set[str]:
    return {issue.code for issue in check_flow(flow, media=("茶园.jpg",))}


def test_every_finding_has_both_examples() -> None:
    broken = {*BROKEN, *FAULTS.values(), *MORE_BROKEN, "menu_cleared"}

    assert set(_documented()) - broken == set()
    assert set(_documented()) - {*KEEPING, "menu_cleared"} == set()
    assert set(KEEPING) - set(_documented()) == set()


@pytest.mark.parametrize("code", MORE_BROKEN)
def test_what_breaks_a_rule_is_found(code: str) -> None:
    assert code in _found(MORE_BROKEN[code])


@pytest.mark.parametrize("code", KEEPING)
def test_what_just_keeps_a_rule_is_not_found(code: str) -> None:
    assert code not in _found(KEEPING[code])


def test_a_menu_may_be_changed_but_not_cleared() -> None:
    one, other = (
        Chatbot.model_validate({"menu": [{"text": word, "suggestion": {"id": "m", "text": word}}]})
        for word in ("退订", "客服")
    )

    assert [issue.code for issue in menu_findings(one, Chatbot())] == ["menu_cleared"]
    assert menu_findings(one, other) == ()

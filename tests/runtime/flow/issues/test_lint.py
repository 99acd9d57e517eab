"""The lint before audit: each rule with examples that break it and examples that keep it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest

from runtime.flow.chatbot import Chatbot
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues import check_flow
from runtime.flow.issues import sources as sources_module
from runtime.flow.issues.menu_clearing import menu_findings
from runtime.flow.issues.sources import RULES
from runtime.flow.issues.unchecked import UNCHECKED
from runtime.records import replaced_at
from tests.support.conversations import flow_of, node, text

END = node("end", "end")
SOLD: Final = "春茶上市，欢迎选购。"


def _own(words: str, *replies: str, sms: str = "") -> dict[str, Any]:
    return text(words, *replies) | {"fallback": {"mode": "own", "text": sms or words}}


def _saying(message: dict[str, Any], **more: Any) -> Flow:  # noqa: ANN401 - JSON
    targets = dict.fromkeys(("next", "other", "no_reply", "reply:r1", "reply:r2", "reply:r3"), "end")
    return flow_of(
        node("send_message", "a", targets, title="问候", message=message),
        END,
        **({"purpose": "service"} | more),
    )


def _selling(message: dict[str, Any], **more: Any) -> Flow:  # noqa: ANN401 - JSON
    """Marketing whose menu takes refusals, and whose SMS says so unless the message has its own fallback."""
    fallback = {"mode": "automatic"} | message.get("fallback", {})
    menu = {"menu": [{"text": "退订", "suggestion": {"id": "m1", "text": "退订"}}]}
    own = {"fallback": fallback | {"refusal": fallback.get("refusal", True)}}
    return _saying(message | own, **({"purpose": "marketing", "chatbot": menu} | more))


def _after_wait(message: dict[str, Any], purpose: str = "marketing", **wait: Any) -> Flow:  # noqa: ANN401 - JSON
    menu = {"menu": [{"text": "退订", "suggestion": {"id": "m1", "text": "退订"}}]}
    return flow_of(
        node("wait", "w", {"next": "a"}, title="稍等", **wait),
        node("send_message", "a", {"next": "end"}, title="问候", message=message),
        END,
        purpose=purpose,
        chatbot=menu,
    )


def _codes(flow: Flow) -> list[str]:
    return [issue.code for issue in check_flow(flow, media=("茶园.jpg",))]


def _url(address: str) -> dict[str, Any]:
    chip = {"id": "u1", "text": "看看", "action": {"type": "open_url", "url": address}}
    return text("详情在这里") | {"chips": [chip]}


def _dial(number: str) -> dict[str, Any]:
    chip = {"id": "d1", "text": "拨打", "action": {"type": "dial_phone_number", "phone_number": number}}
    return text("可以打电话") | {"chips": [chip]}


_REFUSED = {"fallback": {"mode": "automatic", "refusal": True}}
_CARD = {
    "content": {
        "type": "rich_card",
        "card": {"title": "春茶", "media": {"source": "media:茶园.jpg", "size_bytes": 10}},
    }
} | _REFUSED
_NAMED = [{"name": "姓名", "default": "王女士"}, {"name": "城市", "default": "杭州"}]
_LONG = [{"name": "地址", "default": "浙" * 36}]

BROKEN: Final[dict[str, list[Flow]]] = {
    "sms_link": [
        _saying(_own("详情见卡片", sms="详情 https://www.example.com/a 拒收请回复R")),
        _saying(_own("详情见卡片", sms="上 example.com.cn/a 看看，拒收请回复R")),
        _saying(text("详情 www.example.com") | {"fallback": {"refusal": True}}),
    ],
    "sms_contact": [
        _saying(_own("可以打电话", sms="详询 400-888-0000")),
        _saying(_own("可以打电话", sms="请致电95588")),
        _saying(text("详询 020-88880000")),
    ],
    "personal_number": [
        _saying(text("联系店长 13800138000")),
        _saying(text("联系店长 138 0013 8000")),
        _saying(text("加微信领礼品")),
        _saying(text("微信号：tea_house88")),
        _saying(_own("联系店长", sms="联系店长13800138000")),
    ],
    "personal_call": [_saying(_dial("+8613800138000"))],
    "superlative": [_selling(text("全国最大的茶城")), _selling(_own(SOLD, sms="销量第一的好茶"))],
    "restricted_trade": [_selling(text("低息贷款，快来申请")), _selling(text("周末棋牌大赛"))],
    "sms_brackets": [_saying(_own("您好", sms="【茶馆】您好"))],
    "sms_symbol": [
        _saying(_own("您好", sms="只要 ¥60")),
        _saying(_own("您好", sms="茶&点心")),
        _saying(text("春茶上市★")),
        _saying(text("春茶上市🍵")),
    ],
    "sms_traditional": [_saying(_own("您好", sms="親愛的會員，歡迎您來訂購"))],
    "marketing_variable": [_selling(text("{{姓名}}，春茶上市"), variables=_NAMED)],
    "adjacent_variables": [_saying(text("您在{{城市}}{{姓名}}"), variables=_NAMED)],
    "only_variables": [_saying(text("{{城市}}，{{姓名}}"), variables=_NAMED)],
    "many_variables": [_saying(text("，".join(["城市{{城市}}"] * 11)), variables=_NAMED)],
    "variable_value": [_saying(text("送到{{地址}}"), variables=_LONG)],
    "night_wait": [
        _after_wait(text(SOLD) | _REFUSED, until="clock", clock="22:30:00"),
        _after_wait(text(SOLD) | _REFUSED, until="date", day="2027-03-01", clock="07:30:00"),
    ],
    "refusal_wording": [
        _selling(
            _own(SOLD, sms="春茶上市，退订回T")
            | {"fallback": {"mode": "own", "text": "春茶上市，退订回T", "refusal": False}}
        ),
        _saying(_own(SOLD, sms="账单已出，退订回复TD")),
        _saying(_own(SOLD, sms="账单已出，回N退订")),
        _saying(_own(SOLD, sms="账单已出，拒收回复R")),
    ],
    "refusal_twice": [_saying(_own(SOLD, sms="账单已出，退订回T。拒收请回复R"))],
    "refusal_on_unicom": [_after_wait(text(SOLD), until="clock", clock="10:00:00")],
    "notice_with_link": [_saying(_own("详情见卡片", sms="账单 https://www.example.com/a"))],
    "notice_sells": [
        _saying(_url("https://www.example.com/a") | {"content": {"type": "text", "text": "领优惠券"}})
    ],
    "advertisement_as_notice": [_saying(text("账单已出") | {"traffic": "advertisement"})],
    "no_signature": [_saying(text("账单已出"), chatbot={"signature": ""})],
    "signature_marks": [_saying(text("账单已出"), chatbot={"signature": "【茶馆】"})],
    "signature_length": [_saying(text("账单已出"), chatbot={"signature": "示例生活馆杭州旗舰店会员部"})],
    "material_expiry": [_after_wait(_CARD, duration_s=31 * 86400)],
    "short_link": [
        _saying(_url("https://t.cn/A1b2")),
        _selling(text("点 dwz.cn/abc") | {"fallback": {"mode": "none"}}),
    ],
    "variable_site": [_saying(_url("https://{{城市}}.example.com/a"), variables=_NAMED)],
    "ip_address": [_saying(_url("http://192.168.1.9/a"))],
    "sms_part_more": [_saying(text("茶" * 66))],
    "number_elsewhere": [
        flow_of(
            node(
                "send_message", "a", {"reply:r1": "end", "reply:r2": "over"}, message=text("几位？", "2", "1")
            ),
            END,
            node("end", "over"),
            purpose="service",
        )
    ],
    "number_mislabelled": [_saying(_own("要不要？", "要", "不要", sms="要不要？回复1不要，2要。"))],
    "number_without_reply": [_saying(_own("要不要？", "要", "不要", sms="要不要？回复1要，2不要，3再看。"))],
    "numbers_unclear": [_saying(text("好不好？", "好，2：也好", "不好"))],
}
"""Code → flows that break that rule."""

KEPT: Final[dict[str, Flow]] = {
    "a link in a card is not a link in an SMS": _saying(_url("https://www.example.com/a")),
    "a sentence with full stops is no address": _saying(_own("您好", sms="营业时间10.00-21.30，见门店.")),
    "a masked number is no number": _saying(text("尾号 138****8000 的会员您好")),
    "an order number is no mobile number": _saying(text("订单 2026138001380001 已发货")),
    "the nearest shop is no superlative": _selling(text("查看离我最近的门店，这是最后一天")),
    "a service message is no advertisement": _saying(text("您办理的是最高级别的会员")),
    "names may stand in the 5G message": _selling(
        _own("{{姓名}}，春茶上市", sms="春茶上市，欢迎选购。"), variables=_NAMED
    ),
    "a variable after an answer is no mass marketing": _saying(
        text("{{姓名}}，已为您办好"), variables=_NAMED
    ),
    "variables with words between them": _saying(text("您在{{城市}}的{{姓名}}店"), variables=_NAMED),
    "a wait until the morning": _after_wait(text(SOLD) | _REFUSED, until="clock", clock="10:00:00"),
    "a service reminder at night": _after_wait(text("明天就诊"), "service", until="clock", clock="22:00:00"),
    "the accepted refusal wording": _selling(text(SOLD)),
    "a service with a link on a button": _saying(_url("https://www.example.com/pay")),
    "a usual signature": _saying(text("账单已出"), chatbot={"signature": "示例医院"}),
    "media after a week": _after_wait(_CARD, duration_s=7 * 86400),
    "a variable behind the site": _saying(_url("https://www.example.com/{{城市}}"), variables=_NAMED),
    "exactly one part": _saying(text("茶" * 62)),
    "a price in words": _saying(_own("您好", sms="只要60元，买2送1")),
    "a rare name": _saying(_own("您好", sms="陈喆医生明天上午出诊")),
    "for GSMA alone": _saying(_own("详情", sms="see https://www.example.com/a"), profile="gsma"),
}


@pytest.mark.parametrize(("code", "flow"), [(code, flow) for code, flows in BROKEN.items() for flow in flows])
def test_a_message_that_breaks_a_rule_is_found(code: str, flow: Flow) -> None:
    assert code in _codes(flow)


@pytest.mark.parametrize("name", KEPT)
def test_a_message_that_keeps_the_rules_is_left_alone(name: str) -> None:
    assert _codes(KEPT[name]) == []


def _linted() -> list[Issue]:
    return [issue for flows in BROKEN.values() for flow in flows for issue in check_flow(flow)]


def test_every_lint_names_a_rule_with_its_source_and_date() -> None:
    rests_on = {issue.code: issue.rule for issue in _linted() if issue.code in BROKEN}
    proved = {code for code in BROKEN if code.startswith("number")}

    assert {code for code, rule in rests_on.items() if rule is None} == proved
    for rule in RULES.values():
        assert rule.source.zh
        assert rule.source.en
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", rule.date)


def test_a_rule_that_is_unsure_says_so() -> None:
    for issue in _linted():
        if issue.rule is None:
            continue
        said = issue.rule.in_words()
        assert ("来源不确定" in said.zh) is not issue.rule.is_sure
        if not issue.rule.is_sure and issue.severity == "warning":
            assert re.search("可能|有的平台", issue.sentence.zh), issue.sentence.zh
            assert re.search(r"\bmay\b|some platforms", issue.sentence.en), issue.sentence.en


_PROMISE = re.compile(
    r"一定(?:能|会|可以)?(?:通过|过审)|保证|确保|必定|肯定(?:能|会)|过审"
    r"|will pass|guarantee|certain to|ensures?\b",
    re.IGNORECASE,
)


def test_no_sentence_promises_that_an_audit_passes() -> None:
    folder = Path(sources_module.__file__).parent
    texts = [path.read_text("utf-8") for path in (*folder.glob("*.py"), folder.parent / "rule.py")]
    sentences = [line for each in texts for line in each.splitlines() if '"' in line]

    assert [line for line in sentences if _PROMISE.search(line)] == []
    assert "以运营商为准" in UNCHECKED.zh


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_the_quick_fix_of_a_lint_mends_it(code: str) -> None:
    for flow in BROKEN[code]:
        issue = next(issue for issue in check_flow(flow) if issue.code == code)
        if issue.fix is None or issue.fix.name != "set_field":
            continue
        node_id, path = NodeId(str(issue.fix.data["node"])), issue.fix.data["path"]
        assert isinstance(path, tuple)
        mended = replaced_at(flow.nodes[node_id], path, issue.fix.data["value"])

        after = check_flow(flow.with_changes(nodes=flow.nodes | {node_id: mended}))

        assert code not in [left.code for left in after]


def test_a_translation_is_linted_in_its_language() -> None:
    translations = {"en": {"账单已出": {"text": "Your bill is ready: https://www.example.com/a"}}}
    flow = flow_of(
        node("send_message", "a", {"next": "end"}, message=text("账单已出"), translations=translations),
        END,
        purpose="service",
        languages=["en"],
    )

    found = [issue for issue in check_flow(flow) if issue.code == "sms_link"]

    assert [issue.language for issue in found] == ["en"]
    assert "英文短信" in found[0].sentence.zh


def test_a_menu_that_people_have_is_not_taken_away_unnoticed() -> None:
    entry = {"text": "退订", "suggestion": {"id": "m1", "text": "退订"}}
    full, empty = Chatbot.model_validate({"menu": [entry]}), Chatbot()

    assert [issue.code for issue in menu_findings(full, empty)] == ["menu_cleared"]
    assert menu_findings(full, full) == menu_findings(empty, full) == menu_findings(empty, empty) == ()

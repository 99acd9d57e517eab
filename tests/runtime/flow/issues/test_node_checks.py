"""Findings about one node: triggers, cases, limits, fallbacks, refusal."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.flow.condition import Condition
from runtime.flow.flow import Flow
from runtime.flow.issues import check_flow
from runtime.flow.issues.implication import covers
from runtime.flow.issues.naming import place_of
from runtime.messages.message import Message
from tests.support.conversations import flow_of, node, text
from tests.support.messages import ELEMENTS

END = node("end", "end")


def _codes(flow: Flow) -> list[str]:
    return [issue.code for issue in check_flow(flow)]


def _saying(message: dict[str, Any], **more: Any) -> Flow:  # noqa: ANN401 - JSON
    targets = dict.fromkeys(("next", "other", "no_reply", "reply:r1", "reply:r2", "reply:r3"), "end")
    return flow_of(
        node("send_message", "a", targets, title="问候", message=message),
        END,
        **({"purpose": "service"} | more),
    )


def _started(*triggers: dict[str, Any]) -> Flow:
    return flow_of(node("start", "start", {"next": "end"}, triggers=list(triggers)), END, purpose="service")


def _keyword(match: str, *words: str) -> dict[str, Any]:
    return {"kind": "keyword", "match": match, "words": list(words)}


@pytest.mark.parametrize(
    ("earlier", "later", "is_shadowed"),
    [
        (_keyword("exact", "优惠"), _keyword("exact", "优惠。"), True),
        (_keyword("exact", "优惠"), _keyword("contains", "优惠"), False),
        (_keyword("contains", "优惠"), _keyword("exact", "春季优惠"), True),
        (_keyword("contains", "优惠"), _keyword("contains", "优惠券"), True),
        (_keyword("contains", "优惠券"), _keyword("contains", "优惠"), False),
        (_keyword("exact", "ＶＩＰ"), _keyword("exact", "vip"), True),
        (_keyword("pattern", "优惠|折扣"), _keyword("exact", "折扣"), True),
        (_keyword("pattern", "优惠|折扣"), _keyword("contains", "折扣"), True),
        (_keyword("pattern", "^折扣$"), _keyword("contains", "折扣"), False),
        (_keyword("pattern", "a+"), _keyword("pattern", "a+"), True),
        (_keyword("exact", "a"), _keyword("pattern", "a"), False),
    ],
)
def test_a_keyword_an_earlier_one_catches_is_found(
    earlier: dict[str, Any], later: dict[str, Any], is_shadowed: bool
) -> None:
    assert _codes(_started(earlier, later)) == (["shadowed_keyword"] if is_shadowed else [])


def test_triggers_that_say_nothing_are_found() -> None:
    found = _codes(_started(_keyword("exact"), {"kind": "menu"}, _keyword("pattern", "(")))

    assert found == ["empty_trigger", "empty_trigger", "pattern"]
    assert _codes(_started()) == ["no_trigger"]


def _rows(*rows: tuple[str, str, Any], join: str = "all") -> Condition:
    listed = [{"variable": name, "operator": operator, "value": value} for name, operator, value in rows]
    return Condition.model_validate({"rows": listed, "join": join})


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (_rows(("x", "ge", 100.0)), _rows(("x", "ge", 300.0)), True),
        (_rows(("x", "ge", 100.0)), _rows(("x", "eq", 100.0)), True),
        (_rows(("x", "gt", 100.0)), _rows(("x", "ge", 100.0)), False),
        (_rows(("x", "ge", 100.0)), _rows(("x", "gt", 100.0)), True),
        (_rows(("x", "le", 100.0)), _rows(("x", "lt", 50.0)), True),
        (_rows(("x", "lt", 100.0)), _rows(("x", "le", 100.0)), False),
        (_rows(("x", "ge", 300.0)), _rows(("x", "ge", 100.0)), False),
        (_rows(("x", "ge", 100.0)), _rows(("y", "ge", 300.0)), False),
        (_rows(("x", "ne", 5.0)), _rows(("x", "gt", 5.0)), True),
        (_rows(("x", "ne", 5.0)), _rows(("x", "ge", 5.0)), False),
        (_rows(("x", "is_set", "")), _rows(("x", "eq", "a")), True),
        (_rows(("x", "is_set", "")), _rows(("x", "not_set", "")), False),
        (_rows(("x", "not_set", "")), _rows(("x", "eq", "a")), False),
        (_rows(("x", "contains", "券")), _rows(("x", "eq", "优惠券")), True),
        (_rows(("x", "contains", "券")), _rows(("x", "contains", "优惠券")), True),
        (_rows(("x", "starts", "春")), _rows(("x", "starts", "春季")), True),
        (_rows(("x", "starts", "春季")), _rows(("x", "starts", "春")), False),
        (_rows(("x", "eq", "金")), _rows(("x", "eq", "金"), ("y", "eq", "北京")), True),
        (_rows(("x", "eq", "金"), ("y", "eq", "北京")), _rows(("x", "eq", "金")), False),
        (_rows(("x", "eq", "a"), ("x", "eq", "b"), join="any"), _rows(("x", "eq", "b")), True),
        (_rows(("x", "eq", "a")), _rows(("x", "eq", "a"), ("x", "eq", "b"), join="any"), False),
        (_rows(("x", "eq", True)), _rows(("x", "eq", 1.0)), False),
        (Condition(expression="true"), _rows(("x", "eq", 1.0)), True),
        (Condition(expression="a > 1.0"), Condition(expression="a > 1.0"), True),
        (Condition(expression="a > 1.0"), Condition(expression="a > 2.0"), False),
        (Condition(), Condition(), False),
    ],
)
def test_one_condition_covers_another_only_if_that_is_certain(
    earlier: Condition, later: Condition, expected: bool
) -> None:
    assert covers(earlier, later) is expected


def test_a_long_field_is_named_by_its_place_and_a_short_one_by_its_text() -> None:
    card = {"type": "rich_card", "card": {"title": "长" * 60, "description": "短"}}

    found = check_flow(_saying({"content": card, "chips": [{"id": "r1", "text": "查看离我最近的门店"}]}))

    assert [issue.sentence.zh for issue in found] == [
        "「问候」的「标题」有 180 字节，最多 150。缩短到 50 个汉字以内。",
        "「查看离我最近的门店」有 27 字节，最多 25。缩短到 8 个汉字以内。",
    ]


def test_too_many_and_too_few_items_say_how_many_to_change() -> None:
    card = {"title": "茶"}
    many = [{"id": f"s{n}", "text": f"第 {n} 个", "action": {"type": "request_location"}} for n in range(12)]

    few = check_flow(_saying({"content": {"type": "carousel", "cards": [card]}}))
    too_many = check_flow(_saying(text("选") | {"chips": many}))

    assert [issue.sentence.zh for issue in few] == ["「问候」的「卡片」有 1 项，至少 2。再加 1 项。"]
    assert [issue.sentence.zh for issue in too_many] == [
        "「问候」的「消息下方的悬浮建议」有 12 项：阿里云最多 10 项，移动、联通、电信最多 11 项。删掉 2 项。"
    ]


def test_a_file_too_large_is_told_in_megabytes() -> None:
    media = {"source": "https://a.cn/a.png", "content_type": "image/png", "size_bytes": 3 << 20}

    found = check_flow(_saying({"content": {"type": "rich_card", "card": {"media": media, "title": "茶"}}}))

    assert [issue.sentence.zh for issue in found] == [
        "「问候」的「图片或视频 › 文件大小」有 3 MB，最多 2 MB。换一个小一些的文件。"
    ]
    assert found[0].carriers == ("mobile", "telecom", "unicom")


def test_a_text_is_never_cut_inside_an_insertion() -> None:
    flow = _saying(text("长" * 1998 + "{{1 + 1}}"))

    (issue,) = [issue for issue in check_flow(flow) if issue.code == "limit"]

    assert issue.fix is not None
    assert issue.fix.data["value"] == "长" * 1998


@pytest.mark.parametrize(
    ("fallback", "codes"),
    [
        ({"mode": "none"}, ["no_fallback"]),
        ({"mode": "own", "text": "好的"}, ["replies_hidden"]),
        ({"mode": "own", "text": "回复1要，2不要"}, []),
        ({"mode": "own", "text": "要就回想要，不要就回算了"}, []),
        ({"mode": "own"}, ["replies_hidden", "empty"]),
        ({"mode": "automatic"}, []),
    ],
)
def test_a_fallback_says_what_people_can_answer(fallback: dict[str, Any], codes: list[str]) -> None:
    assert sorted(_codes(_saying(text("要吗", "想要", "算了") | {"fallback": fallback}))) == sorted(codes)


def test_a_message_without_words_has_an_empty_sms() -> None:
    file = {"type": "file", "source": "https://a.cn/a.mp4", "content_type": "video/mp4"}

    assert _codes(_saying({"content": file})) == ["empty_fallback"]


def test_an_automatic_text_beyond_the_limit_of_sms_is_found() -> None:
    assert _codes(_saying(text("长" * 1200))) == ["long_fallback"]


def test_two_replies_that_read_alike_are_found() -> None:
    assert _codes(_saying(text("好吗", "好", "好！"))) == ["same_reply"]


def test_replies_too_long_for_a_number_to_tell_them_apart_are_found_too() -> None:
    assert "same_reply" in _codes(_saying(text("好吗", "好" * 50_000, "好" * 50_000)))


def test_an_element_of_a_newer_version_cannot_be_sent() -> None:
    assert _codes(_saying({"content": {"type": "poll"}})) == ["unknown_element"]


@pytest.mark.parametrize(
    ("message", "more", "codes"),
    [
        (text("上新", "看看"), {}, ["no_refusal"]),
        (
            text("上新", "看看") | {"fallback": {"mode": "automatic", "refusal": True}},
            {},
            ["refusal_only_in_sms"],
        ),
        (text("上新", "不再接收"), {}, []),
        (text("上新，退订回T", "看看"), {}, ["refusal_wording"]),
        (
            text("上新", "看看") | {"fallback": {"refusal": True}},
            {"chatbot": {"menu": [{"suggestion": {"id": "m1", "text": "退订"}}]}},
            [],
        ),
        (
            text("上新", "看看"),
            {"chatbot": {"menu": [{"suggestion": {"id": "m1", "text": "退订"}}]}},
            ["sms_without_refusal"],
        ),
        (text("上新", "看看"), {"purpose": "service"}, []),
    ],
)
def test_marketing_offers_a_way_to_refuse(
    message: dict[str, Any], more: dict[str, Any], codes: list[str]
) -> None:
    assert _codes(_saying(message, **({"purpose": "marketing"} | more))) == codes


def test_a_reply_that_ends_as_refused_is_a_way_to_refuse() -> None:
    message = text("上新", "看看", "没兴趣") | {"fallback": {"refusal": True}}
    flow = flow_of(
        node(
            "send_message",
            "a",
            {"reply:r1": "end", "reply:r2": "note", "other": "end", "no_reply": "end"},
            message=message,
        ),
        node("set_variables", "note", {"next": "no"}),
        node("end", "no", outcome="refused"),
        END,
    )

    assert _codes(flow) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"answer_type": "choice"}, "no_choices"),
        ({"answer_type": "number", "minimum": 5, "maximum": 1}, "empty_range"),
        ({"no_reply_after_s": 0}, "endless_wait"),
    ],
)
def test_questions_can_be_answered(fields: dict[str, Any], code: str) -> None:
    targets = {"answered": "end", "invalid": "end", "no_reply": "end"}
    flow = flow_of(node("ask", "a", targets, question=text("几位？"), **fields), END, purpose="service")

    assert _codes(flow) == [code]


def test_numbered_replies_to_a_question_for_a_number_are_found() -> None:
    targets = {"answered": "end", "invalid": "end", "no_reply": "end"}
    ask = node("ask", "a", targets, question=text("几位？", "2 位", "4 位"), answer_type="number")

    assert _codes(flow_of(ask, END, purpose="service")) == ["numbered_numbers"]


def test_a_wait_for_a_date_needs_the_date() -> None:
    assert _codes(flow_of(node("wait", "w", {"next": "end"}, until="date"), END, purpose="service")) == [
        "date_missing"
    ]


@pytest.mark.parametrize(
    ("variable", "codes"),
    [("日", []), ("金额", ["variable_type"]), ("", ["empty"]), ("没有", ["expression"])],
)
def test_a_wait_for_the_day_in_a_variable_needs_one_that_holds_a_day(variable: str, codes: list[str]) -> None:
    variables: list[dict[str, Any]] = [
        {"name": "日", "type": "date", "from_contact": True},
        {"name": "金额", "type": "number", "default": 1},
    ]
    wait = node("wait", "w", {"next": "end"}, until="variable", variable=variable)

    assert _codes(flow_of(wait, END, purpose="service", variables=variables)) == codes


def test_a_default_of_the_wrong_type_is_found() -> None:
    variables: list[dict[str, Any]] = [
        {"name": "金额", "type": "number", "default": "很多"},
        {"name": "好", "type": "boolean", "default": True},
    ]

    assert _codes(flow_of(END, variables=variables, purpose="service")) == ["default_type"]


def test_an_empty_address_of_a_request_is_found() -> None:
    flow = flow_of(node("http_request", "h", {"success": "end", "failure": "end"}), END, purpose="service")

    assert _codes(flow) == ["empty"]


def test_places_read_as_people_say_them() -> None:
    message = Message(content=ELEMENTS[2])

    place = place_of(message, ("content", "cards", 1, "suggestions", 0, "text"))

    assert (place.zh, place.en) == ("卡片 2 › 建议 1 › 文字", "Card 2 › Suggestion 1 › Text")


@pytest.mark.parametrize(
    ("menu", "codes"),
    [
        ([{"text": "优惠", "entries": [{"id": "m1", "text": "本周"}]}], []),
        ([{"suggestion": {"id": "m1", "text": "联系我们"}}], []),
        ([{"text": "优惠"}], ["empty_menu_entry"]),
        ([{"entries": [{"id": "m1", "text": "本周"}]}], ["empty"]),
        (
            [
                {
                    "text": "优惠",
                    "suggestion": {"id": "m1", "text": "a"},
                    "entries": [{"id": "m2", "text": "b"}],
                }
            ],
            ["double_menu_entry"],
        ),
        ([{"text": str(n), "entries": [{"id": "m1", "text": "本周"}]} for n in range(4)], ["limit"]),
        ([{"text": "优惠", "entries": [{"id": str(n), "text": "本周"} for n in range(6)]}], ["limit"]),
        ([{"text": "优惠", "entries": [{"id": "m1", "text": "查看离我最近的门店"}]}], ["limit"]),
        ([{"suggestion": {"id": "m1", "text": "官网", "action": {"type": "open_url"}}}], ["empty"]),
    ],
)
def test_the_fixed_menu_is_checked_like_messages(menu: list[dict[str, Any]], codes: list[str]) -> None:
    assert _codes(_saying(text("你好"), chatbot={"menu": menu})) == codes


def test_a_profile_of_another_version_is_replaced_by_the_strictest() -> None:
    assert _codes(_saying(text("选", "查看离我最近的门店"), profile="strict_2030")) == [
        "limit",
        "unknown_profile",
    ]

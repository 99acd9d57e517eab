"""How a session goes on, node by node."""

from __future__ import annotations

import pytest

from runtime.engine.advance import stop
from runtime.engine.effects import RequestHttp, SetTimer
from runtime.engine.errors import CompileRefused
from runtime.engine.plan import compile_flow
from runtime.flow.ids import ExitName
from runtime.flow.resume import CallDone, Delivery, Reply, Start, TimerDue
from tests.support.conversations import NOON, Talk, flow_of, node, text

OFFER = node(
    "send_message",
    "offer",
    {"reply:r1": "yes", "reply:r2": "no", "other": "other", "no_reply": "late"},
    message=text("{{姓名}}，要优惠券吗？", "领取", "不要"),
    no_reply_after_s=3600,
)
ENDS = [node("end", name, outcome=kind) for name, kind in (("yes", "goal"), ("no", "refused"))]
MORE_ENDS = [node("end", name, outcome="abandoned") for name in ("other", "late")]
NAME = {"name": "姓名", "default": "您", "from_contact": True}


def offer() -> Talk:
    return Talk(flow_of(OFFER, *ENDS, *MORE_ENDS, variables=[NAME]))


def where(talk: Talk) -> str | None:
    return talk.session.runs[-1].node


def test_a_tap_takes_the_exit_of_its_suggestion() -> None:
    talk = offer()

    talk.tap("领取")

    assert (where(talk), talk.session.outcome) == ("yes", "goal")


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("领取", "yes"),
        (" 领取。", "yes"),
        ("1", "yes"),
        ("２", "no"),
        ("3", "other"),
        ("0", "other"),
        ("随便", "other"),
    ],
    ids=["words", "punctuation", "number", "full width", "no such number", "zero", "anything"],
)
def test_typed_answers_and_sms_numbers_take_the_same_exits(words: str, end: str) -> None:
    talk = offer()

    talk.say(words)

    assert where(talk) == end


def test_a_reply_with_unknown_postback_takes_the_other_exit() -> None:
    talk = offer()

    talk.resume(Reply(text="?", postback="elsewhere"))

    assert where(talk) == "other"


def test_tapping_an_action_is_noted_and_answers_nothing() -> None:
    talk = offer()

    talk.resume(Reply(text="查看详情", postback="flow/offer/see", is_action=True))

    assert (where(talk), talk.kinds()[-1]) == ("offer", "acted")


def test_nobody_answers_until_the_timer_is_due() -> None:
    talk = offer()
    timer = next(effect for effect in talk.sprints[-1].effects if isinstance(effect, SetTimer))
    talk.later(hours=1)

    sprint = talk.resume(TimerDue(timer.wait))

    assert where(talk) == "late"
    assert {"how": "timed_out"} in [event.detail for event in sprint.events if event.kind == "left"]


def test_a_stale_timer_changes_nothing() -> None:
    talk = offer()
    before = talk.session

    sprint = talk.resume(TimerDue(99))

    assert (sprint.session, sprint.effects, sprint.events) == (before, (), ())


def test_a_second_start_and_a_resume_after_the_end_change_nothing() -> None:
    talk = offer()
    talk.tap("领取")
    before = talk.session

    talk.resume(Start())
    talk.say("领取")

    assert talk.session == before


def test_insertions_take_contact_attributes_and_never_read_values_again() -> None:
    flow = flow_of(OFFER, *ENDS, *MORE_ENDS, variables=[NAME])

    talk = Talk(flow, start=Start(attributes={"姓名": "{{7*7}}"}))

    assert talk.texts() == ["{{7*7}}，要优惠券吗？"]


def test_start_arguments_win_over_attributes_and_defaults() -> None:
    flow = flow_of(OFFER, *ENDS, *MORE_ENDS, variables=[NAME])

    talk = Talk(flow, start=Start(attributes={"姓名": "王女士"}, arguments={"姓名": "李先生", "没有": 1.0}))

    assert talk.texts() == ["李先生，要优惠券吗？"]


def test_a_message_whose_answer_exits_lead_nowhere_does_not_wait() -> None:
    talk = Talk(flow_of(node("send_message", "m", message=text("您好", "好"))))

    assert (talk.session.status, talk.texts()) == ("ended", ["您好"])


def test_ask_asks_again_in_other_words_and_then_gives_up() -> None:
    ask = node(
        "ask",
        "age",
        {"answered": "yes", "invalid": "no"},
        question=text("您多大？"),
        answer_type="number",
        variable="岁数",
        retries=1,
        retry_text="请回复数字。",
    )
    flow = flow_of(ask, *ENDS, variables=[{"name": "岁数", "type": "number"}])
    talk = Talk(flow)

    talk.say("不告诉你")
    talk.say("还是不")

    assert (talk.texts(), where(talk)) == (["您多大？", "请回复数字。"], "no")


def test_ask_keeps_a_typed_answer() -> None:
    ask = node("ask", "age", {"answered": "yes"}, question=text("?"), answer_type="number", variable="岁数")
    talk = Talk(flow_of(ask, *ENDS, variables=[{"name": "岁数", "type": "number"}]))

    talk.say("３８ 岁")

    assert talk.session.runs[-1].variables["岁数"] == 38.0


def test_branch_takes_the_first_case_that_holds() -> None:
    cases = [
        {"id": "big", "condition": {"rows": [{"variable": "数", "operator": "ge", "value": 100}]}},
        {"id": "any", "condition": {"expression": "is_set(数)"}},
    ]
    branch = node("branch", "b", {"case:big": "yes", "case:any": "no", "otherwise": "late"}, cases=cases)
    flow = flow_of(branch, *ENDS, *MORE_ENDS, variables=[{"name": "数", "type": "number"}])

    ends = [where(Talk(flow, start=Start(arguments=given))) for given in ({"数": 100.0}, {"数": 1.0}, {})]

    assert ends == ["yes", "no", "late"]


def test_split_is_sticky_and_keeps_its_shares() -> None:
    arms = [{"id": "a", "weight": 80}, {"id": "b", "weight": 20}]
    plan = compile_flow(
        flow_of(node("split", "s", {"arm:a": "yes", "arm:b": "no"}, experiment="春季", arms=arms), *ENDS)
    )
    contacts = [f"1380013{number:04}" for number in range(2000)]

    first = [where(Talk(plan, contact)) for contact in contacts]
    again = [where(Talk(plan, contact)) for contact in contacts]

    assert first == again
    assert 0.77 < first.count("yes") / len(first) < 0.83


def test_long_names_of_experiments_that_begin_alike_draw_for_themselves() -> None:
    arms = [{"id": "a", "weight": 50}, {"id": "b", "weight": 50}]
    plans = [
        compile_flow(
            flow_of(
                node(
                    "split", "s", {"arm:a": "yes", "arm:b": "no"}, experiment=f"{'春' * 30}{name}", arms=arms
                ),
                *ENDS,
            )
        )
        for name in ("甲", "乙")
    ]
    ends = [[where(Talk(plan, contact=str(number))) for number in range(40)] for plan in plans]

    assert ends[0] != ends[1]


def test_an_arm_without_a_share_is_never_drawn_even_when_it_is_the_last() -> None:
    arms = [{"id": "a", "weight": 100}, {"id": "b", "weight": 0}]
    split = node("split", "s", {"arm:a": "yes", "arm:b": "no"}, arms=arms)
    plan = compile_flow(flow_of(split, *ENDS))

    assert {where(Talk(plan, contact=str(number))) for number in range(40)} == {"yes"}


def test_wait_until_ten_tomorrow_is_in_the_flow_s_time_zone() -> None:
    talk = Talk(
        flow_of(node("wait", "w", {"next": "yes"}, until="clock", clock="10:00", days_ahead=1), *ENDS)
    )

    assert talk.session.wait is not None
    assert talk.session.wait.due is not None
    assert talk.session.wait.due.isoformat() == "2026-03-09T02:00:00+00:00"


def test_words_do_not_end_a_wait_for_time() -> None:
    talk = Talk(flow_of(node("wait", "w", {"next": "yes"}), *ENDS))

    talk.say("喂")

    assert (where(talk), talk.kinds()[-1]) == ("w", "ignored")


CALL = node(
    "http_request",
    "call",
    {"success": "yes", "failure": "no"},
    method="POST",
    url="https://api.example.com/coupons?to={{姓名}}",
    results=[{"path": "data.codes.0", "variable": "姓名"}],
)


def test_a_call_is_an_effect_with_its_texts_filled() -> None:
    talk = Talk(flow_of(CALL, *ENDS, variables=[NAME]))
    request = next(effect for effect in talk.sprints[-1].effects if isinstance(effect, RequestHttp))

    assert (request.method, request.url) == ("POST", "https://api.example.com/coupons?to=%E6%82%A8")


@pytest.mark.parametrize(
    ("status", "body", "end"),
    [
        (200, '{"data":{"codes":["CH8826"]}}', "yes"),
        (200, '{"data":{}}', "no"),
        (200, "<html>", "no"),
        (200, "[" * 100_000, "no"),
        (500, "{}", "no"),
        (None, "", "no"),
    ],
    ids=["good", "part missing", "no json", "deep", "status", "no answer"],
)
def test_a_call_succeeds_only_with_all_its_results(status: int | None, body: str, end: str) -> None:
    talk = Talk(flow_of(CALL, *ENDS, variables=[NAME]))
    assert talk.session.wait is not None

    talk.resume(CallDone(talk.session.wait.number, status, body))

    assert where(talk) == end


def test_delivery_of_the_message_goes_on_and_failure_has_its_own_exit() -> None:
    send = node("send_message", "m", {"next": "yes", "failed": "no"}, message=text("您好"), on_failure=True)

    delivered, failed = Talk(flow_of(send, *ENDS)), Talk(flow_of(send, *ENDS))
    delivered.resume(Delivery("s-1", "sent"))
    delivered.resume(Delivery("s-1", "delivered"))
    failed.resume(Delivery("s-1", "failed"))

    assert (where(delivered), where(failed)) == ("yes", "no")


def test_a_circle_without_a_wait_is_stopped_and_named() -> None:
    circle = flow_of(
        node("branch", "a", {"otherwise": "b"}, title="甲"), node("branch", "b", {"otherwise": "a"})
    )

    talk = Talk(compile_flow(circle, max_steps=50))

    failed = next(event for event in talk.sprints[-1].events if event.kind == "failed")
    assert talk.session.status == "failed"
    assert "50" in failed.detail["zh"]


def test_a_circle_of_messages_cannot_flood_a_handset() -> None:
    flow = flow_of(node("send_message", "m", {"next": "m"}, message=text("您好")))

    talk = Talk(flow)

    assert (talk.session.status, len(talk.messages())) == ("failed", 20)


def test_a_value_that_does_not_fit_fails_the_session_in_words() -> None:
    lines = [{"variable": "数", "kind": "text", "value": "五"}]
    talk = Talk(
        flow_of(node("set_variables", "v", assignments=lines), variables=[{"name": "数", "type": "number"}])
    )

    failed = next(event for event in talk.sprints[-1].events if event.kind == "failed")
    assert failed.detail["zh"] == "「数」要数字，得到的是「五」。"


def test_stop_ends_a_waiting_session_and_accounts_for_its_node() -> None:
    talk = offer()

    sprint = stop(talk.session, NOON, "refused", ExitName("opt_out"))

    assert (sprint.session.status, sprint.session.outcome) == ("ended", "refused")
    assert [event.kind for event in sprint.events] == ["left", "ended"]


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ([node("start", "s1"), node("start", "s2")], "2"),
        ([node("start", "s1"), node("send_message", "m", message=text("{{ 没有 + 1 }}"))], "没有"),
        ([node("start", "s1", triggers=[{"kind": "keyword", "match": "pattern", "words": ["("]}])], "("),
    ],
    ids=["two starts", "unknown variable", "bad pattern"],
)
def test_compiling_refuses_what_cannot_run(nodes: list[dict[str, object]], words: str) -> None:
    flow = flow_of(*nodes)

    with pytest.raises(CompileRefused) as refused:
        compile_flow(flow)

    assert words in refused.value.sentence.zh


@pytest.mark.parametrize(
    ("match", "words", "said", "starts"),
    [
        ("exact", ["春季"], "春季！", True),
        ("exact", ["春季"], "春季活动", False),
        ("contains", ["优惠"], "有优惠吗", True),
        ("pattern", ["^查\\d+$"], "查60", True),
        ("pattern", ["^查\\d+$"], "查话费", False),
    ],
)
def test_keyword_triggers(match: str, words: list[str], said: str, starts: bool) -> None:
    start = node("start", "start", triggers=[{"kind": "keyword", "match": match, "words": words}])

    assert compile_flow(flow_of(start)).starts_on("keyword", said) is starts


def delivery(**fields: object) -> Talk:
    """A message whose replies lead nowhere, but whose failure leads to an end."""
    offer = node(
        "send_message", "offer", {"failed": "no"}, on_failure=True, message=text("请看", "好的"), **fields
    )
    return Talk(flow_of(offer, *ENDS))


@pytest.mark.parametrize("how", ["delivered", "timer"])
def test_a_message_that_only_awaits_its_delivery_leaves_by_an_exit_it_offers(how: str) -> None:
    talk = delivery()
    wait = talk.session.wait
    assert wait is not None

    sprint = talk.resume(Delivery("s-1", "delivered") if how == "delivered" else TimerDue(wait.number))

    offered = {offer.name for offer in talk.plan.flow.nodes[wait.node].offers()}
    assert {event.exit for event in sprint.events if event.kind == "left"} <= offered


def test_a_target_left_over_from_a_removed_reply_makes_nobody_wait() -> None:
    left_over = {"reply:gone": "yes", "other": "no"}

    kept = Talk(flow_of(node("send_message", "offer", left_over, message=text("请看", "好的")), *ENDS))
    gone = Talk(
        flow_of(node("send_message", "offer", {"reply:gone": "yes"}, message=text("请看", "好的")), *ENDS)
    )

    assert (kept.session.status, gone.session.status) == ("waiting", "ended")


def test_a_wait_for_a_reply_without_an_end_is_not_made_by_a_timeout_that_is_switched_off() -> None:
    offer = node(
        "send_message", "offer", {"no_reply": "no"}, message=text("请看", "好的"), no_reply_after_s=0
    )

    assert Talk(flow_of(offer, *ENDS)).session.status == "ended"

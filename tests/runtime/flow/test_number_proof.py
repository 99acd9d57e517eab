"""The proof that the numbers of an SMS lead where the buttons lead, against the engine itself."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.engine.prepared import PreparedMessage
from runtime.flow.ids import FlowId, NodeId, reply_exit
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.number_proof import number_faults
from runtime.flow.resume import Reply
from runtime.messages.message import Message
from tests.support.conversations import text


def _message(*replies: str, own: str | None = None) -> Message:
    data: dict[str, Any] = text("请选择", *replies)
    if own is not None:
        data["fallback"] = {"mode": "own", "text": own}
    return Message.model_validate(data)


def _node(message: Message, **targets: str) -> SendMessage:
    return SendMessage.model_validate(
        {"id": "a", "message": message, "targets": {f"reply:{key}": value for key, value in targets.items()}}
    )


def _faults(message: Message, **targets: str) -> list[tuple[str, int]]:
    wired = targets or {f"r{number}": f"n{number}" for number in range(1, 8)}
    return [(fault.fault, fault.number) for fault in number_faults(message, _node(message, **wired))]


def test_an_automatic_sms_is_proved() -> None:
    assert _faults(_message("领取优惠券", "查看附近门店", "不用了")) == []


def test_replies_that_begin_with_a_digit_are_proved() -> None:
    assert _faults(_message("2 位", "4 位", "1 个人")) == []


def test_a_reply_that_is_a_digit_takes_the_number_of_another() -> None:
    assert _faults(_message("2", "1")) == [("elsewhere", 1), ("elsewhere", 2)]
    assert _faults(_message("1", "2")) == []


def test_a_full_width_digit_collides_as_well() -> None:
    assert _faults(_message("２", "其他")) == [("elsewhere", 2)]


def test_numbers_that_lead_to_the_same_place_agree() -> None:
    assert _faults(_message("2", "1"), r1="n", r2="n") == []


def test_own_words_that_number_every_reply_are_proved() -> None:
    assert _faults(_message("领取", "门店", own="上新。回复1领取，2门店。")) == []
    assert _faults(_message("领取优惠券", "门店", own="1领取优惠券，2去看看")) == []


def test_own_words_that_swap_two_replies_are_found() -> None:
    found = _faults(_message("领取", "门店", own="回复1门店，2领取。"))

    assert found == [("mislabelled", 1), ("mislabelled", 2)]


def test_own_words_that_number_a_reply_too_many_or_leave_one_out_are_found() -> None:
    assert _faults(_message("领取", "门店", own="回复1领取，2门店，3不要。")) == [("without_reply", 3)]
    assert _faults(_message("领取", "门店", own="回复1领取。")) == [("omitted", 2)]
    assert _faults(_message("领取", "门店", own="回复「领取」或「门店」。")) == []


def test_an_amount_is_no_number_of_a_reply() -> None:
    assert _faults(_message("领取", "门店", "不要", own="满300减60。回复1领取，2门店。")) == [("omitted", 3)]


def test_a_list_of_something_else_is_no_numbering() -> None:
    assert _faults(_message("好的", own="1件9折，2件8折，3件7折。回复好的即可。")) == []


def test_a_message_without_replies_offers_no_numbers() -> None:
    assert _faults(_message(own="回复1领取，2门店。")) == [("without_reply", 1), ("without_reply", 2)]
    assert _faults(_message(own="请回复1–5分。")) == []
    assert _faults(_message()) == []


def test_a_question_for_a_number_takes_numbers_for_themselves() -> None:
    rooms = Ask.model_validate(
        {"id": "q", "question": text("几位？", "2 位", "4 位"), "answer_type": "number"}
    )
    marks = Ask.model_validate({"id": "q", "question": text("几分？", "1", "2 分"), "answer_type": "number"})

    assert [fault.number for fault in number_faults(rooms.question, rooms)] == [1, 2]
    assert number_faults(marks.question, marks) == ()


def test_the_words_of_the_first_language_count_beside_a_translation() -> None:
    written, said = _message("2", "不要"), _message("Two", "No")
    node = _node(written, r1="n1", r2="n2")

    found = number_faults(said, node, "en", written)

    assert [(fault.fault, fault.number) for fault in found] == [("elsewhere", 2)]
    assert number_faults(said, node, "en") == ()


def test_an_automatic_list_nobody_can_read_is_unclear() -> None:
    assert _faults(_message("好，2 位", "不好")) == []
    assert ("unclear", 1) in _faults(_message("好，2：也好", "不好"))


_WORDS = st.lists(
    st.text(alphabet="12３①甲乙 ，：。", min_size=1, max_size=4).filter(lambda words: words.strip() != ""),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(_WORDS)
def test_the_proof_agrees_with_the_engine(words: list[str]) -> None:
    message = _message(*words)
    wired = {f"r{number}": f"n{number}" for number in range(1, len(words) + 1)}
    prepared = PreparedMessage(message, FlowId("f"), NodeId("a"), "")
    filled, _ = prepared.filled(lambda template, _escape=str: template)
    wrong = []
    for number, reply in enumerate(filled.replies(), start=1):
        tapped = prepared.answered_by(Reply(postback=reply.postback), lambda template, _escape=str: template)
        typed = prepared.answered_by(Reply(text=str(number)), lambda template, _escape=str: template)
        assert tapped == reply_exit(reply.id)
        if typed != tapped:
            wrong.append(("elsewhere", number))

    assert [fault for fault in _faults(message, **wired) if fault[0] == "elsewhere"] == wrong

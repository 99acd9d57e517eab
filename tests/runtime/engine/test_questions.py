"""Questions with suggestions: what a tap, a word and a number mean, and what is offered again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.conversations import Talk, flow_of, node, text

CARD = {
    "content": {
        "type": "rich_card",
        "card": {
            "title": "几点来？",
            "suggestions": [{"id": "a", "text": "上午"}, {"id": "b", "text": "下午"}],
        },
    },
    "chips": [{"id": "c", "text": "改天"}],
}


def asked(question: Mapping[str, object], kind: str, variable_type: str = "text") -> Talk:
    ask = node("ask", "ask", {"answered": "end"}, question=question, answer_type=kind, variable="答")
    kept = {"name": "答", "type": variable_type}
    return Talk(flow_of(ask, node("end", "end"), variables=[kept, {"name": "店", "default": "滨江"}]))


def answer(talk: Talk) -> object:
    return talk.session.runs[-1].variables.get("答")


@pytest.mark.parametrize("kind", ["choice", "text"])
@pytest.mark.parametrize("words", ["滨江店", "1"])
def test_a_chosen_suggestion_is_kept_as_the_person_read_it(kind: str, words: str) -> None:
    talk = asked(text("哪家店？", "{{店}}店", "别的店"), kind)

    talk.say(words)

    assert answer(talk) == "滨江店"


def test_asking_again_offers_what_the_question_offered_under_the_same_numbers() -> None:
    talk = asked(CARD, "choice")

    talk.say("随便")

    first, again = (sent.message for sent in talk.messages())
    assert [reply.text for reply in again.replies()] == [reply.text for reply in first.replies()]
    assert talk.messages()[-1].sms_text == "【示例生活馆】没有看懂，请再回复一次。回复1上午，2下午，3改天。"


def test_a_number_typed_to_a_question_for_a_number_is_that_number() -> None:
    talk = asked(text("几位？", "2 位", "4 位", "8 位"), "number", "number")

    talk.say("3")

    assert answer(talk) == 3.0


def test_a_tap_under_a_question_for_a_number_is_the_number_it_says() -> None:
    talk = asked(text("几位？", "2 位", "4 位"), "number", "number")

    talk.tap("4 位")

    assert answer(talk) == 4.0

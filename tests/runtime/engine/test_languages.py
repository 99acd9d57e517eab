"""A session speaks one language; ways out, postbacks and what is kept do not depend on it."""

from __future__ import annotations

import pytest

from runtime.engine.errors import CompileRefused
from runtime.engine.plan import compile_flow
from runtime.engine.session import Session
from runtime.flow.flow import Flow
from runtime.flow.resume import Start
from tests.support.conversations import Talk, flow_of, node, text


def english(**texts: str) -> dict[str, dict[str, dict[str, str]]]:
    return {"en": {source: {"text": said} for source, said in texts.items()}}


def greeting(languages: tuple[str, ...] = ("en", "zh-Hant"), **more: str) -> Flow:
    says = english(**({"{{称呼}}您好": "Hello {{称呼}}", "预约": "Book", "不了": "No, thanks"} | more))
    hello = node(
        "send_message",
        "hello",
        {"reply:r1": "book", "reply:r2": "end", "other": "end"},
        message=text("{{称呼}}您好", "预约", "不了"),
        translations=says,
    )
    book = node("send_message", "book", {"next": "end"}, message=text("已预约"))
    variables = [{"name": "称呼", "default": "朋友"}]
    return flow_of(hello, book, node("end", "end"), variables=variables, languages=languages)


def talk_in(language: str, flow: Flow | None = None) -> Talk:
    return Talk(flow or greeting(), start=Start(arguments={"language": language}))


def said(talk: Talk) -> list[str]:
    return [sent.message.content.plain_text() for sent in talk.messages()]


def test_a_session_speaks_the_language_it_was_asked_for() -> None:
    talk = talk_in("en-GB")

    assert said(talk) == ["Hello 朋友"]
    assert [reply.text for reply in talk.messages()[0].message.replies()] == ["Book", "No, thanks"]
    assert talk.messages()[0].sms_text == "【示例生活馆】Hello 朋友. Reply 1: Book, 2: No, thanks."


@pytest.mark.parametrize("attribute", ["language", "语言"])
def test_without_a_wish_the_contacts_own_language_is_spoken(attribute: str) -> None:
    talk = Talk(greeting(), start=Start(attributes={attribute: "en"}))

    assert said(talk) == ["Hello 朋友"]


@pytest.mark.parametrize("language", ["", "zh", "fr", "zh-CN", "??"])
def test_everyone_else_hears_the_flows_own_language(language: str) -> None:
    talk = talk_in(language, greeting(("en",)))

    assert said(talk) == ["朋友您好"]
    assert talk.session.language == ""


def test_what_is_not_translated_is_said_as_it_was_written() -> None:
    talk = talk_in("en")

    talk.say("1")

    assert said(talk) == ["Hello 朋友", "已预约"]
    assert talk.messages()[1].sms_text == "【示例生活馆】已预约。"


@pytest.mark.parametrize("answer", ["Book", "book!", "预约", "1"])
def test_an_answer_is_understood_in_both_languages_and_by_number(answer: str) -> None:
    talk = talk_in("en")

    talk.say(answer)

    assert ("hello", "reply:r1") in [(event.node, event.exit) for event in talk.sprints[-1].events]


def test_postbacks_are_the_same_in_every_language() -> None:
    postbacks = [
        [reply.postback for reply in talk_in(tag).messages()[0].message.replies()] for tag in ("", "en")
    ]

    assert postbacks[0] == postbacks[1]


def test_a_session_keeps_its_language_when_it_is_written_and_read() -> None:
    talk = talk_in("en")

    read = Session.from_json(talk.session.to_json())

    assert read == talk.session
    assert read.language == "en"
    assert b"language" not in talk_in("").session.to_json()


def test_a_choice_is_kept_as_it_was_written_so_that_conditions_hold_in_every_language() -> None:
    ask = node(
        "ask",
        "ask",
        {"answered": "end"},
        question=text("哪家店？", "滨江店", "武林店"),
        answer_type="choice",
        variable="店",
        translations=english(滨江店="Riverside", **{"哪家店？": "Which shop?"}),
    )
    flow = flow_of(ask, node("end", "end"), variables=[{"name": "店"}], languages=["en"])
    talk = talk_in("en", flow)

    talk.say("riverside")

    assert talk.session.runs[-1].variables["店"] == "滨江店"


def test_asking_again_is_said_in_the_same_language() -> None:
    ask = node(
        "ask",
        "ask",
        {"answered": "end"},
        question=text("几位？"),
        answer_type="number",
        retry_text="请回复数字",
        translations=english(**{"几位？": "How many?", "请回复数字": "A number, please"}),
    )
    talk = talk_in("en", flow_of(ask, node("end", "end"), languages=["en"]))

    talk.say("many")

    assert said(talk) == ["How many?", "A number, please"]


def test_a_translation_that_cannot_be_filled_in_is_refused_with_its_language() -> None:
    with pytest.raises(CompileRefused) as refused:
        compile_flow(greeting(不了="{{nobody}}"))

    assert "英文" in refused.value.sentence.zh


def test_a_translation_of_a_language_that_was_taken_off_the_list_does_no_harm() -> None:
    flow = greeting((), 不了="{{nobody}}")

    assert said(talk_in("en", flow)) == ["朋友您好"]

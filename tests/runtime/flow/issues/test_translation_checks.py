"""Findings about further languages, and sentences said at their field."""

from __future__ import annotations

import pytest

from runtime.flow.issue import Issue
from runtime.flow.issues import check_flow
from runtime.flow.issues.limit_words import cut_to_limit
from runtime.flow.issues.naming import at_its_field
from runtime.messages.limits import Limit, LimitBreach, count
from runtime.records import Hint
from runtime.wording import Wording
from tests.support.conversations import flow_of, node, text


def found(
    translations: dict[str, dict[str, str]], languages: tuple[str, ...] = ("en",), words: str = "{{称呼}}您好"
) -> list[Issue]:
    table = {source: {"text": said, "was": was} for source, (said, was) in _pairs(translations)}
    hello = node(
        "send_message",
        "hello",
        {"reply:r1": "end", "other": "end", "no_reply": "end"},
        title="问候",
        message=text(words, "好的"),
        translations={"en": table} if table else {},
    )
    variables = [{"name": "称呼", "default": "朋友"}]
    flow = flow_of(
        hello, node("end", "end"), variables=variables, languages=list(languages), purpose="service"
    )
    return [issue for issue in check_flow(flow) if issue.node == "hello"]


def _pairs(translations: dict[str, dict[str, str]]) -> list[tuple[str, tuple[str, str]]]:
    return [(source, (each["text"], each.get("was", ""))) for source, each in translations.items()]


WHOLE = {"{{称呼}}您好": {"text": "Hello {{称呼}}"}, "好的": {"text": "OK"}}


def test_a_node_that_is_wholly_translated_has_no_issue() -> None:
    assert found(WHOLE) == []


def test_missing_translations_are_one_warning_a_node_and_language_at_the_first_of_them() -> None:
    issues = found({"{{称呼}}您好": {"text": "Hello {{称呼}}"}}, ("en", "ja"))

    assert [(issue.code, issue.language, issue.path) for issue in issues] == [
        ("untranslated", "ja", ("message", "content", "text")),
        ("untranslated", "en", ("message", "chips", 0, "text")),
    ]
    assert {issue.severity for issue in issues} == {"warning"}


def test_a_reworded_text_asks_for_a_look_and_can_be_confirmed() -> None:
    (issue,) = found(WHOLE | {"好的": {"text": "OK", "was": "行"}})

    assert issue.code == "outdated_translation"
    assert issue.fix is not None
    assert issue.fix.name == "confirm_translations"


def test_a_translation_over_its_limit_names_the_language_and_offers_a_cut() -> None:
    issues = found(WHOLE | {"好的": {"text": "Yes please, that would be wonderful"}})

    (issue,) = [issue for issue in issues if issue.code == "limit"]
    assert issue.language == "en"
    assert issue.path == ("message", "chips", 0, "text")
    assert issue.fix is not None
    assert issue.fix.data["value"] == "Yes please, that would be"


def test_an_insertion_that_a_translation_lost_is_an_issue() -> None:
    (issue,) = found(WHOLE | {"{{称呼}}您好": {"text": "Hello"}})

    assert issue.code == "lost_insertion"
    assert "{{称呼}}" in issue.sentence.zh
    assert "英文" in issue.sentence.zh


def test_a_translation_that_does_not_compile_is_an_error_that_names_its_language() -> None:
    issues = found(WHOLE | {"{{称呼}}您好": {"text": "Hello {{称呼}} {{nobody}}"}})

    assert [(issue.code, issue.severity, issue.language) for issue in issues] == [
        ("expression", "error", "en")
    ]
    assert "English" in issues[0].sentence.en


def test_languages_that_are_not_on_the_list_are_not_checked() -> None:
    assert found({"好的": {"text": "x" * 100}}, ()) == []


@pytest.mark.parametrize(
    ("text", "maximum", "unit", "cut"),
    [
        ("查看离您最近的门店", 25, "bytes", "查看离您最近的门"),
        ("请点击这里，查看全部", 20, "bytes", "请点击这里"),
        ("Show all shops near you", 12, "bytes", "Show all"),
        ("Abcdefghijklmnop", 5, "bytes", "Abcde"),
        ("您好{{称呼}}，欢迎光临", 7, "characters", "您好"),
        ("家人👨‍👩‍👧一起来", 5, "characters", "家人"),
        ("一句话。" * 10 + "还有半句没有说完的话", 45, "characters", "一句话。" * 10),
    ],
)
def test_a_text_is_cut_where_it_reads_best(text: str, maximum: int, unit: str, cut: str) -> None:
    limit = Limit.model_validate(
        {"maximum": maximum, "unit": unit, "source": "test", "checked": "2026-11-23"}
    )
    breach = LimitBreach(("text",), Hint(Wording("", "")), "x", limit, count(text, unit), text)

    assert cut == cut_to_limit(breach)


def test_a_sentence_at_its_field_does_not_name_the_place_again() -> None:
    words = "一段很长很长的话" * 300
    flow = flow_of(node("send_message", "hello", {"next": "end"}, message=text(words)), node("end", "end"))
    (issue,) = [each for each in check_flow(flow) if each.code == "limit"]

    short = at_its_field(issue, flow.nodes[issue.node or ""])  # type: ignore[index]  # a node's issue

    assert "「" not in short.zh
    assert short.zh.startswith("有 2,400 个字符")
    assert short.en.startswith("It is 2,400 characters")

"""What is said about a chatbot before somebody else's audit says it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from editor.library.chatbots.checks import check_chatbot
from editor.library.chatbots.document import ChatbotDocument
from runtime.flow.chatbot import MenuEntry, Submenu
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from tests.editor.library.chatbots.test_document import DAY, full


def _codes(document: ChatbotDocument, today: date = DAY) -> list[tuple[str, str]]:
    return [(issue.severity, issue.code) for issue in check_chatbot(document, today)]


def _edited(document: ChatbotDocument, **fields: object) -> ChatbotDocument:
    return document.with_changes(chatbot=document.chatbot.with_changes(**fields))


def _sound() -> ChatbotDocument:
    tap = Suggestion(id=SuggestionId("m1"), text="查账单", postback="bill")
    document = _edited(full(), menu=(MenuEntry(text="查账单", suggestion=tap),))
    return document.with_changes(registrations=())


def test_a_sound_chatbot_has_no_issues() -> None:
    assert _codes(_sound()) == []
    assert _codes(_sound().stepped("mobile", "submitted", DAY)) == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"name": "  "}, ("chatbot", "name")),
        ({"description": "长" * 501}, ("chatbot", "description")),
        ({"website": "example.cn"}, ("chatbot", "website")),
        ({"phone": "打给我"}, ("chatbot", "phone")),
        ({"category": "零" * 17}, ("chatbot", "category")),
    ],
)
def test_a_profile_the_carriers_refuse_is_an_error(fields: dict[str, object], path: tuple[str, ...]) -> None:
    found = check_chatbot(_edited(_sound(), **fields), DAY)

    assert [(issue.severity, issue.path) for issue in found] == [("error", path)]


def test_a_third_level_of_the_menu_is_for_gsma_alone() -> None:
    tap = Suggestion(id=SuggestionId("m1"), text="查账单", postback="bill")
    menu = (MenuEntry(text="更多", submenus=(Submenu(text="再多", entries=(tap,)),)),)

    assert ("error", "limit") in _codes(_edited(_sound(), menu=menu))


@pytest.mark.parametrize(("carrier", "severity"), [("aliyun", "error"), ("mobile", "warning")])
def test_a_menu_that_was_handed_in_cannot_be_cleared(carrier: str, severity: str) -> None:
    online = _sound().stepped(carrier, "submitted", DAY).stepped(carrier, "online", DAY)  # type: ignore[arg-type]  # parametrised

    assert (severity, "menu_cleared") in _codes(_edited(online, menu=()))
    assert (severity, "menu_cleared") not in _codes(online)


def test_a_menu_that_nobody_saw_may_be_cleared() -> None:
    assert _codes(_edited(_sound(), menu=())) == []


def test_what_was_edited_after_it_was_handed_in_is_a_warning() -> None:
    handed_in = _sound().stepped("unicom", "submitted", DAY)

    assert _codes(_edited(handed_in, description="新的")) == [("warning", "changed_since")]
    assert _codes(_edited(handed_in, description="新的").stepped("unicom", "submitted", DAY)) == []


def test_a_refusal_wants_its_reason() -> None:
    assert _codes(_sound().stepped("mobile", "rejected", DAY)) == [("warning", "no_reason")]
    assert _codes(_sound().stepped("mobile", "rejected", DAY, "缺执照")) == []


def test_an_audit_that_takes_long_is_a_warning() -> None:
    waiting = _sound().stepped("mobile", "in_audit", DAY)

    assert _codes(waiting, DAY + timedelta(days=7)) == []
    assert _codes(waiting, DAY + timedelta(days=8)) == [("warning", "slow_audit")]

"""A chatbot's file: canonical, bounded, and read back as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from editor.library.chatbots.audit import NEXT_STATES, STATE_WORDS
from editor.library.chatbots.document import (
    MAX_BYTES,
    ChatbotDocument,
    ChatbotId,
    chatbot_digest,
    from_text,
    new_chatbot,
    read_chatbot,
    to_text,
    write_chatbot,
)
from runtime.flow.chatbot import Chatbot, ChatbotAddress, MenuEntry, Submenu
from runtime.flow.errors import UnreadableDocument
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId

DAY = date(2026, 11, 23)


def full() -> ChatbotDocument:
    """A chatbot with every sort of thing in it."""
    tap = Suggestion(id=SuggestionId("m1"), text="查账单", postback="bill")
    chatbot = Chatbot(
        name="示例生活馆",
        description="春季上新",
        email="service@example.cn",
        latitude=22.5,
        addresses=(ChatbotAddress(carrier="mobile", address="sip:1@example.cn"),),
        menu=(
            MenuEntry(text="查账单", suggestion=tap),
            MenuEntry(text="更多", entries=(tap,), submenus=(Submenu(text="再多", entries=(tap,)),)),
        ),
    )
    made = ChatbotDocument(id=ChatbotId("chatbot-1"), chatbot=chatbot)
    return made.stepped("mobile", "submitted", DAY).stepped("telecom", "rejected", DAY, "缺少营业执照")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "a.chatbot.json"

    write_chatbot(full(), file)

    assert read_chatbot(file) == full()
    assert to_text(read_chatbot(file)) == file.read_text("utf-8")


def test_a_file_has_sorted_keys_and_its_format() -> None:
    text = to_text(full())

    keys = [line.strip() for line in text.splitlines() if line.startswith('  "')]
    assert keys == sorted(keys)
    assert '"format": 1' in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "JSON"),
        ("[]", "scenario"),
        ("{}", "no file of a chatbot"),
        ('{"format": 1, "flow": {}}', "no file of a chatbot"),
        ('{"format": 99, "chatbot": {}}', "newer version"),
        ('{"format": 1, "id": "x", "chatbot": {"name": 3}}', "chatbot.name"),
        ('{"format": 1, "id": "../x", "chatbot": {}}', "id"),
        ('{"format": 1, "id": "x", "chatbot": {}, "glitter": 1}', "glitter"),
        ('{"format": 1, "id": "x", "id": "y", "chatbot": {}}', "twice"),
        ("[" * 500, "deeper"),
        ("x" * (MAX_BYTES + 1), "1 MB"),
    ],
)
def test_what_is_no_chatbot_is_refused_with_a_sentence(text: str, part: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        from_text(text)

    assert part in refused.value.sentence.en or part == "deeper"


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * (MAX_BYTES + 1)])
def test_bytes_that_are_no_chatbot_are_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.chatbot.json"
    file.write_bytes(data)

    with pytest.raises(UnreadableDocument):
        read_chatbot(file)


def test_where_a_chatbot_came_from_makes_it_no_other() -> None:
    chatbot = full().chatbot

    assert chatbot_digest(chatbot.with_changes(origin="chatbot-1")) == chatbot_digest(chatbot)
    assert chatbot_digest(chatbot.with_changes(name="x")) != chatbot_digest(chatbot)


def test_an_unregistered_chatbot_is_a_draft_everywhere() -> None:
    assert new_chatbot("甲").registration("unicom").state == "draft"


def test_a_step_remembers_what_was_handed_in_and_not_what_was_edited_since() -> None:
    handed_in = full()
    edited = handed_in.with_changes(chatbot=handed_in.chatbot.with_changes(menu=(), name="新"))

    online = edited.stepped("mobile", "approved", DAY).stepped("mobile", "online", DAY)

    step = online.registration("mobile").steps[-1]
    assert (step.digest, step.menu_entries) == (chatbot_digest(handed_in.chatbot), 2)
    again = online.stepped("mobile", "submitted", DAY).registration("mobile").steps[-1]
    assert (again.digest, again.menu_entries) == (chatbot_digest(edited.chatbot), 0)


def test_a_registration_without_steps_is_left_out() -> None:
    document = full()

    cleared = document.with_registration(document.registration("mobile").with_changes(steps=()))

    assert [each.carrier for each in cleared.registrations] == ["telecom"]


def test_every_state_has_words_and_something_that_may_follow() -> None:
    assert set(NEXT_STATES) == set(STATE_WORDS)
    assert {state for after in NEXT_STATES.values() for state in after} == set(STATE_WORDS) - {"draft"}

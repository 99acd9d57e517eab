"""Editing a chatbot: named changes, merged typing, undo and redo by the one history."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from editor.library.chatbots.store import ChatbotStore
from editor.undo import History
from runtime.wording import same
from tests.editor.library.chatbots.test_document import full


def test_an_edit_is_told_and_taken_back(qapp: object) -> None:
    store = ChatbotStore(full())
    history = History(store)

    store.put_value(("name",), "新的名字", same("Change name"))

    assert store.document.chatbot.name == "新的名字"
    assert history.undo_name() == same("Change name")
    history.undo()
    assert store.document == full()
    history.redo()
    assert store.document.chatbot.name == "新的名字"


def test_typing_is_one_step(qapp: object) -> None:
    store = ChatbotStore(full())
    history = History(store)

    for text in ("新", "新的", "新的名"):
        store.put_value(("name",), text, same("Change name"), "name")

    assert history.stack.count() == 1
    history.undo()
    assert store.document == full()


def test_a_change_that_changes_nothing_is_none(qapp: object) -> None:
    store = ChatbotStore(full())
    history = History(store)

    store.put_value(("name",), full().chatbot.name, same("Change name"))

    assert not history.can_undo()


def test_a_value_that_does_not_fit_changes_nothing() -> None:
    store = ChatbotStore(full())

    with pytest.raises(ValidationError):
        store.put_value(("theme_colour",), "rose", same("Change colour"))
    with pytest.raises(LookupError):
        store.put_value(("glitter",), "x", same("Change"))

    assert store.document == full()

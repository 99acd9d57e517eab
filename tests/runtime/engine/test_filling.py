"""Filled records are ordinary records."""

from __future__ import annotations

from runtime.engine.filling import filler_of
from runtime.messages.message import Message
from tests.support.conversations import text


def test_a_filled_message_equals_one_that_was_written_so() -> None:
    message = Message.model_validate(text("{{姓名}}，您好", "好", "{{姓名}}"))
    fill = filler_of(message)
    assert fill is not None

    filled = fill(message, lambda source, escape=str: source.replace("{{姓名}}", escape("王女士")))

    assert filled == Message.model_validate(text("王女士，您好", "好", "王女士"))
    assert (
        filled.model_dump_json()
        == Message.model_validate(text("王女士，您好", "好", "王女士")).model_dump_json()
    )
    assert message.content.plain_text() == "{{姓名}}，您好"


def test_a_message_without_insertions_needs_no_filling() -> None:
    assert filler_of(Message.model_validate(text("您好", "好"))) is None

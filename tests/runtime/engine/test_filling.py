"""Filled records are ordinary records."""

from __future__ import annotations

from runtime.engine.filling import filler_of
from runtime.flow.resume import Start
from runtime.messages.message import Message
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from tests.support.conversations import Talk, flow_of, node, text


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


def test_an_event_takes_a_moment_from_a_variable_as_the_wire_wants_it() -> None:
    event = {
        "type": "create_calendar_event",
        "title": "到店",
        "start_time": "{{到店}}",
        "end_time": "{{到店}}",
    }
    message = {
        "content": {"type": "text", "text": "{{到店}}见"},
        "chips": [{"id": "c", "text": "加入日历", "action": event}],
    }
    flow = flow_of(
        node("send_message", "a", {"next": "end"}, message=message),
        node("end", "end"),
        variables=[{"name": "到店", "type": "date"}],
    )

    sent = Talk(flow, start=Start(arguments={"到店": "2026-03-15T10:00:00+08:00"})).messages()[0].message

    action = sent.chips[0].action
    assert isinstance(action, CreateCalendarEvent)
    assert action.start_time == "2026-03-15T10:00:00+08:00"
    assert sent.content.plain_text() == "2026-03-15 10:00见"

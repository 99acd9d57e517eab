"""Several nodes at once: what they share is edited together, in one step of undo."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from runtime.flow.ids import NodeId
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from tests.editor.inspector.conftest import Desk
from tests.support.keys import type_text
from widgets.form.choice_fields import OneChoice
from widgets.form.field import MIXED
from widgets.form.number_field import DurationField
from widgets.form.switch_field import SwitchField

HELLO, CARDS, YES, NO = (NodeId(name) for name in ("hello", "cards", "yes", "no"))
EXPIRES = ("expires_after_s",)


@pytest.fixture
def messages(desk: Desk) -> Desk:
    with desk.store.edit(desk.store.node(HELLO).label) as draft:
        draft.put_node(desk.store.node(HELLO).with_changes(expires_after_s=3600))
    desk.history.seal()
    desk.selection.set([HELLO, CARDS])
    return desk


def sent(desk: Desk, node_id: NodeId) -> SendMessage:
    node = desk.store.node(node_id)
    assert isinstance(node, SendMessage)
    return node


def test_what_differs_is_shown_as_several_values(messages: Desk) -> None:
    field = messages.inspector.several.common.fields[EXPIRES]

    assert field.value is MIXED
    assert field._counter.text() == "多个值"
    assert messages.inspector.several.common.fields["message", "fallback", "mode"].value == "automatic"


def test_a_new_value_goes_to_all_of_them_in_one_step(messages: Desk) -> None:
    field = messages.inspector.several.common.fields[EXPIRES]
    assert isinstance(field, DurationField)
    field.edit.setFocus()

    type_text(field.edit, "12")

    assert {sent(messages, HELLO).expires_after_s, sent(messages, CARDS).expires_after_s} == {43200}
    assert messages.history.names()[-1].zh == "修改有效期（2 个节点）"
    messages.history.undo()
    assert sent(messages, HELLO).expires_after_s == 3600
    assert field.value is MIXED


def test_a_choice_and_a_switch_are_set_for_all(messages: Desk) -> None:
    fields = messages.inspector.several.common.fields
    mode, waits = fields["message", "fallback", "mode"], fields[("goes_on",)]
    assert isinstance(mode, OneChoice)
    assert isinstance(waits, SwitchField)

    mode.tell("none")
    waits._switch.click()

    for node_id in (HELLO, CARDS):
        assert sent(messages, node_id).message.fallback.mode == "none"
        assert sent(messages, node_id).goes_on


def test_a_switch_that_differs_sets_all_to_what_is_chosen(messages: Desk) -> None:
    with messages.store.edit(messages.store.node(HELLO).label) as draft:
        draft.put_node(sent(messages, HELLO).with_changes(on_failure=True))
    field = messages.inspector.several.common.fields[("on_failure",)]
    assert isinstance(field, SwitchField)
    assert field._several.isVisibleTo(field)

    field._switch.click()

    assert sent(messages, HELLO).on_failure
    assert sent(messages, CARDS).on_failure


def test_texts_and_names_are_nobodys_common_setting(messages: Desk) -> None:
    paths = messages.inspector.several.common.fields

    assert all(path[-1] not in ("title", "text", "description", "postback") for path in paths)


def test_nodes_of_different_types_share_nothing_but_what_is_done_with_them(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.set([HELLO, YES])

    assert desk.inspector.several.common.fields == {}
    with qtbot.waitSignal(desk.inspector.several.frame_requested):
        desk.inspector.several.frame.click()


def test_ends_share_their_outcome(desk: Desk) -> None:
    desk.selection.set([YES, NO])

    desk.inspector.several.common.fields[("outcome",)].tell("refused")

    ends = [desk.store.node(node_id) for node_id in (YES, NO)]
    assert [end.outcome for end in ends if isinstance(end, End)] == ["refused", "refused"]

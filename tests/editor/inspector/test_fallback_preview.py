"""The SMS preview counts what may be sent, not only what it shows."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from editor.inspector.fallback_preview import FallbackPreview
from runtime.flow.sms_cost import longest_values
from runtime.flow.variable import Variable
from runtime.messages.message import Message
from tests.support.conversations import text


def _preview(qtbot: QtBot, words: str, *variables: Variable) -> FallbackPreview:
    preview = FallbackPreview()
    qtbot.addWidget(preview)
    samples = {variable.name: variable.sample for variable in variables}
    message = Message.model_validate(text(words))
    preview.show_message(message, "茶馆", samples, longest=longest_values(variables))
    return preview


def test_parts_are_counted_with_the_longest_values(qtbot: QtBot) -> None:
    place = Variable(name="地址", sample="杭州", default="浙" * 40)

    preview = _preview(qtbot, "茶" * 30 + "送到{{地址}}", place)

    assert preview.count_words == "最多 2 条 · 77/134 字"
    assert "杭州" in preview.text


def test_a_text_without_variables_is_counted_as_it_is(qtbot: QtBot) -> None:
    assert _preview(qtbot, "茶" * 65).count_words == "1 条 · 70/70 字"
    assert _preview(qtbot, "茶" * 66).count_words == "2 条 · 71/134 字"

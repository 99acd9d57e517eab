"""Characters no screen shows, no wire carries, or that turn a sentence round."""

from __future__ import annotations

import pytest

from runtime.engine.errors import CompileRefused
from runtime.engine.plan import compile_flow
from runtime.flow.issues.checker import check_flow
from runtime.messages.reading.notes import shown
from runtime.wording import MOST_SHOWN, Wording, printable
from tests.support.conversations import flow_of, node, text

SAID = Wording("名称是「{name}」。", 'It is called "{name}".')


@pytest.mark.parametrize("bad", ["\0", "\x1b[31m", "\u202e", "\u2066", "\u2028", "\ud800", "\x9b"])
def test_a_sentence_never_repeats_them(bad: str) -> None:
    sentence = SAID.format(name=f"a{bad}b")

    assert bad[0] not in sentence.zh + sentence.en
    assert sentence.zh.encode()
    assert bad[0] not in shown(f"a{bad}b")


@pytest.mark.parametrize("good", ["春季 上新", "a\tb", "👨‍👩‍👧", "é", "مرحبا", "　", "{0}{name}"])
def test_a_sentence_repeats_everything_else(good: str) -> None:
    assert SAID.format(name=good).zh == f"名称是「{good}」。"


def test_a_sentence_does_not_repeat_a_book() -> None:
    assert len(SAID.format(name="x" * 1_000_000).zh) < MOST_SHOWN + 20
    assert printable("x" * 10, 4) == "xxx…"


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\ud800", "\x9f"])
def test_a_text_no_wire_carries_is_an_error_of_the_design(bad: str) -> None:
    flow = flow_of(node("send_message", "n", message=text(f"a{bad}b")))

    assert "control_character" in {issue.code for issue in check_flow(flow) if issue.severity == "error"}


def test_a_text_with_half_a_character_is_not_run() -> None:
    flow = flow_of(node("send_message", "n", title="问候", message=text("a\ud800b", "\udfff")))

    with pytest.raises(CompileRefused) as caught:
        compile_flow(flow)
    assert (caught.value.node, "问候" in caught.value.sentence.zh) == ("n", True)


@pytest.mark.parametrize("title", ["\u202egnp", "{0}", "{node}{", "\0", "%s"])
def test_a_title_cannot_spoil_the_sentence_that_names_it(title: str) -> None:
    flow = flow_of(node("send_message", "n", title=title, message=text("")))
    sentences = [issue.sentence.en for issue in check_flow(flow) if issue.node == "n"]

    assert any(printable(title) in sentence for sentence in sentences)
    assert all("\u202e" not in sentence for sentence in sentences)

"""What a scan or a link sends must start the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.errors import ExpressionRefused
from runtime.flow.flow import Flow
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import quoted, shortened
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.triggering import compile_trigger
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds an entry text that no trigger answers to, by the very rule the engine starts sessions with."""
    text = subject.flow.entry_text.strip()
    start = next((node for node in subject.flow.start_nodes() if isinstance(node, Start)), None)
    if not text or start is None or starts_on(subject.flow, text):
        return
    made = (*start.triggers, Trigger(kind="keyword", match="exact", words=(text,)))
    word = quoted(shortened(text))
    yield Issue(
        "error",
        "entry_text",
        Wording(
            "扫码后发出的{word}不会触发这个场景，扫码的人等不到回复。加一个关键词，或换一句话。",
            "What a scan sends, {word}, does not start this scenario: people who scan hear nothing. "
            "Add it as a keyword or send other words.",
        ).format(word=word),
        path=("entry_text",),
        fix=Fix(
            "set_field",
            Wording("把{word}加为关键词", "Add {word} as a keyword").format(word=word),
            {"node": start.id, "path": ("triggers",), "value": made},
        ),
    )


def starts_on(flow: Flow, text: str) -> bool:
    """Whether a message of *text* starts the flow."""
    triggers = (
        trigger for node in flow.start_nodes() if isinstance(node, Start) for trigger in node.triggers
    )
    return any(_answers(trigger, text) for trigger in triggers)


def _answers(trigger: Trigger, text: str) -> bool:
    try:
        return compile_trigger(trigger).answers("keyword", text, "")
    except ExpressionRefused:
        return False


CHECK: Final = FlowCheck(165, check)

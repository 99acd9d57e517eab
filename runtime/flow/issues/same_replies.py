"""Replies of one message that read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.answers import normalised
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.records import FieldPath
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds reply suggestions with one text: who types it always takes the first one's exit."""
    for start, message in facts.messages:
        seen: set[str] = set()
        for path, suggestion in message.suggestions():
            text = normalised(suggestion.text)
            if not suggestion.is_reply or not text:
                continue
            if text in seen:
                yield Issue(
                    "warning",
                    "same_reply",
                    Wording(
                        "{node}有两个回复都叫{text}，打字回复的人总走第一个。改掉一个。",
                        "{node} has two replies called {text}; people who type it always take the first. "
                        "Change one.",
                    ).format(node=name_of(facts.node), text=quoted(suggestion.text)),
                    node=facts.node.id,
                    path=(*start, *path, "text"),
                    fix=_renumbered(facts, (*start, *path, "text"), suggestion.text, seen),
                )
            seen.add(text)


def _renumbered(facts: NodeFacts, path: FieldPath, text: str, seen: set[str]) -> Fix | None:
    """The reply with a number behind it; None where it is so long that numbers make no difference."""
    number = next((n for n in range(2, 99) if normalised(f"{text} {n}") not in seen), None)
    if number is None:
        return None
    value = f"{text} {number}"
    label = Wording("改成{text}", "Change to {text}").format(text=quoted(value))
    return Fix("set_field", label, {"node": facts.node.id, "path": path, "value": value})


CHECK: Final = NodeCheck(150, check)

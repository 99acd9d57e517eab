"""Suggestions that could not be told apart when they come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.ids import NodeId
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds postbacks that stand at two suggestions.

    Inside one message the taps cannot be told apart: an error. Across messages a late tap on the old message
    may be taken for the new one: a warning. Source: the platforms want them unique in the whole chatbot.
    """
    first: dict[str, tuple[NodeId, Suggestion]] = {}
    for node_id in subject.graph.order:
        facts = subject.facts[node_id]
        for path, suggestion in facts.suggestions:
            if not suggestion.postback:
                continue
            known = first.setdefault(suggestion.postback, (node_id, suggestion))
            if known[1] is not suggestion:
                yield _finding(subject, facts, (*path, "postback"), suggestion, known)


def _finding(
    subject: Subject,
    facts: NodeFacts,
    path: FieldPath,
    suggestion: Suggestion,
    known: tuple[NodeId, Suggestion],
) -> Issue:
    node, other = facts.node, subject.flow.nodes[known[0]]
    is_same_node = other is node
    where = Wording("", "") if is_same_node else Wording(f"{name_of(other).zh}的", f" of {name_of(other).en}")
    return Issue(
        "error" if is_same_node else "warning",
        "duplicate_postback",
        Wording(
            "{node}的{text}与{where}{first}回传数据相同，分不清点的是哪一个。改掉一个，或留空自动生成。",
            "{text} of {node} has the same postback as {first}{where}, so taps cannot be told apart. "
            "Change one, or leave it empty.",
        ).format(node=name_of(node), text=quoted(suggestion.text), where=where, first=quoted(known[1].text)),
        node=node.id,
        path=path,
        fix=Fix(
            "set_field",
            Wording("留空，自动生成", "Leave it empty"),
            {"node": node.id, "path": path, "value": ""},
        ),
    )


CHECK: Final = FlowCheck(140, check)

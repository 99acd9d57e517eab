"""What begins a conversation: triggers that say something, and keywords no earlier one swallows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from runtime.flow.answers import normalised
from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.cel import Pattern
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.nodes.start import Start, Trigger
from runtime.wording import Wording

_ANCHORS = re.compile(r"[\^$]|\\[AbBz]")


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds starts without triggers, empty triggers, and keywords that an earlier one always catches."""
    node = facts.node
    if not isinstance(node, Start):
        return
    if not node.triggers:
        yield Issue(
            "error",
            "no_trigger",
            Wording(
                "{node}没有触发方式，没有人能进来。添加关键词、菜单或活动。",
                "{node} has no trigger, so nobody can enter. Add a keyword, a menu entry or a campaign.",
            ).format(node=name_of(node)),
            node=node.id,
            path=("triggers",),
        )
    yield from _check_words(node)


def _check_words(node: Start) -> Iterator[Issue]:
    earlier: list[_Keyword] = []
    for index, trigger in enumerate(node.triggers):
        if _says_nothing(trigger):
            yield _empty(node, index)
        if trigger.kind != "keyword":
            continue
        for place, word in enumerate(trigger.words):
            try:
                keyword = _keyword(trigger, word)
            except ExpressionRefused as refusal:
                yield _unreadable(node, index, place, word, refusal)
                continue
            by = next((before for before in earlier if _catches(before, keyword)), None)
            if by is not None and keyword.text:
                yield _shadowed(node, index, place, word, by.word)
            earlier.append(keyword)


@dataclass(frozen=True, slots=True)
class _Keyword:
    word: str
    match: str
    text: str
    """The word as it is compared; a pattern as it is written."""
    pattern: Pattern | None


def _keyword(trigger: Trigger, word: str) -> _Keyword:
    if trigger.match == "pattern":
        return _Keyword(word, trigger.match, word, Pattern(word) if word else None)
    return _Keyword(word, trigger.match, normalised(word), None)


def _says_nothing(trigger: Trigger) -> bool:
    if trigger.kind in ("tag_added", "schedule"):
        return not trigger.tag.strip()
    if trigger.kind in ("keyword", "deep_link"):
        return not any(word.strip() for word in trigger.words)
    return trigger.kind == "menu" and not trigger.postback.strip()


def _catches(earlier: _Keyword, later: _Keyword) -> bool:
    """Whether everything that *later* matches is matched by *earlier* too, as far as that can be told."""
    if not earlier.text:
        return False
    if earlier.match == later.match and earlier.text == later.text:
        return True
    if later.match == "pattern":
        return False
    if earlier.match == "contains":
        return earlier.text in later.text
    if earlier.pattern is None or (later.match == "contains" and _ANCHORS.search(earlier.text)):
        return False
    return earlier.pattern.found_in(later.word)


def _empty(node: Start, index: int) -> Issue:
    return Issue(
        "error",
        "empty_trigger",
        Wording(
            "{node}的第 {number} 个触发没有内容，永远不会发生。填写它，或删掉它。",
            "Trigger {number} of {node} is empty and never happens. Fill it in or delete it.",
        ).format(node=name_of(node), number=index + 1),
        node=node.id,
        path=("triggers", index),
    )


def _unreadable(node: Start, index: int, place: int, word: str, refusal: ExpressionRefused) -> Issue:
    return Issue(
        "error",
        "pattern",
        Wording(
            "{node}的模式{word}看不懂：{reason}", "Pattern {word} of {node} cannot be read: {reason}"
        ).format(node=name_of(node), word=quoted(shortened(word)), reason=refusal.sentence),
        node=node.id,
        path=("triggers", index, "words", place),
    )


def _shadowed(node: Start, index: int, place: int, word: str, by: str) -> Issue:
    return Issue(
        "warning",
        "shadowed_keyword",
        Wording(
            "{node}的关键词{word}轮不到：前面的{by}已经包括它。删掉它，或把它移到前面。",
            "Keyword {word} of {node} never gets a turn: {by} before it catches it. Delete it or move it up.",
        ).format(node=name_of(node), word=quoted(word), by=quoted(by)),
        node=node.id,
        path=("triggers", index, "words", place),
        fix=Fix(
            "delete_item",
            Wording("删掉它", "Delete it"),
            {"node": node.id, "path": ("triggers", index, "words", place)},
        ),
    )


CHECK: Final = NodeCheck(160, check)

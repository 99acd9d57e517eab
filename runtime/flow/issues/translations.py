"""What people of a further language would read: all of it, up to date, within the limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.expressions.template import insertions
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.limit_words import cut_to_limit, limit_sentence
from runtime.flow.issues.naming import LONGEST_QUOTE, field_in, name_of, quoted, shortened
from runtime.flow.node import Node
from runtime.flow.translations import (
    SpokenText,
    in_language,
    language_name,
    missing_in,
    outdated_in,
    translated_texts,
)
from runtime.messages.limits import count
from runtime.messages.message import Message
from runtime.records import value_at
from runtime.wording import Wording

_MISSING: Final = Wording(
    "{node}有 {count} 处没有{language}译文，从「{text}」起。补上译文，不补就照原文发出。",
    '{node} has {count} texts without a translation into {language}, from "{text}" on. '
    "Translate them, or they go out as written.",
)
_OUTDATED: Final = Wording(
    "{node}有 {count} 处{language}译文的原文改过了，从「{text}」起。核对译文。",
    '{node} has {count} texts reworded after their translation into {language}, from "{text}" on. '
    "Look over the translations.",
)
_STILL_RIGHT: Final = Wording("译文仍然适用", "The translations still fit")
_LOST: Final = Wording(
    "{field}少了{insertion}。在译文里也插入它。", "{field} lacks {insertion}. Insert it there too."
)
_LONG_SMS: Final = Wording(
    "{node}自动的{language}短信有 {actual} 个字符，最多 {maximum}。自己写一条短一些的。",
    "The automatic {language} SMS of {node} is {actual} characters, the limit is {maximum}. "
    "Write a shorter one.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds texts without a translation, outdated ones, lost insertions, and translations over a limit."""
    for language in around.languages:
        yield from _gaps(facts.node, language)
        if facts.node.translations.get(language):
            yield from _lost_insertions(facts.node, language)
            yield from _over_limits(facts, language, around)


def _gaps(node: Node, language: str) -> Iterator[Issue]:
    missing = missing_in(node, language)
    if missing:
        yield _about(node, language, missing, "untranslated", _MISSING, None)
    outdated = outdated_in(node, language)
    if outdated:
        fix = Fix("confirm_translations", _STILL_RIGHT, {"node": node.id, "language": language})
        yield _about(node, language, outdated, "outdated_translation", _OUTDATED, fix)


def _about(
    node: Node, language: str, found: tuple[SpokenText, ...], code: str, words: Wording, fix: Fix | None
) -> Issue:
    """One issue for all texts of a node: a scenario that is to be translated would have hundreds."""
    path, _, text = found[0]
    sentence = words.format(
        node=name_of(node), count=len(found), language=language_name(language), text=shortened(text)
    )
    return Issue("warning", code, sentence, node=node.id, path=path, fix=fix, language=language)


def _lost_insertions(node: Node, language: str) -> Iterator[Issue]:
    for path, hint, source, text in translated_texts(node, language):
        if not hint.template or "{{" not in source:
            continue
        said = {insertion.source for insertion in insertions(text)}
        lost = [insertion.source for insertion in insertions(source) if insertion.source not in said]
        if lost:
            sentence = _LOST.format(field=field_in(node, path, language), insertion=f"{{{{{lost[0]}}}}}")
            yield Issue("warning", "lost_insertion", sentence, node=node.id, path=path, language=language)


def _over_limits(facts: NodeFacts, language: str, around: Surroundings) -> Iterator[Issue]:
    node = facts.node
    spoken = in_language(node, language)
    sources = {path: source for path, _, source, _ in translated_texts(node, language)}
    for breach in around.targets.breaches(spoken):
        source = sources.get(breach.path)
        if source is None:
            continue
        cut = cut_to_limit(breach)
        yield Issue(
            breach.limit.severity,
            "limit",
            limit_sentence(field_in(node, breach.path, language), breach),
            node=node.id,
            path=breach.path,
            carriers=breach.carriers,
            fix=None if cut is None else _shorter(node, language, source, cut),
            language=language,
        )
    limit = around.targets.limit("sms_text")
    for start, message in facts.messages:
        said = value_at(spoken, start)
        if limit is None or not isinstance(said, Message) or said is message:
            continue
        text = said.fallback_text(around.signature, language) or ""
        actual = count(text, limit.unit)
        if said.fallback.mode == "automatic" and actual > limit.maximum:
            sentence = _LONG_SMS.format(
                node=name_of(node),
                language=language_name(language),
                actual=f"{actual:,}",
                maximum=f"{limit.maximum:,}",
            )
            path = (*start, "fallback", "mode")
            yield Issue(limit.severity, "long_fallback", sentence, node=node.id, path=path, language=language)


def _shorter(node: Node, language: str, source: str, cut: str) -> Fix:
    label = Wording("改成{text}", "Change to {text}").format(text=quoted(cut))
    if len(cut) > LONGEST_QUOTE:
        label = Wording("截短到上限", "Cut at the limit")
    data = {"node": node.id, "language": language, "source": source, "value": cut}
    return Fix("set_translation", label, data)


CHECK: Final = NodeCheck(230, check)

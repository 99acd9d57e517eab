"""The chatbot's fixed menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.chatbot import MenuEntry
from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.limit_words import limit_sentence
from runtime.flow.issues.naming import place_of, quoted
from runtime.messages.limits import breaches
from runtime.messages.rules import rules_broken
from runtime.records import FieldPath
from runtime.wording import Wording

_HERE = "chatbot"


def check(subject: Subject) -> Iterator[Issue]:
    """Finds what breaks a limit or rule in the menu, and entries that do nothing or two things.

    Source: CT/CU V1.0.4 §7.1.2; an entry with a submenu has no action of its own.
    """
    chatbot, around = subject.flow.chatbot, subject.around
    for breach in breaches(chatbot, around.profile):
        yield Issue(
            breach.limit.severity,
            "limit",
            limit_sentence(quoted(place_of(chatbot, breach.path)), breach),
            path=(_HERE, *breach.path),
            carriers=around.profile.carriers,
        )
    for rule in rules_broken(chatbot, around.profile):
        field = quoted(place_of(chatbot, rule.path))
        sentence = Wording(f"{field.zh}{rule.sentence.zh}", f"{field.en} {rule.sentence.en}")
        yield Issue(rule.severity, rule.rule, sentence, path=(_HERE, *rule.path))
    for index, entry in enumerate(chatbot.menu):
        yield from _check_entry(entry, index)


def _check_entry(entry: MenuEntry, index: int) -> Iterator[Issue]:
    path: FieldPath = (_HERE, "menu", index)
    if entry.suggestion is None and not entry.entries:
        yield Issue(
            "error",
            "empty_menu_entry",
            Wording(
                "固定菜单的第 {number} 项点了没有反应。给它一个动作或二级菜单，或删掉它。",
                "Entry {number} of the fixed menu does nothing. "
                "Give it an action or a submenu, or delete it.",
            ).format(number=index + 1),
            path=path,
        )
    elif entry.suggestion is not None and entry.entries:
        yield Issue(
            "error",
            "double_menu_entry",
            Wording(
                "固定菜单的第 {number} 项既有动作又有二级菜单，平台不收。去掉一个。",
                "Entry {number} of the fixed menu has both an action and a submenu, which platforms refuse. "
                "Remove one.",
            ).format(number=index + 1),
            path=path,
        )
    elif entry.entries and not entry.text.strip():
        yield Issue(
            "error",
            "empty",
            Wording(
                "固定菜单的第 {number} 项没有文字。填写它。",
                "Entry {number} of the fixed menu has no text. Fill it in.",
            ).format(number=index + 1),
            path=(*path, "text"),
        )


CHECK: Final = FlowCheck(220, check)

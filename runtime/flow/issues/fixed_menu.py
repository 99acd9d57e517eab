"""The chatbot's fixed menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.chatbot import Chatbot, MenuEntry
from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.limit_words import limit_sentence
from runtime.flow.issues.naming import LONGEST_QUOTE, place_of, quoted
from runtime.messages.rules import rules_broken
from runtime.messages.targets import Targets, names_of
from runtime.records import FieldPath
from runtime.wording import Wording, printable

_HERE = "chatbot"


def check(subject: Subject) -> Iterator[Issue]:
    """Finds what is wrong with the scenario's chatbot."""
    return chatbot_issues(subject.flow.chatbot, subject.around.targets)


def chatbot_issues(chatbot: Chatbot, targets: Targets) -> Iterator[Issue]:
    """What breaks a limit or rule in the profile and the menu, and entries that do nothing or two things.

    Paths start with `chatbot`. Source: CT/CU V1.0.4 §7.1.2; an entry with a submenu has no action of its own.
    """
    for breach in targets.breaches(chatbot):
        yield Issue(
            breach.limit.severity,
            "limit",
            limit_sentence(quoted(place_of(chatbot, breach.path)), breach),
            path=(_HERE, *breach.path),
            carriers=breach.carriers,
        )
    for rule in rules_broken(chatbot, targets):
        field = quoted(place_of(chatbot, rule.path))
        sentence = Wording(f"{field.zh}{rule.sentence.zh}", f"{field.en} {rule.sentence.en}")
        yield Issue(rule.severity, rule.rule, sentence, path=(_HERE, *rule.path), carriers=rule.carriers)
    for index, entry in enumerate(chatbot.menu):
        yield from _check_entry(entry, index)
        yield from _too_many_together(entry, index, targets)
        yield from _strange_actions(entry, index, targets)


def _check_entry(entry: MenuEntry, index: int) -> Iterator[Issue]:
    path: FieldPath = (_HERE, "menu", index)
    if entry.suggestion is None and not entry.is_list:
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
    elif entry.suggestion is not None and entry.is_list:
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
    elif entry.is_list and not entry.text.strip():
        yield Issue(
            "error",
            "empty",
            Wording(
                "固定菜单的第 {number} 项没有文字。填写它。",
                "Entry {number} of the fixed menu has no text. Fill it in.",
            ).format(number=index + 1),
            path=(*path, "text"),
        )


def _too_many_together(entry: MenuEntry, index: int, targets: Targets) -> Iterator[Issue]:
    """Entries and lists of a submenu share its places; each alone is a limit of its own field."""
    if not entry.entries or not entry.submenus:
        return
    count = len(entry.entries) + len(entry.submenus)
    broken = [held for held in targets.limits("submenu_entries") if count > held.limit.maximum]
    if broken and max(len(entry.entries), len(entry.submenus)) <= broken[0].limit.maximum:
        yield Issue(
            "error",
            "limit",
            Wording(
                "固定菜单的第 {number} 项下面共有 {count} 项，最多 {maximum}。删掉一些。",
                "There are {count} entries below entry {number} of the fixed menu, the limit is {maximum}. "
                "Delete some.",
            ).format(number=index + 1, count=count, maximum=broken[0].limit.maximum),
            path=(_HERE, "menu", index, "submenus"),
            carriers=tuple(sorted({name for held in broken for name in held.carriers})),
        )


def _strange_actions(entry: MenuEntry, index: int, targets: Targets) -> Iterator[Issue]:
    """Actions that a target does not list for its menu; whether it refuses them is not said anywhere."""
    for path, suggestion in entry.suggestions():
        action = suggestion.action
        if action is None:
            continue
        silent = [
            each for each in targets.profiles if each.menu_actions and action.type not in each.menu_actions
        ]
        if silent:
            yield Issue(
                "warning",
                "menu_action",
                Wording(
                    "固定菜单里的「{text}」用了「{action}」，{who}的文档没有列出它可用于菜单。"
                    "换成别的动作，或先问清楚。",
                    'The menu entry "{text}" does "{action}", which {who} does not list for fixed menus. '
                    "Use another action or ask first.",
                ).format(
                    text=printable(suggestion.text, LONGEST_QUOTE),
                    action=action.label,
                    who=names_of(targets.who_refuses(silent)),
                ),
                path=(_HERE, "menu", index, *path, "action"),
                carriers=targets.who_refuses(silent),
            )


CHECK: Final = FlowCheck(220, check)

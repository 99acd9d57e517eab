"""What is wrong with a chatbot: limits of the carriers, its menu, and what their audits make of a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from editor.library.chatbots.audit import LOOKED_AT, Registration
from editor.library.chatbots.document import ChatbotDocument, chatbot_digest
from runtime.flow.issue import Issue
from runtime.flow.issues.fixed_menu import chatbot_issues
from runtime.messages.limits import STRICTEST
from runtime.messages.targets import Targets, names_of, targets_named, targets_of_profile
from runtime.wording import Wording

SLOW_AUDIT_DAYS: Final = 7
"""An audit that takes longer is worth a call; platforms speak of one day to one week."""

_NO_NAME: Final = Wording("聊天机器人没有名称。填写它。", "The chatbot has no name. Fill it in.")
_CLEARED: Final = Wording(
    "{who}的固定菜单提交过就不能清空。留下至少一项，或换成新的菜单。",
    "At {who} a fixed menu cannot be cleared once it was handed in. Keep an entry, or hand in another menu.",
)
_CLEARED_MAYBE: Final = Wording(
    "固定菜单提交过，现在是空的。阿里云不收空菜单，{who}的文档没有写。先问清楚，或留下一项。",
    "The fixed menu was handed in and is empty now. Alibaba Cloud refuses that; {who} does not say. "
    "Ask first, or keep an entry.",
)
_CHANGED: Final = Wording(
    "{who}那里的还是 {day} 提交的内容，之后改过。要让改动生效，重新提交。",
    "{who} still has what was handed in on {day}; it was edited since. Hand it in again to make it count.",
)
_NO_REASON: Final = Wording(
    "{who}退回了，但没有记下原因。补上它，下次才知道改什么。",
    "{who} rejected it and no reason was noted. Add it, so that the next person knows what to change.",
)
_SLOW: Final = Wording(
    "{who}从 {day} 起一直在审核，已经 {days} 天。问一下进度。",
    "{who} has been auditing since {day}, {days} days by now. Ask how it goes.",
)


def check_chatbot(document: ChatbotDocument, today: date) -> tuple[Issue, ...]:
    """Every issue of a chatbot, errors first; paths start with `chatbot` or `registrations`."""
    found = [*_profile_issues(document), *_audit_issues(document, today)]
    return tuple(sorted(found, key=lambda issue: issue.severity != "error"))


def targets_of_chatbot(document: ChatbotDocument) -> Targets:
    """Whose limits count: of those it is registered at, or all Chinese carriers' while it is nowhere."""
    known = tuple(each.carrier for each in document.registrations)
    return targets_named(known) if known else targets_of_profile(STRICTEST)


def _profile_issues(document: ChatbotDocument) -> Iterator[Issue]:
    if not document.chatbot.name.strip():
        yield Issue("error", "empty", _NO_NAME, path=("chatbot", "name"))
    yield from chatbot_issues(document.chatbot, targets_of_chatbot(document))


def _audit_issues(document: ChatbotDocument, today: date) -> Iterator[Issue]:
    now = chatbot_digest(document.chatbot)
    for index, registration in enumerate(document.registrations):
        path = ("registrations", index)
        who = (registration.carrier,)
        words = names_of(who)
        if registration.had_menu and not document.chatbot.menu:
            yield _cleared(registration)
        step = registration.steps[-1] if registration.steps else None
        if step is None:
            continue
        day = step.on.isoformat()
        handed_in = registration.last_handed_in
        if step.state in LOOKED_AT and handed_in is not None and handed_in.digest not in ("", now):
            changed = _CHANGED.format(who=words, day=handed_in.on.isoformat())
            yield Issue("warning", "changed_since", changed, path=path, carriers=who)
        if step.state == "rejected" and not step.note.strip():
            yield Issue("warning", "no_reason", _NO_REASON.format(who=words), path=path, carriers=who)
        days = (today - step.on).days
        if step.state in ("submitted", "in_audit") and days > SLOW_AUDIT_DAYS:
            slow = _SLOW.format(who=words, day=day, days=days)
            yield Issue("warning", "slow_audit", slow, path=path, carriers=who)


def _cleared(registration: Registration) -> Issue:
    """Source: Alibaba Cloud, edit-5g-message-fixed-menu, read 2026-11-23; carriers publish nothing on it."""
    who = (registration.carrier,)
    is_known = registration.carrier == "aliyun"
    words = (_CLEARED if is_known else _CLEARED_MAYBE).format(who=names_of(who))
    return Issue(
        "error" if is_known else "warning", "menu_cleared", words, path=("chatbot", "menu"), carriers=who
    )

"""Which of the scenarios that are online begins when somebody says or taps something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from runtime.engine.plan import Begun, Plan

NEW_CONTACT_TAP = "new_bot_user_initiation"
"""Postback of the tap that opens a chat. Source: GSMA FNW.11 newUser event."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A scenario that begins, and by which kind of trigger."""

    plan: Plan
    kind: str
    rank: tuple[int, int]
    interrupts: bool


def by_menu(plans: Iterable[Plan], text: str, postback: str) -> Beginning | None:
    """The scenario whose menu entry was tapped."""
    return _best((plan, "menu", plan.begun_by("menu", text, postback)) for plan in plans if postback)


def by_words(plans: Iterable[Plan], text: str) -> Beginning | None:
    """The scenario whose keyword fits the words most exactly."""
    return _best((plan, "keyword", plan.begun_by("keyword", text)) for plan in plans)


def by_arrival(plans: Iterable[Plan], body: dict[str, Any]) -> Beginning | None:
    """The scenario that greets new contacts, if this is one."""
    if not body["is_new"] and body.get("postback") != NEW_CONTACT_TAP:
        return None
    return _best((plan, "new_contact", plan.begun_by("new_contact")) for plan in plans)


def by_anything(plans: Iterable[Plan]) -> Beginning | None:
    """The scenario that takes whatever nothing else took."""
    return _best((plan, "anything", plan.begun_by("anything")) for plan in plans)


def _best(found: Iterable[tuple[Plan, str, Begun | None]]) -> Beginning | None:
    """The most specific one; of equals, the flow that was published first."""
    best: Beginning | None = None
    for plan, kind, begun in found:
        if begun is not None and (best is None or begun.rank > best.rank):
            best = Beginning(plan, kind, begun.rank, begun.trigger.interrupts)
    return best

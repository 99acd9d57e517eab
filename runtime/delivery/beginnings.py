"""Which of the scenarios that are online begins when somebody says or taps something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from runtime.engine.plan import Plan
from runtime.flow.answers import normalised
from runtime.flow.triggering import CompiledTrigger

NEW_CONTACT_TAP = "new_bot_user_initiation"
"""Postback of the tap that opens a chat. Source: GSMA FNW.11 newUser event."""

EXACT = (4, 0)
"""The rank of a trigger that these very words begin."""
_FIRST, _LAST = (1, 0), (0, 0)
_SAID = ("keyword", "deep_link")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A scenario that begins, and by which kind of trigger."""

    plan: Plan
    kind: str
    rank: tuple[int, int]
    interrupts: bool


class Beginnings:
    """All beginnings of *plans*, looked up and not searched: every word anybody says is looked for here.

    The most exact one counts; of equals, that of the earlier plan.
    """

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._menu: dict[str, Beginning] = {}
        self._exact: dict[str, Beginning] = {}
        self._searched: list[tuple[Plan, CompiledTrigger]] = []
        self._new_contact: Beginning | None = None
        self._anything: Beginning | None = None
        for plan in plans:
            for trigger in plan.triggers:
                self._arrange(plan, trigger)

    def _arrange(self, plan: Plan, compiled: CompiledTrigger) -> None:
        trigger = compiled.trigger
        if trigger.kind == "menu":
            self._menu.setdefault(trigger.postback, Beginning(plan, "menu", EXACT, trigger.interrupts))
        elif trigger.kind == "new_contact":
            first = Beginning(plan, "new_contact", _FIRST, trigger.interrupts)
            self._new_contact = self._new_contact or first
        elif trigger.kind == "anything":
            self._anything = self._anything or Beginning(plan, "anything", _LAST, trigger.interrupts)
        elif trigger.kind == "keyword" and trigger.match != "exact":
            self._searched.append((plan, compiled))
        elif trigger.kind in _SAID:
            for word in compiled.words:
                self._exact.setdefault(word, Beginning(plan, "keyword", EXACT, trigger.interrupts))

    def by_menu(self, postback: str) -> Beginning | None:
        """The scenario whose menu entry was tapped."""
        return self._menu.get(postback) if postback else None

    def by_words(self, text: str) -> Beginning | None:
        """The scenario whose keyword fits the words most exactly."""
        best = self._exact.get(normalised(text)) if self._exact else None
        if best is not None:
            return best
        for plan, compiled in self._searched:
            rank = compiled.rank("keyword", text, "")
            if rank is not None and (best is None or rank > best.rank):
                best = Beginning(plan, "keyword", rank, compiled.trigger.interrupts)
        return best

    def by_arrival(self, body: dict[str, Any]) -> Beginning | None:
        """The scenario that greets new contacts, if this is one."""
        is_new = body["is_new"] or body.get("postback") == NEW_CONTACT_TAP
        return self._new_contact if is_new else None

    def by_anything(self) -> Beginning | None:
        """The scenario that takes whatever nothing else took."""
        return self._anything

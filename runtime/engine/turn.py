"""The engine's side of a node's turn: reads the run, collects what the node wants."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from runtime.engine.effects import Consented, Effect, HandOver, SendMessage, Tagged
from runtime.engine.events import EMPTY, Event, EventKind
from runtime.engine.lookup import NOTHING, Lookup
from runtime.engine.plan import Plan
from runtime.engine.session import Run, Session
from runtime.flow.errors import EvaluationFailure
from runtime.flow.expressions.escaping import Escape, as_it_is
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.resume import Capability, Reply
from runtime.flow.values import Value, ValueType, as_text, fits
from runtime.messages.message import Message
from runtime.wording import Wording, printable

MAX_SENDS = 20
"""Messages of one stretch without a wait; more would flood a person's handset."""
MAX_TEXT = 10_000
"""Characters of a text a variable keeps; more is cut."""

MAX_LABEL = 100
"""Characters of a place's name that are kept."""

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_LARGEST = sys.float_info.max
_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""A moment in these years has a wall clock in every zone."""
_COORDINATES = frozenset({"latitude", "longitude"})


MAX_DEPTH = 8
"""Flows that may stand above each other in one session."""

MAX_TAG = 40
"""Characters of a tag."""

TIME_ZONE = ("time_zone", "时区")
"""Names of the contact's attribute that says by which clock they live."""


class EngineTurn:
    """One sprint's working state; implements `runtime.flow.turn.Turn` for the node that has the turn."""

    def __init__(
        self, plan: Plan, session: Session, now: datetime, random: int, lookup: Lookup = NOTHING
    ) -> None:
        """*plan* is that of the session's newest run."""
        run = session.runs[-1]
        self.plan = plan
        self.lookup = lookup
        self.outer = session.runs[:-1]
        self._where = (run.flow_id, run.version)
        self.flow: tuple[FlowId, int] | None = mark_of(session, run) if self.outer else None
        self.session = session
        self.now = now
        self.random = random
        self.node = run.node
        self.language = session.language
        self.nodes = plan.nodes_in(session.language)
        self.variables: Mapping[str, Value] = run.variables
        self.retries = run.retries
        self.messages = session.messages
        self.effects: list[Effect] = []
        self.events: list[Event] = []
        self._owns_variables = False
        self._last_message = run.last_message

    @property
    def time_zone(self) -> tzinfo:
        """The flow's time zone."""
        return self.plan.zone

    @property
    def contact(self) -> str:
        """The contact's key."""
        return self.session.contact

    @property
    def contact_zone(self) -> tzinfo:
        """The time zone the contact is known to live in, else the flow's."""
        known = self.lookup.attributes(self.contact)
        name = next((known[each] for each in TIME_ZONE if known.get(each)), "")
        try:
            return ZoneInfo(name) if isinstance(name, str) and name else self.plan.zone
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return self.plan.zone

    def note(
        self, kind: EventKind, exit_name: ExitName | None = None, detail: Mapping[str, Any] = EMPTY
    ) -> None:
        """Adds an event at the node that has the turn."""
        self.events.append(Event(kind, self.now, self.node, exit_name, detail, self.flow))

    def speak(self, language: str) -> None:
        """Holds the session in *language* from here on; empty for the flow's own."""
        self.language = language
        self.nodes = self.plan.nodes_in(language)

    def enter(self, node: NodeId) -> None:
        """Gives the turn to *node*, freshly entered."""
        self.node = node
        self.retries = 0
        self._last_message = ""
        self.events.append(Event("entered", self.now, node, None, EMPTY, self.flow))

    def begin_run(self, plan: Plan, variables: dict[str, Value], *, returns: bool) -> None:
        """Goes on in the flow of *plan*; without a way back, whatever called this flow is left too."""
        tongue = self.language or self.plan.flow.language
        self.outer = (*self.outer, replace(self.run(), language=self.language)) if returns else ()
        self._stand_in(Run(plan.flow.id, plan.version, None, variables), plan)
        self._owns_variables = True
        self.speak(plan.language_for(tongue))

    def end_run(self, plan: Plan) -> None:
        """Comes back to the flow that called this one, whose plan is *plan*."""
        run = self.outer[-1]
        self.outer = self.outer[:-1]
        self._stand_in(run, plan)
        self._owns_variables = False
        self.speak(run.language)

    def _stand_in(self, run: Run, plan: Plan) -> None:
        self.plan = plan
        self.node = run.node
        self.variables = run.variables
        self.retries = run.retries
        self._last_message = run.last_message
        self._where = (run.flow_id, run.version)
        self.flow = mark_of(self.session, run)

    @property
    def root(self) -> tuple[FlowId, int] | None:
        """The mark of the flow that all others were called from."""
        return mark_of(self.session, self.outer[0]) if self.outer else self.flow

    def leave_outer(self, kind: EventKind, detail: Mapping[str, Any]) -> None:
        """Says of every node that has called a flow how people leave it, the newest first."""
        for run in reversed(self.outer):
            self.events.append(Event(kind, self.now, run.node, None, detail, mark_of(self.session, run)))

    def value(self, expression: str) -> Value:
        """The value of a compiled expression."""
        return self.plan.expressions[expression].evaluate(self.variables, self.now)

    def holds(self, expression: str) -> bool:
        """Whether a condition holds; one without a value does not."""
        compiled = self.plan.expressions.get(expression)
        if compiled is None:
            return False
        try:
            return compiled.evaluate(self.variables, self.now) is True
        except EvaluationFailure:
            return False

    def fill(self, template: str, escape: Escape = as_it_is) -> str:
        """A text with its insertions."""
        compiled = self.plan.templates.get(template)
        return template if compiled is None else compiled.fill(self.variables, self.now, escape)

    def assign(self, variable: str, value: Value) -> None:
        """Sets a variable, converting a text to its type."""
        fitting = self._fitting(variable, value)
        self.own_variables()[variable] = fitting
        self.note("assigned", detail={"variable": variable})

    def assign_together(self, values: Mapping[str, Value]) -> None:
        """Sets several variables, or none when one does not fit."""
        fitting = {name: self._fitting(name, value) for name, value in values.items()}
        self.own_variables().update(fitting)
        for name in fitting:
            self.note("assigned", detail={"variable": name})

    def _fitting(self, variable: str, value: Value) -> Value:
        wanted = self.plan.scope.types.get(variable)
        if wanted is None:
            raise EvaluationFailure(
                Wording("没有叫「{name}」的变量。", 'There is no variable "{name}".').format(name=variable)
            )
        return converted(value, wanted, variable)

    def own_variables(self) -> dict[str, Value]:
        """The run's variables, copied on first write so that the old session stays as it was."""
        if not self._owns_variables:
            self.variables = dict(self.variables)
            self._owns_variables = True
        assert isinstance(self.variables, dict)
        return self.variables

    def send(self, message: Message, expires_after_s: float | None = None) -> str:
        """Sends *message* filled in."""
        assert self.node is not None
        filled, sms_text = self.plan.prepared(message, self.node, self.language).filled(self.fill)
        self.messages += 1
        if self.messages - self.session.messages > MAX_SENDS:
            raise EvaluationFailure(
                Wording(
                    "连续发出 {limit} 条消息都没有等待，已停下。",
                    "Stopped: {limit} messages in a row without a wait.",
                ).format(limit=MAX_SENDS)
            )
        message_id = f"{self.session.id}-{self.messages}"
        expires_at = self.now + timedelta(seconds=expires_after_s) if expires_after_s else None
        self.effects.append(SendMessage(message_id, self.node, filled, sms_text, expires_at, self.flow))
        self.note("sent", detail={"message": message_id})
        self._last_message = message_id
        return message_id

    def hand_over(self, note: str) -> None:
        """Lets a person have the conversation during the wait that follows."""
        assert self.node is not None
        self.effects.append(HandOver(self.session.waits + 1, self.node, keepable(note[:MAX_TEXT])))
        self.note("handed_over")

    def tag(self, added: Collection[str], removed: Collection[str]) -> None:
        """Gives the contact tags and takes tags away; empty ones are left out."""
        new, old = _tags(added), _tags(removed)
        if new or old:
            self.effects.append(Tagged(new, old))
            self.note("tagged", detail={"added": list(new), "removed": list(old)})

    def consent(self, kind: Literal["granted", "refused"], proof: str) -> None:
        """Records what the contact decided."""
        self.effects.append(Consented(kind, keepable(proof[:MAX_TEXT])))
        self.note("consented", detail={"kind": kind})

    def capability(self) -> Capability:
        """What was learnt of the contact's handset."""
        return self.lookup.capability(self.contact)

    def as_written(self, message: Message) -> Message:
        """The message that *message* translates, itself when it is none of the plan's translations."""
        return self.plan.written.get(id(message), message)

    def answered_by(self, message: Message, reply: Reply) -> ExitName | None:
        """The exit of the suggestion the reply picks."""
        assert self.node is not None
        return self.plan.prepared(message, self.node, self.language).answered_by(reply, self.fill)

    def last_message_id(self) -> str:
        """The newest message of this visit."""
        return self._last_message

    def ask_again(self) -> None:
        """Counts a retry."""
        self.retries += 1
        self.note("retried", detail={"count": self.retries})

    def run(self) -> Run:
        """The run as it stands now."""
        return Run(*self._where, self.node, self.variables, self.retries, self._last_message)


def mark_of(session: Session, run: Run) -> tuple[FlowId, int] | None:
    """How events of a run are marked: None for the flow and version *session* was in at first."""
    first = session.runs[0]
    same = run is first or (run.flow_id, run.version) == (first.flow_id, first.version)
    return None if same else (run.flow_id, run.version)


def _tags(names: Collection[str]) -> tuple[str, ...]:
    kept = (keepable(name.strip()[:MAX_TAG]) for name in names)
    return tuple(dict.fromkeys(name for name in kept if name))


def converted(value: Value, wanted: ValueType, variable: str) -> Value:
    """*value* as a value of type *wanted*.

    Raises EvaluationFailure when it is none.
    """
    if type(value) is float and wanted is ValueType.NUMBER and abs(value) <= _LARGEST:
        return value
    if isinstance(value, str):
        value = keepable(value[:MAX_TEXT])
    if _can_be_kept(value):
        if fits(value, wanted):
            return _as_kept(value)
        if wanted is ValueType.TEXT:
            return keepable(as_text(value))
    if isinstance(value, str):
        found = _from_text(value.strip(), wanted)
        if found is not None and _can_be_kept(found):
            return found
    raise EvaluationFailure(
        Wording(
            "「{name}」要{kind}，得到的是「{value}」。", '"{name}" wants a {kind}, it got "{value}".'
        ).format(name=variable, kind=wanted.wording, value=_shown(value))
    )


def _can_be_kept(value: object) -> bool:
    """Whether a value that may come from anywhere is one a session can keep and read back."""
    if isinstance(value, str | bool):
        return True
    if isinstance(value, int | float):
        return abs(value) <= _LARGEST
    if isinstance(value, datetime):
        return value.tzinfo is not None and _FIRST_YEAR <= value.year <= _LAST_YEAR
    if not isinstance(value, dict) or not _COORDINATES <= set(value) <= _COORDINATES | {"label"}:
        return False
    return _is_on_earth(value["latitude"], 90) and _is_on_earth(value["longitude"], 180)


def _is_on_earth(degrees: object, most: int) -> bool:
    return isinstance(degrees, int | float) and abs(degrees) <= most


def keepable(text: str) -> str:
    """*text* without what neither JSON nor a database can keep: NUL and halves of characters."""
    return text if text.isascii() and "\0" not in text else _UNKEEPABLE.sub("�", text)


def _as_kept(value: Value) -> Value:
    if isinstance(value, dict):
        return value | ({"label": keepable(str(value["label"])[:MAX_LABEL])} if "label" in value else {})
    return value if isinstance(value, str | bool | datetime) else float(value)


def _shown(value: Value) -> str:
    if not isinstance(value, str):
        value = as_text(value) if _can_be_kept(value) else type(value).__name__
    return printable(value, 40)


def _from_text(text: str, wanted: ValueType) -> Value | None:
    if wanted is ValueType.NUMBER:
        try:
            number = float(text)
        except ValueError:
            return None
        return number if abs(number) < float("inf") else None
    if wanted is ValueType.BOOLEAN:
        return {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}.get(
            text.lower()
        )
    if wanted is ValueType.DATE:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None
    return None

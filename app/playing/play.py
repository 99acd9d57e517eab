"""One play-through of a flow: what was said, where it stands, and the walk it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from app.finding_flows import FindFlow, find_nothing
from app.playing.neighbours import PlayLookup, samples_of
from runtime.engine.advance import Sprint, advance
from runtime.engine.effects import HandOver, RequestHttp, SendMessage
from runtime.engine.events import Event
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Run, Session, new_session
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Step
from runtime.flow.node import Node
from runtime.flow.resume import CallDone, HandedBack, Reply, Resume, Start, TimerDue
from runtime.flow.secret_names import shown
from runtime.flow.values import Value
from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion

SAMPLE_CONTACT = "13800138000"
HERE = (30.2084, 120.2119)
"""Where the imagined person is, in gcj02 degrees."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the chatbot, with its exact SMS twin."""

    sent: SendMessage
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """Something the person said; *digits* is the number an SMS handset would have sent instead."""

    text: str
    at: datetime
    is_location: bool = False
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Time that was skipped; *until* is what the clock shows after it."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """An HTTP request that got its sample answer; *answered* is False when there is no sample."""

    method: str
    url: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """The person called the chatbot's messages spam: the carrier hears of it, the conversation does not."""

    message_ids: tuple[str, ...]
    """The messages they had received; the newest is reported."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A person has the conversation, with a note; or, with an *outcome*, is done with it."""

    note: str = ""
    outcome: Literal["", "resolved", "no_answer"] = ""


Line: TypeAlias = Said | Heard | Passed | Called | Reported | Handed


class Play:
    """A play-through; time stands still until it is skipped, the network is never touched.

    `lines` grow by what happens; `on_change` is called after every step.
    """

    def __init__(
        self,
        flow: Flow,
        contact: str = SAMPLE_CONTACT,
        language: str = "",
        find: FindFlow = find_nothing,
    ) -> None:
        """Compiles *flow* and begins; the person wants to be spoken to in *language*, if they care.

        *find* gives the scenarios that it calls. Raises CompileRefused when it cannot run.
        """
        self.plan: Plan = compile_flow(flow)
        self._find = find
        self.contact = contact
        self._language = language
        self.on_change: Callable[[], None] | None = None
        self._begin()

    def _begin(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.lines: list[Line] = []
        self.events: list[Event] = []
        self.session: Session = new_session("play", self.contact, self.plan)
        self._plan = self.plan
        self._lookup = PlayLookup(self.plan, self._find)
        attributes = samples_of(self.plan.flow)
        arguments = {"language": self._language} if self._language else {}
        self._resume(Start(attributes=attributes, arguments=arguments))

    def restart(self) -> None:
        """Begins anew."""
        self._begin()
        self._changed()

    def tap(self, suggestion: Suggestion) -> None:
        """The person taps a suggestion of a message that arrived."""
        if suggestion.is_reply:
            self.lines.append(Heard(suggestion.text, self.now, digits=self._digits_of(suggestion)))
            self._resume(Reply(text=suggestion.text, postback=suggestion.postback))
        else:
            self._resume(Reply(text=suggestion.text, postback=suggestion.postback, is_action=True))
            if isinstance(suggestion.action, RequestLocation):
                self.send_location(*HERE)
                return
        self._changed()

    def say(self, words: str) -> None:
        """The person types *words*."""
        self.lines.append(Heard(words, self.now, digits=words))
        self._resume(Reply(text=words))
        self._changed()

    def send_location(self, latitude: float, longitude: float) -> None:
        """The person sends a place, in gcj02 degrees."""
        self.lines.append(Heard("", self.now, is_location=True))
        self._resume(Reply(latitude=latitude, longitude=longitude))
        self._changed()

    def report_spam(self) -> None:
        """The person reports the newest message; nothing goes on by that (CT/CU V1.0.4, rcsspam)."""
        said = [line.sent.message_id for line in self.lines if isinstance(line, Said)]
        self.lines.append(Reported(tuple(said[-1:])))
        self._changed()

    @property
    def can_skip(self) -> bool:
        """Whether there is a wait that ends by itself."""
        return self.session.wait is not None and self.session.wait.due is not None

    def skip(self) -> None:
        """Lets the time of the wait pass; nothing happens when it never ends by itself."""
        wait = self.session.wait
        if wait is None or wait.due is None:
            return
        self.now = max(self.now, wait.due.astimezone(UTC)) + timedelta(seconds=1)
        self.lines.append(Passed(self.now))
        self._resume(TimerDue(wait.number))
        self._changed()

    @property
    def is_with_person(self) -> bool:
        """Whether a person has the conversation."""
        return self.session.wait is not None and self.session.wait.what == "hand_over"

    def hand_back(self, outcome: Literal["resolved", "no_answer"]) -> None:
        """The person who has the conversation is done, or nobody took it."""
        if self.is_with_person:
            self.lines.append(Handed(outcome=outcome))
            self._resume(HandedBack(outcome))
            self._changed()

    @property
    def place(self) -> tuple[Flow, Node] | None:
        """The scenario the conversation is in and the node it reached last there."""
        run = self.session.runs[-1]
        plan = self._lookup.online(run.flow_id)
        node = plan.flow.nodes.get(run.node) if plan is not None and run.node is not None else None
        return None if plan is None or node is None else (plan.flow, node)

    @property
    def active_node(self) -> NodeId | None:
        """Where the conversation stands in this scenario; None when it is over or has gone elsewhere."""
        run = self._place
        return run.node if run is not None and self.session.wait is not None else None

    @property
    def last_node(self) -> NodeId | None:
        """The node of this scenario the conversation reached last, also when it is over."""
        steps = [event.node for event in self.events if event.kind == "entered" and event.flow is None]
        return steps[-1] if steps else None

    @property
    def _place(self) -> Run | None:
        """The outermost run, where it is in this scenario."""
        run = self.session.runs[0]
        return run if run.flow_id == self.plan.flow.id else None

    @property
    def due(self) -> datetime | None:
        """When the wait ends by itself."""
        return self.session.wait.due if self.session.wait else None

    @property
    def variables(self) -> Mapping[str, Value]:
        """The run's variables as they stand."""
        return self.session.runs[-1].variables

    def walk(self) -> tuple[Step, ...]:
        """The way so far: every node left through an exit, then the node it stands at."""
        steps = [
            Step(event.node, event.exit)
            for event in self.events
            if event.kind == "left" and event.node is not None and event.flow is None
        ]
        if self.active_node is not None:
            steps.append(Step(self.active_node, None))
        return tuple(steps)

    def failure(self) -> Event | None:
        """The event that says why the session failed, if it did."""
        return next((event for event in reversed(self.events) if event.kind == "failed"), None)

    def _digits_of(self, suggestion: Suggestion) -> str:
        for line in reversed(self.lines):
            if isinstance(line, Said):
                replies = line.sent.message.replies()
                postbacks = [reply.postback for reply in replies]
                if suggestion.postback in postbacks:
                    return str(postbacks.index(suggestion.postback) + 1)
        return suggestion.text

    def _resume(self, resume: Resume) -> None:
        before = self.session
        sprint = advance(self._plan, before, resume, self.now, lookup=self._lookup)
        if sprint.session.flow_id != before.flow_id:
            self._plan = self._lookup.online(sprint.session.flow_id) or self._plan
        self._take(sprint, before)

    def _take(self, sprint: Sprint, before: Session) -> None:
        self.session = sprint.session
        self.events += [_told_here(event, before, self.plan) for event in sprint.events]
        for effect in sprint.effects:
            if isinstance(effect, SendMessage):
                self.lines.append(Said(effect, self.now))
            elif isinstance(effect, RequestHttp):
                self.lines.append(Called(effect.method, shown(effect.url), bool(effect.sample)))
                done = CallDone(
                    effect.wait, 200 if effect.sample else None, effect.sample, "no sample answer"
                )
                self._resume(done)
            elif isinstance(effect, HandOver):
                self.lines.append(Handed(effect.note))

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()


def _told_here(event: Event, before: Session, plan: Plan) -> Event:
    """The event with the flow it belongs to, None for the one that is played, wherever the session was."""
    flow = event.flow or (before.flow_id, before.version)
    return replace(event, flow=None if flow[0] == plan.flow.id else flow)

"""One play-through of a flow: what was said, where it stands, and the walk it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from runtime.engine.advance import Sprint, advance
from runtime.engine.effects import RequestHttp, SendMessage
from runtime.engine.events import Event
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Step
from runtime.flow.resume import CallDone, Reply, Resume, Start, TimerDue
from runtime.flow.values import Value, ValueType
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


Line: TypeAlias = Said | Heard | Passed | Called | Reported


class Play:
    """A play-through; time stands still until it is skipped, the network is never touched.

    `lines` grow by what happens; `on_change` is called after every step.
    """

    def __init__(self, flow: Flow, contact: str = SAMPLE_CONTACT, language: str = "") -> None:
        """Compiles *flow* and begins; the person wants to be spoken to in *language*, if they care.

        Raises CompileRefused when it cannot run.
        """
        self.plan: Plan = compile_flow(flow)
        self.contact = contact
        self._language = language
        self.on_change: Callable[[], None] | None = None
        self._begin()

    def _begin(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.lines: list[Line] = []
        self.events: list[Event] = []
        self.session: Session = new_session("play", self.contact, self.plan)
        attributes = {
            variable.name: variable.sample
            for variable in self.plan.flow.variables
            if variable.from_contact and variable.sample and variable.type is ValueType.TEXT
        }
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
    def active_node(self) -> NodeId | None:
        """Where the conversation stands; None when it is over."""
        return self.session.wait.node if self.session.wait else None

    @property
    def last_node(self) -> NodeId | None:
        """The node the conversation reached last, also when it is over."""
        return self.session.runs[-1].node

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
            if event.kind == "left" and event.node is not None
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
        self._take(advance(self.plan, self.session, resume, self.now))

    def _take(self, sprint: Sprint) -> None:
        self.session = sprint.session
        self.events += sprint.events
        for effect in sprint.effects:
            if isinstance(effect, SendMessage):
                self.lines.append(Said(effect, self.now))
            elif isinstance(effect, RequestHttp):
                self.lines.append(Called(effect.method, effect.url, bool(effect.sample)))
                done = CallDone(
                    effect.wait, 200 if effect.sample else None, effect.sample, "no sample answer"
                )
                self._resume(done)

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()

"""Explores every conversation of a scenario with the engine itself: what is shown is what would run."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.playing.play import SAMPLE_CONTACT, Called, Handed, Line, Passed, Said
from app.walkthrough.exploration import Choice, Exploration, Moment
from app.walkthrough.happenings import Happening, happenings
from app.walkthrough.telling_values import as_attribute, sample_attributes, telling_values
from runtime.engine.advance import Sprint, advance
from runtime.engine.effects import HandOver, RequestHttp, SendMessage
from runtime.engine.lookup import Nothing
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.nodes.split import Split
from runtime.flow.nodes.start import Start as StartNode
from runtime.flow.resume import Start
from runtime.flow.secret_names import shown
from runtime.flow.values import Value
from runtime.messages.message import Message
from runtime.wording import Wording

MOMENTS_MAX = 400
"""Moments that are explored; a page or a poster with more would not be read."""
CONTACTS = 256
"""Numbers tried to find one for each combination of arms."""
_KINDS_MAX = 16


@dataclass(slots=True)
class _Found:
    """A moment while its choices are still looked for."""

    session: Session
    sent: Message | None
    at: datetime


def explore(flow: Flow, begun_at: datetime, moments_max: int = MOMENTS_MAX) -> Exploration:
    """Explores *flow* from a beginning at *begun_at*; nodes that were seen least come first.

    Other systems answer with their samples, and with values that the scenario's conditions tell apart.
    Raises CompileRefused when the flow cannot run.
    """
    return _Explorer(compile_flow(flow), begun_at.astimezone(UTC), moments_max).run()


class _Explorer:
    def __init__(self, plan: Plan, begun_at: datetime, moments_max: int) -> None:
        self._plan = plan
        self._lookup = _Passing()
        self._values = telling_values(plan.flow)
        self._begun_at = begun_at
        self._moments_max = moments_max
        self._numbers: dict[object, int] = {}
        self._found: list[_Found] = []
        self._queue: list[tuple[int, int]] = []
        self._visits: Counter[NodeId] = Counter()
        self._is_whole = True

    def run(self) -> Exploration:
        begin = tuple(self._begin())
        choices: dict[int, tuple[Choice, ...]] = {}
        while self._queue:
            _, number = heapq.heappop(self._queue)
            choices[number] = tuple(self._choices(self._found[number]))
        moments = tuple(
            Moment(
                found.session.wait.node if found.session.wait is not None else None,
                "failed" if found.session.status == "failed" else found.session.outcome,
                found.at,
                choices.get(number, ()),
            )
            for number, found in enumerate(self._found)
        )
        return Exploration(begin, moments, self._is_whole)

    def _begin(self) -> Iterator[Choice]:
        seen: set[tuple[int, tuple[tuple[NodeId, ExitName], ...]]] = set()
        for contact, drawn in self._contacts():
            for attributes, known in self._attributes():
                session = new_session("walk", contact, self._plan)
                start = Start(attributes=attributes)
                begun = advance(self._plan, session, start, self._begun_at, lookup=self._lookup)
                happening = Happening("begin", _begin_words(drawn, known), start)
                choice = self._taken(happening, begun, None, self._begun_at)
                if choice is not None and (choice.to, choice.steps) not in seen:
                    seen.add((choice.to, choice.steps))
                    yield choice

    def _attributes(self) -> Iterator[tuple[dict[str, Value], Wording | None]]:
        """What is known of the person: the samples, then one attribute changed at a time."""
        samples = sample_attributes(self._plan.flow)
        yield samples, None
        for variable in self._plan.flow.variables:
            for text in self._values.get(variable.name, ()) if variable.from_contact else ():
                value = as_attribute(variable, text)
                if value is not None and samples.get(variable.name) != value:
                    known = Wording("{name}是 {value}", "{name} is {value}")
                    yield samples | {variable.name: value}, known.format(name=variable.name, value=text)

    def _contacts(self) -> Iterator[tuple[str, Wording | None]]:
        """A number for each combination of arms, with what the draw gave."""
        splits = [node for node in self._plan.flow.nodes.values() if isinstance(node, Split)]
        seen: set[tuple[ExitName, ...]] = set()
        for index in range(CONTACTS if splits else 1):
            contact = SAMPLE_CONTACT[:-4] + f"{(int(SAMPLE_CONTACT[-4:]) + index) % 10_000:04d}"
            drawn = tuple(split.arm_for(contact) for split in splits)
            if drawn in seen or len(seen) >= _KINDS_MAX:
                continue
            seen.add(drawn)
            yield contact, _drawn_words(splits, drawn)

    def _choices(self, found: _Found) -> Iterator[Choice]:
        seen: set[tuple[int, tuple[tuple[NodeId, ExitName], ...]]] = set()
        for happening in happenings(self._plan.flow, found.session, found.sent, found.at, self._values):
            now = found.at if happening.at is None else max(found.at, happening.at) + timedelta(seconds=1)
            sprint = advance(self._plan, found.session, happening.resume, now, lookup=self._lookup)
            choice = self._taken(happening, sprint, found.sent, now)
            if choice is None or (happening.kind != "tap" and (choice.to, choice.steps) in seen):
                continue
            seen.add((choice.to, choice.steps))
            yield choice

    def _taken(
        self, happening: Happening, sprint: Sprint, sent: Message | None, now: datetime
    ) -> Choice | None:
        lines: list[Line] = list(happening.lines)
        if happening.at is not None:
            lines.append(Passed(now))
        for effect in sprint.effects:
            if isinstance(effect, SendMessage):
                lines.append(Said(effect, now))
                sent = effect.message
            elif isinstance(effect, RequestHttp):
                lines.append(Called(effect.method, shown(effect.url), bool(effect.sample)))
            elif isinstance(effect, HandOver):
                lines.append(Handed(effect.note))
        steps = tuple(
            (event.node, event.exit)
            for event in sprint.events
            if event.kind == "left"
            and event.node is not None
            and event.exit is not None
            and event.flow is None
        )
        number = self._number_of(sprint.session, sent, now)
        if number is None:
            return None
        return Choice(happening.kind, happening.label, tuple(lines), steps, number)

    def _number_of(self, session: Session, sent: Message | None, now: datetime) -> int | None:
        """The moment's number; the same place with the same variables is the same moment, whenever it is."""
        run = session.runs[-1]
        node = session.wait.node if session.wait is not None else None
        key = (
            session.contact if session.wait is not None else "",
            node,
            session.status,
            session.outcome,
            tuple(sorted((name, str(value)) for name, value in run.variables.items())) if node else (),
            run.retries,
        )
        known = self._numbers.get(key)
        if known is not None:
            return known
        if len(self._found) >= self._moments_max:
            self._is_whole = False
            return None
        number = self._numbers[key] = len(self._found)
        self._found.append(_Found(replace(session), sent, now))
        if session.wait is not None:
            self._visits[session.wait.node] += 1
            heapq.heappush(self._queue, (self._visits[session.wait.node], number))
        return number


class _Passing(Nothing):
    """Lets people pass through other scenarios at once: what happens there is theirs to show."""

    def online(self, flow_id: FlowId) -> Plan | None:
        """An empty scenario."""
        return compile_flow(Flow(id=flow_id, nodes={_START.id: _START}))

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        """The same."""
        return self.online(flow_id)

    def can_ask_carrier(self, contact: str) -> bool:
        """Whatever the carrier answers is explored."""
        return True


_START = StartNode(id=NodeId("start"))


def _drawn_words(splits: list[Split], drawn: tuple[ExitName, ...]) -> Wording | None:
    if not splits:
        return None
    names = [
        next(offer.label for offer in split.offers() if offer.name == arm)
        for split, arm in zip(splits, drawn, strict=True)
    ]
    arms = Wording("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    return Wording("分到「{arms}」", "drawn: {arms}").format(arms=arms)


def _begin_words(*known: Wording | None) -> Wording:
    told = [words for words in known if words is not None]
    if not told:
        return Wording("开始", "Begin")
    zh, en = "，".join(words.zh for words in told), ", ".join(words.en for words in told)
    return Wording("开始（{told}）", "Begin ({told})").format(told=Wording(zh, en))

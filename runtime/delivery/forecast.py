"""What publishing a flow would do: its number, whom it concerns, and which words are taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from runtime.delivery.missing_flows import MissingFlow, missing_flows
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.retiring import name_of, why_not
from runtime.engine.plan import Plan
from runtime.flow.answers import normalised
from runtime.flow.document import digest
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.start import Start
from runtime.store import flows, sessions
from runtime.store.flows import MediaFile
from runtime.wording import Wording

_SAME_WORD = Wording(
    "关键词「{word}」已被线上场景「{name}」使用。换一个词，或先把它下线。",
    'The keyword "{word}" starts "{name}", which is online. Choose another, or take that one offline.',
)
_SAME_MENU = Wording(
    "菜单回传「{word}」已被线上场景「{name}」使用。换一个，或先把它下线。",
    'The menu postback "{word}" starts "{name}", which is online. Choose another, or take that one offline.',
)
_SAME_ANYTHING = Wording(
    "其他任何话已由线上场景「{name}」接待。去掉这个触发，或先把它下线。",
    '"{name}", which is online, takes anything else. Remove this trigger, or take that one offline.',
)
_SAME_ARRIVAL = Wording(
    "新联系人已由线上场景「{name}」迎接。去掉这个触发，或先把它下线。",
    '"{name}", which is online, greets new contacts. Remove this trigger, or take that one offline.',
)


_SENTENCES = {"menu": _SAME_MENU, "new_contact": _SAME_ARRIVAL, "anything": _SAME_ANYTHING}


@dataclass(frozen=True, slots=True)
class SameWords:
    """Something that begins this flow and another one that is online."""

    flow_id: str
    name: str
    word: str
    sentence: Wording
    node: NodeId
    """This flow's start."""


@dataclass(frozen=True, slots=True)
class WaitingHere:
    """Who waits at a node of older versions, and what can be done about them."""

    node: NodeId
    name: Wording
    versions: tuple[int, ...]
    count: int
    oldest: datetime
    why_not_move: Wording | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What publishing would do."""

    version: int
    """The number it gets; the present one when nothing differs."""
    online: flows.Online | None
    is_same: bool
    """Whether the version that is online has this very content."""
    waiting: tuple[WaitingHere, ...]
    taken: tuple[SameWords, ...]
    missing: tuple[MissingFlow, ...] = ()
    """Scenarios that it calls and that are not online."""


def forecast(connection: Connection, plan: Plan, files: Iterable[MediaFile]) -> Forecast:
    """What publishing the compiled flow with *files* would do."""
    flow = plan.flow
    newest = flows.newest(connection, flow.id)
    present = flows.online(connection, flow.id)
    is_newest = newest is not None and (newest.digest, newest.media) == (digest(flow), flows.media_of(files))
    last = newest.version if newest is not None else 0
    version = last if is_newest else last + 1
    book = PlanBook()
    online = flows.online_versions(connection)
    others = (
        flows.load(connection, flow_id, number) for flow_id, number in online.items() if flow_id != flow.id
    )
    taken = same_words(flow, [each for each in others if each is not None])
    is_same = is_newest and present is not None and present.version == last
    here = _waiting(connection, book, replace(plan, version=version), version)
    return Forecast(version, present, is_same, here, taken, missing_flows(flow, online))


def same_words(flow: Flow, others: Sequence[Flow]) -> tuple[SameWords, ...]:
    """What begins *flow* and one of *others*: the same keyword compared alike, menu entry or new contact."""
    mine = _ways_in(flow)
    starts = flow.start_nodes()
    found: list[SameWords] = []
    for other in others:
        for key, word in _ways_in(other).items():
            if key in mine:
                template = _SENTENCES.get(key[0], _SAME_WORD)
                name = other.name or other.id
                sentence = template.format(word=word, name=name)
                found.append(SameWords(other.id, name, word, sentence, starts[0].id))
    return tuple(found)


def _ways_in(flow: Flow) -> dict[tuple[str, str], str]:
    """How the flow begins for those who come: (kind of comparison, word as compared) → word as written."""
    found: dict[tuple[str, str], str] = {}
    for node in flow.start_nodes():
        for trigger in node.triggers if isinstance(node, Start) else ():
            if trigger.kind == "menu" and trigger.postback:
                found["menu", trigger.postback] = trigger.postback
            elif trigger.kind in ("new_contact", "anything"):
                found[trigger.kind, ""] = ""
            elif trigger.kind in ("keyword", "deep_link"):
                match = trigger.match if trigger.kind == "keyword" else "exact"
                for word in trigger.words:
                    compared = word if match == "pattern" else normalised(word)
                    if compared:
                        found.setdefault((match, compared), word)
    return found


def _waiting(connection: Connection, book: PlanBook, new: Plan, version: int) -> tuple[WaitingHere, ...]:
    by_node: dict[str, list[sessions.WaitingAt]] = {}
    for one in sessions.waiting_by_node(connection, new.flow.id):
        if one.version < version:
            by_node.setdefault(one.node, []).append(one)
    found = []
    for key, places in by_node.items():
        node = NodeId(key)
        reasons = (why_not(connection, book, new, place.version, node) for place in places)
        found.append(
            WaitingHere(
                node,
                name_of(connection, book, new, places[0].version, node),
                tuple(place.version for place in places),
                sum(place.count for place in places),
                min(place.oldest for place in places),
                next((reason for reason in reasons if reason is not None), None),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.count, each.node)))

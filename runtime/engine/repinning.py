"""Lets another version of a flow carry a waiting session on, where that version can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from runtime.engine.events import Event
from runtime.engine.plan import Plan
from runtime.engine.session import Run, Session
from runtime.engine.turn import EngineTurn, converted
from runtime.flow.errors import EvaluationFailure
from runtime.flow.expressions.escaping import Escape, as_it_is
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node
from runtime.flow.outcome import WaitFor
from runtime.flow.resume import Reply
from runtime.flow.values import Value
from runtime.messages.message import Message
from runtime.wording import Wording

RETIRED = ExitName("retired")
"""The exit by which people leave whose conversation ends with its version."""

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_GONE = Wording("新版本里没有这个节点了。", "The new version no longer has this node.")
_OTHER_TYPE = Wording(
    "这个节点在新版本里是「{type}」，等的不是同一种事。",
    'In the new version this node is a "{type}", which waits for something else.',
)
_NO_WAIT = Wording(
    "这个节点在新版本里不再等同样的事。", "In the new version this node does not wait for the same any more."
)
_NO_EXIT = Wording(
    "出口「{exit}」在新版本里没有了，有人会从那里走。",
    'The new version lacks the exit "{exit}" that people may leave by.',
)
_OTHER_ANSWERS = Wording(
    "新版本接受的回答变了，有人会按原来的问题回答。",
    "The new version takes other answers, but people answer the question as it was.",
)
_OTHER_ANSWER = Wording(
    "回答「{answer}」在新版本里通向别处或不认识了。",
    'The answer "{answer}" means something else in the new version, or nothing.',
)


def why_not_here(old: Plan, new: Plan, node_id: NodeId) -> Wording | None:
    """Why *new* cannot carry on who waits at a node of *old*; None when it can.

    It can where the node is of the same type, still waits, offers every exit the wait can end by, and
    understands every tap, word and number that *old* understood, in the same way.
    """
    before, after = old.flow.nodes.get(node_id), new.flow.nodes.get(node_id)
    if before is None or after is None:
        return _GONE
    if before.type != after.type:
        return _OTHER_TYPE.format(type=after.label)
    kinds = {_waits_for(old, before), _waits_for(new, after)} - {None}
    if (before.waits and not after.waits) or len(kinds) > 1:
        return _NO_WAIT
    offered = {offer.name for offer in after.offers()}
    for offer in before.offers():
        if offer.name not in offered:
            return _NO_EXIT.format(exit=offer.label)
    if any(getattr(before, name) != getattr(after, name) for name in before.decides_answers):
        return _OTHER_ANSWERS
    answer = _misunderstood(old, new, node_id)
    return _OTHER_ANSWER.format(answer=answer) if answer is not None else None


def repinned(session: Session, new: Plan, node: NodeId, now: datetime) -> tuple[Session, Event, Event]:
    """The waiting *session* in *new*, with the event for its old version and the one for its new version.

    Its wait stays as it is. Variables that *new* still has are kept; new ones begin with their defaults.
    """
    run = session.runs[-1]
    variables: dict[str, Value] = dict(new.defaults)
    for name, value in run.variables.items():
        wanted = new.scope.types.get(name)
        if wanted is None:
            continue
        try:
            variables[name] = converted(value, wanted, name)
        except EvaluationFailure:
            continue
    moved = replace(session, runs=(replace(run, version=new.version, variables=variables),))
    gone = Event("repinned", now, node, None, {"to": new.version})
    come = Event("repinned", now, node, None, {"from": run.version})
    return moved, gone, come


def _misunderstood(old: Plan, new: Plan, node_id: NodeId) -> str | None:
    """The first answer, in any language of *old*, that *new* understands in another way."""
    for language in dict.fromkeys(["", *old.translated]):
        before, after = old.nodes_in(language)[node_id], new.nodes_in(language)[node_id]
        for name in type(before).model_fields:
            said, says = getattr(before, name), getattr(after, name)
            if isinstance(said, Message) and isinstance(says, Message):
                was = old.prepared(said, node_id, language)
                is_now = new.prepared(says, node_id, language)
                for answer, reply in _answers(was.filled(_as_written)[0]):
                    if was.answered_by(reply, _as_written) != is_now.answered_by(reply, _as_written):
                        return answer
    return None


def _answers(message: Message) -> Iterator[tuple[str, Reply]]:
    """What people may do about a message: tap, say the words, send the number."""
    for number, offered in enumerate(message.replies(), start=1):
        yield offered.text, Reply(text=offered.text, postback=offered.postback)
        yield offered.text, Reply(text=offered.text)
        yield f"{number}", Reply(text=f"{number}")


def _as_written(text: str, _escape: Escape = as_it_is, /) -> str:
    return text


def _waits_for(plan: Plan, node: Node) -> str | None:
    """What a session that enters the node waits for; None when that depends on what is known of a person."""
    blank = Session("", "", (Run(plan.flow.id, plan.version, node.id, plan.defaults),))
    try:
        outcome = node.execute(EngineTurn(plan, blank, _SOME_DAY, 0))
    except EvaluationFailure:
        return None
    return outcome.what if isinstance(outcome, WaitFor) else None

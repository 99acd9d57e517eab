"""What changes for the people who get the messages, in a few sentences about ways, not fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from editor.document.differing.alike import alike
from editor.document.differing.ways import Ways, message_of, who_takes
from runtime.flow.durations import in_words
from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.node import Node
from runtime.flow.nodes.end import OUTCOMES, End
from runtime.flow.nodes.start import TRIGGER_KINDS, Start
from runtime.flow.nodes.wait import Wait
from runtime.wording import Wording, same

SENTENCES_MAX: Final = 8
"""More is not read; what touches the most ways comes first."""

_MORE: Final = Wording("还有 {count} 处影响更小的变化。", "{count} more changes touch fewer ways.")
_NOTHING: Final = Wording(
    "人们收到的消息和走的路都没有变化。", "Nothing changes in what people get or where they go."
)
_NEW: Final = Wording("{who}会收到新消息{node}：{text}", "{who} get a new message, {node}: {text}")
_GONE: Final = Wording("没有人再收到{node}。", "Nobody gets {node} any more.")
_TEXT: Final = Wording("{node}换了内容：{text}", "{node} says something else: {text}")
_SAME_WORDS: Final = Wording(
    "{node}的样子变了，文字没变。", "{node} looks different; its words are the same."
)
_LEADS: Final = Wording("{who}现在{now}，原来{before}。", "{who} now {now}; before they {before}.")
_GETS: Final = Wording("收到{node}", "get {node}")
_MEETS: Final = Wording("走到{node}", "come to {node}")
_ENDS: Final = Wording("在{node}结束", "end at {node}")
_STOPS: Final = Wording("没有下文", "hear nothing more")
_CHOICE: Final = Wording(
    "在{node}可以多选{exit}，选了就{now}。", "{node} offers {exit} now; people who choose it {now}."
)
_NO_CHOICE: Final = Wording("在{node}不能再选{exit}。", "{node} does not offer {exit} any more.")
_TIMEOUT: Final = Wording(
    "{node}之后没有回复的人，原来等 {old}，现在等 {new}。",
    "After {node}, silence lasted {old} and lasts {new} now.",
)
_EVER: Final = Wording("到有回复为止", "until there is an answer")
_WAITS: Final = Wording("{who}现在多等一次：{wait}。", "{who} wait once more: {wait}.")
_NO_WAIT: Final = Wording("{node}不用等了。", "Nobody waits at {node} any more.")
_OTHER_WAIT: Final = Wording("{node}原来{old}，现在{new}。", "{node}: {old} before, {new} now.")
_OUTCOME: Final = Wording(
    "走到{node}的人，现在算{new}，原来算{old}。", "People at {node} count as {new} now, as {old} before."
)
_REFUSALS: Final = Wording("没有路能走到拒绝接收了。", "No way leads to a refusal any more.")
_CAN_REFUSE: Final = Wording("现在有路可以拒绝接收：{node}。", "There is a way to refuse now: {node}.")
_REFUSAL_LEFT_OUT: Final = Wording(
    "{node}的短信不再写怎样拒收。", "The text message of {node} no longer says how to refuse."
)
_REFUSAL_SAID: Final = Wording(
    "{node}的短信现在写明怎样拒收。", "The text message of {node} says how to refuse now."
)
_STARTS: Final = Wording("{trigger}现在也会开始。", "{trigger} starts it now, too.")
_NO_START: Final = Wording("{trigger}不再开始。", "{trigger} does not start it any more.")


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """One sentence about people; *ways* is how many ways through the flow it touches."""

    sentence: Wording
    ways: int
    node: NodeId | None = None


def changes_for_people(before: Flow, after: Flow) -> tuple[PeopleChange, ...]:
    """At most eight sentences, those that touch the most ways first; never none."""
    old, new = Ways(before), Ways(after)
    found = [*_starts(old, new), *_refusals(old, new), *_messages(old, new), *_nodes(old, new)]
    ranked = sorted(dict.fromkeys(found), key=lambda change: -change.ways)
    if not ranked:
        return (PeopleChange(_NOTHING, 0),)
    if len(ranked) > SENTENCES_MAX:
        rest = ranked[SENTENCES_MAX - 1 :]
        ways = rest[0].ways
        return (*ranked[: SENTENCES_MAX - 1], PeopleChange(_MORE.format(count=len(rest)), ways))
    return tuple(ranked)


def _messages(old: Ways, new: Ways) -> Iterator[PeopleChange]:
    for node in new.reached():
        message = message_of(node)
        if message is None:
            continue
        ways, name = new.weight(node.id), name_of(node)
        earlier = old.nodes.get(node.id)
        said = message_of(earlier) if earlier is not None and old.reaches(node.id) else None
        if said is None:
            sentence = _NEW.format(who=new.who(node.id), node=name, text=_quote(message.content.plain_text()))
            yield PeopleChange(sentence, ways, node.id)
            continue
        if message.content.plain_text() != said.content.plain_text():
            text = _quote(_new_words(said.content.plain_text(), message.content.plain_text()))
            yield PeopleChange(_TEXT.format(node=name, text=text), ways, node.id)
        elif not alike(message.content, said.content):
            yield PeopleChange(_SAME_WORDS.format(node=name), ways, node.id)
        if message.fallback.refusal != said.fallback.refusal:
            words = _REFUSAL_SAID if message.fallback.refusal else _REFUSAL_LEFT_OUT
            yield PeopleChange(words.format(node=name), ways, node.id)
    for node in old.reached():
        if message_of(node) is not None and not new.reaches(node.id):
            yield PeopleChange(_GONE.format(node=name_of(node)), old.weight(node.id), node.id)


def _nodes(old: Ways, new: Ways) -> Iterator[PeopleChange]:
    for node in new.reached():
        earlier = old.nodes.get(node.id)
        ways = new.weight(node.id)
        if earlier is None or not old.reaches(node.id):
            if isinstance(node, Wait):
                words = _WAITS.format(who=new.who(node.id), wait=node.preview().lines[0])
                yield PeopleChange(words, ways, node.id)
            continue
        yield from _exits(earlier, node, old, new)
        yield from _times(earlier, node, ways)
        if isinstance(node, End) and isinstance(earlier, End) and node.outcome != earlier.outcome:
            outcomes = {"old": quoted(OUTCOMES[earlier.outcome]), "new": quoted(OUTCOMES[node.outcome])}
            yield PeopleChange(_OUTCOME.format(node=name_of(node), **outcomes), ways, node.id)
    for node in old.reached():
        if isinstance(node, Wait) and not new.reaches(node.id):
            yield PeopleChange(_NO_WAIT.format(node=name_of(node)), old.weight(node.id), node.id)


def _times(earlier: Node, node: Node, ways: int) -> Iterator[PeopleChange]:
    if isinstance(node, Wait) and isinstance(earlier, Wait):
        was, now = earlier.preview().lines[0], node.preview().lines[0]
        if was != now:
            yield PeopleChange(_OTHER_WAIT.format(node=name_of(node), old=was, new=now), ways, node.id)
    was_s, now_s = (getattr(version, "no_reply_after_s", None) for version in (earlier, node))
    if was_s is not None and now_s is not None and was_s != now_s and node.waits:
        times = {"old": in_words(was_s) if was_s else _EVER, "new": in_words(now_s) if now_s else _EVER}
        yield PeopleChange(_TIMEOUT.format(node=name_of(node), **times), ways, node.id)


def _exits(earlier: Node, node: Node, old: Ways, new: Ways) -> Iterator[PeopleChange]:
    were = {way.name: way for way in old.exits(earlier.id)}
    for way in new.exits(node.id):
        before = were.pop(way.name, None)
        if before is None:
            if way.kind in ("reply", "case", "arm") and message_of(node) is not None:
                words = _CHOICE.format(node=name_of(node), exit=quoted(way.label), now=_met(way, new))
                yield PeopleChange(words, _onward_weight(way, node, new), node.id)
            continue
        if old.first_met(before.target) == new.first_met(way.target):
            continue
        who = who_takes(node, way) or new.who(node.id)
        words = _LEADS.format(who=who, now=_met(way, new), before=_met(before, old))
        yield PeopleChange(words, _onward_weight(way, node, new), node.id)
    for gone in were.values():
        if gone.kind == "reply":
            words = _NO_CHOICE.format(node=name_of(node), exit=quoted(gone.label))
            yield PeopleChange(words, _onward_weight(gone, earlier, old), node.id)


def _onward_weight(way: Exit, node: Node, ways: Ways) -> int:
    return ways.weight(way.target) if way.target is not None else ways.weight(node.id)


def _met(way: Exit, ways: Ways) -> Wording:
    """What people meet behind an exit."""
    node_id = ways.first_met(way.target)
    if node_id is None:
        return _STOPS
    node = ways.nodes[node_id]
    words = _GETS if message_of(node) is not None else _ENDS if isinstance(node, End) else _MEETS
    return words.format(node=name_of(node))


def _starts(old: Ways, new: Ways) -> Iterator[PeopleChange]:
    were, are = _triggers(old), _triggers(new)
    for key, words in are.items():
        if key not in were:
            yield PeopleChange(_STARTS.format(trigger=words), _all_ways(new), _start(new))
    for key, words in were.items():
        if key not in are:
            yield PeopleChange(_NO_START.format(trigger=words), _all_ways(old), _start(new))


def _triggers(ways: Ways) -> dict[tuple[str, str, str], Wording]:
    found: dict[tuple[str, str, str], Wording] = {}
    for node in ways.reached():
        for trigger in node.triggers if isinstance(node, Start) else ():
            kind = TRIGGER_KINDS[trigger.kind]
            texts = trigger.words if trigger.kind == "keyword" else (trigger.postback,)
            for text in texts or ("",):
                match = trigger.match if trigger.kind == "keyword" else ""
                said = quoted(text) if text and trigger.kind == "keyword" else same("")
                found[trigger.kind, match, text] = Wording(
                    f"{kind.zh}{said.zh}", f"{kind.en} {said.en}".strip()
                )
    return found


def _start(ways: Ways) -> NodeId | None:
    return next((node.id for node in ways.reached() if isinstance(node, Start)), None)


def _all_ways(ways: Ways) -> int:
    return sum(ways.weight(node.id) for node in ways.reached() if isinstance(node, Start))


def _refusals(old: Ways, new: Ways) -> Iterator[PeopleChange]:
    were, are = _refusing(old), _refusing(new)
    if were and not are:
        yield PeopleChange(_REFUSALS, _all_ways(new), were[0].id)
    elif are and not were:
        yield PeopleChange(_CAN_REFUSE.format(node=name_of(are[0])), new.weight(are[0].id), are[0].id)


def _refusing(ways: Ways) -> list[End]:
    return [node for node in ways.reached() if isinstance(node, End) and node.outcome == "refused"]


def _new_words(old: str, new: str) -> str:
    """The first line that was not said before; the whole where lines only went."""
    known = set(old.splitlines())
    return next((line for line in new.splitlines() if line.strip() and line not in known), new)


def _quote(text: str) -> Wording:
    return same(shortened(text) if text.strip() else "…")

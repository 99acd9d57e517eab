"""The sample scenarios keep what they say: every way through them, and every number in their SMS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.playing.play import Play, Said
from resources.files import resource_path
from runtime.engine.advance import advance
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.file_format import from_text, to_text
from runtime.flow.flow import Flow
from runtime.flow.issues import check_flow
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.resume import CallDone, Reply, Resume, Start, TimerDue
from runtime.messages.message import Message
from runtime.simulator.offers import numbered_replies
from tests.support.conversations import NOON

SAMPLES = ("spring-sale", "bill-reminder", "appointment")

WORDS = {"account": ("3301002688", "不知道"), "city": ("我在上海", "宁波", "苏州")}
"""Node → answers to a question for words that lead different ways."""

ANSWERS = {
    "query": tuple(f'{{"amount": {amount}, "month": "2 月", "kwh": 412}}' for amount in (0, 86.2, 268.5)),
    "slots": tuple(
        f'{{"left": {left}, "doctor": "陈医生", "when": "明天 9:30", "start": "", "end": ""}}'
        for left in (0, 12)
    ),
}
"""Node → answers of the other system that lead different ways."""


@pytest.fixture(params=SAMPLES)
def text(request: pytest.FixtureRequest) -> str:
    return resource_path(f"scenarios/{request.param}.xinliu.json").read_text(encoding="utf-8")


@pytest.fixture
def flow(text: str) -> Flow:
    return from_text(text).flow


def messages(flow: Flow) -> Iterator[tuple[str, Message]]:
    for node in flow.nodes.values():
        if isinstance(node, SendMessage):
            yield node.id, node.message
        elif isinstance(node, Ask):
            yield node.id, node.question


def ways_on(plan: Plan, session: Session) -> Iterator[Resume]:
    """Everything that can come in while the session waits, for each exit of its node at least once."""
    wait = session.wait
    assert wait is not None
    node = plan.flow.nodes[wait.node]
    if isinstance(node, HttpRequest):
        yield CallDone(wait.number, 503)
        for body in ANSWERS.get(node.id, (node.sample,)):
            yield CallDone(wait.number, 200, body)
        return
    if wait.due is not None:
        yield TimerDue(wait.number)
    if isinstance(node, Ask):
        yield from (Reply(text=reply.text) for reply in node.question.replies())
        yield from (Reply(text=words) for words in WORDS.get(node.id, ("比上月多了一倍", "3月12日")))
        yield Reply(file_url="https://media.example.com/photo.jpg")
    elif isinstance(node, SendMessage):
        yield from (Reply(text=reply.text) for reply in node.message.replies())
        yield Reply(text="你们几点开门")


def sessions(plan: Plan) -> Iterator[Session]:
    """One session for each arm of a split: enough contacts to meet every one."""
    for number in range(8):
        begun = new_session("s", f"1380013800{number}", plan)
        yield begun


def walked(plan: Plan) -> tuple[set[tuple[str, str]], list[Session]]:
    """Every exit that was left through, and every session that came to its end."""
    left: set[tuple[str, str]] = set()
    over: list[Session] = []
    seen: set[tuple[str, int]] = set()
    waiting: list[tuple[Session, Resume]] = [(session, Start()) for session in sessions(plan)]
    while waiting:
        sprint = advance(plan, *waiting.pop(), NOON)
        session = sprint.session
        left |= {(str(event.node), str(event.exit)) for event in sprint.events if event.kind == "left"}
        if session.is_over:
            over.append(session)
        elif (
            session.wait is not None and (place := (session.wait.node, session.runs[-1].retries)) not in seen
        ):
            seen.add(place)
            waiting += [(session, resume) for resume in ways_on(plan, session)]
    return left, over


def test_it_is_written_as_the_program_writes_it_and_has_no_issue(text: str) -> None:
    document = from_text(text)

    assert to_text(document) == text
    assert check_flow(document.flow) == ()


def test_every_exit_is_taken_and_leads_somewhere_and_every_conversation_ends(flow: Flow) -> None:
    left, over = walked(compile_flow(flow))

    ways = {(node.id, way.name): way.target for node in flow.nodes.values() for way in node.exits()}
    assert set(ways) - left == set()
    assert None not in ways.values()
    assert {session.status for session in over} == {"ended"}


def test_its_own_sms_texts_number_exactly_the_replies(flow: Flow) -> None:
    own = [(name, message) for name, message in messages(flow) if message.fallback.mode == "own"]
    said = {name: [offer.text for offer in numbered_replies(message.fallback.text)] for name, message in own}

    assert own
    assert said == {name: [reply.text for reply in message.replies()] for name, message in own}


def test_the_sms_of_each_number_takes_the_exit_of_its_reply(flow: Flow) -> None:
    plan = compile_flow(flow)
    for name, message in messages(flow):
        prepared = plan.prepared(message, flow.nodes[name].id)  # type: ignore[index]  # ids are texts
        for number, reply in enumerate(message.replies(), start=1):
            exits = {
                prepared.answered_by(Reply(text=words), lambda template, _=str: template)
                for words in (str(number), reply.text)
            }
            assert exits == {f"reply:{reply.id}"}


def test_a_play_through_that_always_takes_the_first_reply_reaches_the_goal(flow: Flow) -> None:
    play = Play(flow)
    for _ in range(12):
        if play.session.is_over:
            break
        said = [line for line in play.lines if isinstance(line, Said)]
        replies = said[-1].sent.message.replies() if said and said[-1].sent.node == play.active_node else ()
        if replies:
            play.tap(replies[0])
        elif play.active_node in WORDS:
            play.say(WORDS[play.active_node][0])
        else:
            play.skip()

    assert play.session.outcome == "goal"

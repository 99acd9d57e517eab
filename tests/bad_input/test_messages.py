"""What people, carriers and servers send back to a conversation, and sessions somebody tampered with."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from runtime.engine.advance import advance
from runtime.engine.plan import compile_flow
from runtime.engine.prepared import postback_of
from runtime.engine.session import Session
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.resume import CallDone, Reply, Resume, Start, TimerDue
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from tests.support.conversations import NOON, Talk, flow_of, node, text

KINDS = {"number": "number", "date": "date", "location": "location"}
REPLIES = {
    "a megabyte": Reply(text="x" * 1_000_000),
    "ligatures": Reply(text="\ufdfa" * 1_000_000),
    "combining marks": Reply(text="a" + "\u0315\u0300" * 500_000),
    "NUL": Reply(text="a\0b", postback="\0"),
    "halves of characters": Reply(text="\ud800", postback="\udfff"),
    "reading direction": Reply(text="\u202e1"),
    "a million digits": Reply(text="9" * 1_000_000),
    "no place": Reply(text="a", latitude=float("nan"), longitude=float("inf")),
    "a place off the Earth": Reply(text="a", latitude=1e300, longitude=-1e300),
    "a file's name": Reply(file_url="\ud800" * 1_000_000),
    "a report of an action": Reply(text="\ud800", postback="\ud800" * 100_000, is_action=True),
    "year 1": Reply(text="0001-01-01"),
    "year 9999": Reply(text="9999-12-31 23:59"),
    "year 0": Reply(text="0000-1-1"),
    "braces": Reply(text="{{v}}{0}{x"),
}
BODIES = {
    "a megabyte": '{"a": "' + "x" * 1_000_000 + '"}',
    "deep": "[" * 1_000_000,
    "deep objects": '{"a":' * 100_000,
    "1e400": '{"a": 1e400}',
    "NaN": '{"a": NaN}',
    "400 digits": '{"a": 1' + "0" * 400 + "}",
    "5,000 digits": '{"a": ' + "9" * 5_000 + "}",
    "halves of characters": '{"a": "\\ud800"}',
    "NUL": '{"a": "\\u0000"}',
    "a list": '{"a": []}',
    "null": '{"a": null}',
    "nothing": "",
    "HTML": "<html>",
    "year 1": '{"a": "0001-01-01T00:00:00+14:00"}',
    "year 9999": '{"a": "9999-12-31T23:59:59-12:00"}',
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "an empty place": {"place": {}},
    "a list": {"place": [], "text": [], "number": [], "date": []},
    "a place of lists": {"place": {"latitude": [], "longitude": {}}},
    "a place without numbers": {"place": {"latitude": float("nan"), "longitude": 1.0}},
    "a place's name": {"place": {"latitude": 1.0, "longitude": 1.0, "label": "\ud800" * 1000}},
    "a place with more": {"place": {"latitude": 1.0, "longitude": 1.0, "__class__": "x"}},
    "infinity": {"number": float("inf")},
    "no number": {"number": float("nan")},
    "400 digits": {"number": 10**400},
    "5,000 digits": {"number": 10**5000},
    "no zone": {"date": datetime(2026, 1, 1)},  # noqa: DTZ001 - the lack of a zone is the point
    "year 1": {"date": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))},
    "halves of characters": {"text": "\ud800", "number": "\ud800", "date": "\ud800"},
    "bytes": {"text": b"x"},
    "an object": {"text": object(), "place": object()},
}


def stored(session: Session) -> Session:
    """The session as it comes back from storage, its due time as a database keeps it."""
    if session.wait is not None and session.wait.due is not None:
        assert session.wait.due.astimezone(UTC).tzinfo is UTC
    return Session.from_json(session.to_json())


def after(flow: Flow, *resumes: Resume, now: datetime = NOON) -> Talk:
    """A talk in which everything that happens can be stored."""
    talk = Talk(flow)
    talk.now = now
    for resume in resumes:
        talk.session = stored(talk.session)
        sprint = talk.resume(resume)
        assert stored(sprint.session) == sprint.session
        for event in sprint.events:
            assert orjson.dumps(dict(event.detail))
    assert "".join(talk.texts()).encode() is not None
    return talk


@pytest.mark.parametrize("kind", ["text", "number", "date", "phone", "choice", "location", "media"])
@pytest.mark.parametrize("name", list(REPLIES))
def test_no_reply_breaks_a_question(kind: str, name: str) -> None:
    flow = flow_of(
        node(
            "ask",
            "q",
            {"answered": "said", "invalid": "said"},
            answer_type=kind,
            variable="v",
            retries=1,
            question=text("?", "x", "y"),
        ),
        node("send_message", "said", message=text("{{v}}")),
        variables=[{"name": "v", "type": KINDS.get(kind, "text")}],
    )
    talk = after(flow, REPLIES[name], REPLIES[name])

    assert talk.session.status in ("waiting", "ended", "failed")


@pytest.mark.parametrize("kind", ["text", "number", "boolean", "date", "location"])
@pytest.mark.parametrize("name", list(BODIES))
def test_no_answer_of_a_server_breaks_a_request(kind: str, name: str) -> None:
    results = [{"path": "a", "variable": "v"}]
    flow = flow_of(
        node("http_request", "call", {"success": "ok", "failure": "no"}, url="http://a", results=results),
        node("send_message", "ok", message=text("{{v}}")),
        node("send_message", "no", message=text("no")),
        variables=[{"name": "v", "type": kind}],
    )

    assert after(flow, CallDone(1, 200, BODIES[name])).session.status == "ended"


@pytest.mark.parametrize("given", ["arguments", "attributes"])
@pytest.mark.parametrize("name", list(ARGUMENTS))
def test_no_argument_breaks_a_start(name: str, given: str) -> None:
    kinds = {"place": "location", "number": "number", "date": "date", "text": "text"}
    variables = [{"name": key, "type": kind, "from_contact": True} for key, kind in kinds.items()]
    said = "".join(f"{{{{{key}}}}}" for key in kinds)
    flow = flow_of(node("send_message", "n", message=text(said)), variables=variables)
    start = Start(arguments=ARGUMENTS[name]) if given == "arguments" else Start(attributes=ARGUMENTS[name])
    talk = Talk(flow, start=start)

    assert stored(talk.session) == talk.session
    assert talk.texts()[0].encode() is not None


def test_a_strange_trigger_is_noted_in_a_form_that_can_be_kept() -> None:
    talk = Talk(flow_of(), start=Start(trigger="\ud800" * 10_000, text="\ud800"))

    assert len(orjson.dumps(dict(talk.sprints[0].events[0].detail))) < 10_000


WAITS = {
    "a length": node("wait", "w", duration_s=365 * 86400),
    "an hour": node("wait", "w", until="clock", days_ahead=365),
    "an hour today": node("wait", "w", until="clock", days_ahead=0, clock="00:00"),
    "the last day": node("wait", "w", until="date", day="9999-12-31", clock="23:59:59"),
    "the first day": node("wait", "w", until="date", day="0001-01-01"),
    "a question": node("ask", "w", no_reply_after_s=90 * 86400, question=text("?"), answer_type="date"),
    "a message": node(
        "send_message", "w", {"other": "w"}, message=text("a", "b"), no_reply_after_s=90 * 86400
    ),
    "a request": node("http_request", "w", url="http://a", timeout_s=60),
}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    "now",
    [
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 3, 8, 7, 0, tzinfo=UTC),
    ],
    ids=["the end", "the end in the west", "the beginning", "the clock goes back", "the clock goes on"],
)
@pytest.mark.parametrize("name", list(WAITS))
def test_every_wait_ends_at_a_time_that_can_be_kept(name: str, now: datetime, zone: str) -> None:
    plan = compile_flow(flow_of(WAITS[name], time_zone=zone))
    session = Talk(plan).session
    fresh = Session(session.id, session.contact, session.runs[:1])
    sprint = advance(plan, fresh, Start(), now)

    assert stored(sprint.session).status == "waiting"
    assert stored(advance(plan, sprint.session, Reply(text="后天 10:00"), now).session).id == "s"


def waiting_session() -> dict[str, Any]:
    talk = Talk(flow_of(node("ask", "q", question=text("?"), variable="v"), variables=[{"name": "v"}]))
    read: dict[str, Any] = json.loads(talk.session.to_json())
    return read


TAMPERED: list[object] = [
    None, [], {}, 3, -1, 1.5, True, "x", "\u202e", [[]], [3], [None], [["f", 1]],
    [["f", "1", None, {}, 0, ""]], [["f", 1, None, [], 0, ""]], [["f", 1, [], {}, 0, ""]],
    [["f", 1, None, {"v": []}, 0, ""]], [["f", 1, None, {"v": None}, 0, ""]],
    [["f", 1, None, {"v": {"$at": 3}}, 0, ""]], [["f", 1, None, {"v": {"$at": "2026-01-01"}}, 0, ""]],
    [["f", 1, "gone", {"v": {}}, 10**18, ""]], [1, "gone", "reply", None], [1, [], "reply", None],
    ["1", "q", "reply", None], [1, "q", "reply", 3], [1, "q", "reply", "2026-01-01"],
]  # fmt: skip


@pytest.mark.parametrize("member", list(waiting_session()))
@pytest.mark.parametrize("value", TAMPERED, ids=range(len(TAMPERED)))
def test_a_session_somebody_changed_is_refused_or_runs(member: str, value: object) -> None:
    plan = compile_flow(
        flow_of(node("ask", "q", question=text("?"), variable="v"), variables=[{"name": "v"}])
    )
    changed = orjson.dumps(waiting_session() | {member: value})
    try:
        session = Session.from_json(changed)
    except ValueError:
        return
    for resume in (Start(), Reply(text="a"), TimerDue(1), CallDone(1, 200, "{}")):
        assert stored(advance(plan, session, resume, NOON).session).id == session.id


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"3", b'"x"', b"{}", b"\xff", b"[" * 10_000])
def test_what_is_no_session_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Session.from_json(data)


def postback(flow: str, node_id: str, suggestion: str) -> str:
    return postback_of(FlowId(flow), NodeId(node_id), Suggestion(id=SuggestionId(suggestion)))


def test_ids_with_separators_never_give_two_suggestions_one_postback() -> None:
    ids = [("f", "a/b", "c"), ("f", "a", "b/c"), ("f/a", "b", "c"), ("f", "a%2Fb", "c"), ("f", "", "a/b/c")]

    assert len({postback(*each) for each in ids}) == len(ids)


@pytest.mark.parametrize("part", ["x" * 1000, "😀", "", "\0", "\u202e"])
def test_strange_ids_give_postbacks_every_carrier_takes(part: str) -> None:
    made = postback(part, part, part)

    assert (len(made) <= 200, made.isprintable()) == (True, True)

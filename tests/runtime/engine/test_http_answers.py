"""What goes to other systems keeps its shape, and what they answer never breaks the engine."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from runtime.engine.effects import RequestHttp, SendMessage
from runtime.engine.errors import CompileRefused
from runtime.engine.plan import compile_flow
from runtime.engine.session import Session
from runtime.flow.resume import CallDone, Start
from runtime.flow.secret_names import marked, names_in, resolved, shown
from tests.support.conversations import Talk, flow_of, node, text

RESULTS = [{"path": "code", "variable": "券码"}, {"path": "sum", "variable": "金额"}]
VARIABLES = [{"name": "券码"}, {"name": "金额", "type": "number"}, {"name": "姓名", "default": "王"}]


def answered(body: str, **fields: object) -> Talk:
    claim = node(
        "http_request",
        "claim",
        {"success": "yes", "failure": "no"},
        **{"url": "https://api.example.com/", "results": RESULTS} | fields,
    )
    talk = Talk(flow_of(claim, node("end", "yes"), node("end", "no"), variables=VARIABLES))
    wait = talk.session.wait
    assert wait is not None
    talk.resume(CallDone(wait.number, 200, body))
    return talk


@pytest.mark.parametrize(
    "body",
    [
        '{"code": "A", "sum": 1' + "0" * 400 + "}",
        '{"code": "A", "sum": NaN}',
        '{"code": "A", "sum": 1e999}',
        '{"code": "A", "sum": "viel"}',
        '{"code": "A"}',
        "[" * 100_000,
    ],
    ids=["huge", "nan", "infinite", "other type", "missing", "deep"],
)
def test_an_answer_that_cannot_be_kept_is_a_failure_and_sets_nothing(body: str) -> None:
    talk = answered(body)

    assert talk.session.runs[-1].node == "no"
    assert set(talk.session.runs[-1].variables) == {"姓名"}
    assert Session.from_json(talk.session.to_json()) == talk.session


def asked_with(name: str, **fields: object) -> RequestHttp:
    call = node("http_request", "call", None, **fields)
    flow = flow_of(call, variables=[{"name": "名", "from_contact": True}, {"name": "址", "default": ""}])
    talk = Talk(flow, start=Start(attributes={"名": name}, arguments={"址": name}))
    return next(effect for effect in talk.sprints[0].effects if isinstance(effect, RequestHttp))


@pytest.mark.parametrize("name", ['王"; drop', "a\\", "两\n行", '"}, {"admin": "1'])
def test_what_people_write_stays_one_text_inside_json(name: str) -> None:
    call = asked_with(name, url="https://api.example.com/", method="POST", body='{"name": "{{名}}"}')

    assert json.loads(call.body) == {"name": name}


@pytest.mark.parametrize("name", ["王 女士", "a&admin=1", "../../keys", "#", "@evil.example"])
def test_what_people_write_stays_one_piece_of_an_address(name: str) -> None:
    call = asked_with(name, url="https://api.example.com/of/{{名}}?name={{名}}&x=1")

    parts = urlsplit(call.url)
    assert (parts.netloc, unquote(parts.path), parse_qs(parts.query)) == (
        "api.example.com",
        f"/of/{name}",
        {"name": [name], "x": ["1"]},
    )


def test_an_address_from_a_variable_keeps_its_structure() -> None:
    call = asked_with("https://api.example.com/a?b=c&d=%20", url="{{址}}")

    assert call.url == "https://api.example.com/a?b=c&d=%20"


def test_a_form_body_is_written_as_forms_are_and_plain_text_as_it_is() -> None:
    form = [{"name": "Content-Type", "value": "application/x-www-form-urlencoded"}]
    plain = [{"name": "content-type", "value": "text/plain"}]
    post = {"url": "https://api.example.com/", "method": "POST", "body": "n={{名}}"}

    assert asked_with("a&b", headers=form, **post).body == "n=a%26b"
    assert asked_with("a&b", headers=plain, **post).body == "n=a&b"


def test_an_address_in_a_message_is_written_as_one_and_its_words_as_words() -> None:
    page = {"type": "open_url", "url": "https://example.com/?n={{名}}"}
    chips = [{"id": "see", "text": "{{名}}", "action": page}]
    say = node("send_message", "say", message={"content": {"type": "text", "text": "{{名}}"}, "chips": chips})
    talk = Talk(flow_of(say, variables=[{"name": "名", "default": "王 &"}]))

    sent = next(effect for effect in talk.sprints[0].effects if isinstance(effect, SendMessage))
    wire = sent.message.chips[0].to_wire()["action"]
    assert wire["displayText"] == "王 &"
    assert wire["urlAction"]["openUrl"]["url"] == "https://example.com/?n=%E7%8E%8B%20%26"


def test_a_secret_stays_a_name_and_what_people_write_is_never_taken_for_one() -> None:
    """Whoever makes the request resolves marks; a person cannot write one, in whatever way they try."""
    headers = [
        {"name": "x", "value": "{{secret.KEY}} {{名}}"},
        {"name": "Content-Type", "value": "text/plain"},
    ]
    for said in ("{{secret.OTHER}}", marked("{{secret.OTHER}}")):
        call = asked_with(
            said,
            url="https://api.example.com/?k={{ secret.KEY }}&n={{名}}",
            method="POST",
            headers=headers,
            body="{{secret.KEY}} {{名}}",
        )

        for told in (call.url, call.headers["x"], call.body):
            assert list(names_in(told)) == ["KEY"]
            assert shown(told).count("{{secret.KEY}}") == 1
        assert resolved(call.headers["x"], {"KEY": "s3"}.__getitem__, str).startswith("s3 ")


def test_a_secret_has_no_place_in_a_message() -> None:
    flow = flow_of(node("send_message", "say", message=text("{{secret.KEY}}")))

    with pytest.raises(CompileRefused):
        compile_flow(flow)

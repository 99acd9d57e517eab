"""What other systems answer is a stranger's text: it fails the request, never the engine."""

from __future__ import annotations

import pytest

from runtime.engine.session import Session
from runtime.flow.resume import CallDone
from tests.support.conversations import Talk, flow_of, node

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
        '{"code": "\\ud800", "sum": 1}',
        '{"code": "A", "sum": "viel"}',
        '{"code": "A"}',
        "[" * 100_000,
    ],
    ids=["huge", "nan", "infinite", "half a character", "other type", "missing", "deep"],
)
def test_an_answer_that_cannot_be_kept_is_a_failure_and_sets_nothing(body: str) -> None:
    talk = answered(body)

    assert talk.session.runs[-1].node == "no"
    assert set(talk.session.runs[-1].variables) == {"姓名"}
    assert Session.from_json(talk.session.to_json()) == talk.session

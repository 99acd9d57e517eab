"""Hypothesis strategies for valid flows and for anything that may come in."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runtime.flow.flow import Flow
from runtime.flow.resume import (
    CallDone,
    CapabilityKnown,
    Delivery,
    HandedBack,
    Reply,
    Resume,
    TakenOver,
    TimerDue,
)
from tests.support.conversations import flow_of, node, text

WORDS = st.sampled_from(
    ["好", "1", "2", "退订", "张三", "{{姓名}}", "{{", "2026-03-09", "３８.５", "", "x" * 50, "\x00\u202e"]
)
_VARIABLES: list[dict[str, Any]] = [
    {"name": "姓名", "default": "您"},
    {"name": "数", "type": "number"},
    {"name": "是", "type": "boolean", "default": False},
    {"name": "日", "type": "date"},
    {"name": "处", "type": "location"},
]


@st.composite
def flows(draw: st.DrawFn, largest: int = 7) -> Flow:
    """A valid flow of a start and up to *largest* nodes, wired at random, circles included."""
    count = draw(st.integers(1, largest))
    ids = [f"n{index}" for index in range(count)]
    nodes = [_wired(draw, draw(_node(node_id)), ids) for node_id in ids]
    start = node("start", "start", {"next": draw(st.sampled_from(ids))})
    return flow_of(start, *nodes, variables=_VARIABLES)


def _wired(draw: st.DrawFn, data: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    probe = flow_of(data).nodes[data["id"]]
    names = [offer.name for offer in probe.offers()]
    chosen = draw(st.lists(st.sampled_from([None, *ids, *ids]), min_size=len(names), max_size=len(names)))
    data["targets"] = {name: target for name, target in zip(names, chosen, strict=True) if target}
    return data


@st.composite
def _node(draw: st.DrawFn, node_id: str) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(
            [
                "send_message",
                "ask",
                "branch",
                "split",
                "set_variables",
                "wait",
                "http_request",
                "end",
                "hand_over",
                "capability",
                "tag",
                "consent",
                "call_flow",
                "jump_to_flow",
            ]
        )
    )
    return node(kind, node_id, **draw(_FIELDS[kind]))


_MESSAGE = st.builds(
    lambda words, replies: text(words, *replies),
    st.sampled_from(["您好", "{{姓名}}，您好", "{{ 数 * 2 }} 元", "{{处}}"]),
    st.lists(st.sampled_from(["好", "不要", "{{姓名}}"]), max_size=3),
)
_CONDITIONS = st.sampled_from(
    ["数 > 1", "is_set(日)", "姓名 == '张三'", "是", "日 > now + days(1)", "1 / 数 > 2"]
)
_FIELDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "send_message": st.fixed_dictionaries(
        {
            "message": _MESSAGE,
            "goes_on": st.booleans(),
            "no_reply_after_s": st.sampled_from([0, 60]),
            "on_failure": st.booleans(),
            "on_fallback": st.booleans(),
        }
    ),
    "ask": st.builds(
        lambda message, kind, retries: {
            "question": message,
            "answer_type": kind[0],
            "variable": kind[1],
            "retries": retries,
        },
        _MESSAGE,
        st.sampled_from(
            [
                ("text", "姓名"),
                ("number", "数"),
                ("date", "日"),
                ("location", "处"),
                ("choice", ""),
                ("phone", "数"),
            ]
        ),
        st.integers(0, 2),
    ),
    "branch": st.lists(_CONDITIONS, max_size=3).map(
        lambda sources: {
            "cases": [
                {"id": f"c{number}", "condition": {"expression": source}}
                for number, source in enumerate(sources)
            ]
        }
    ),
    "split": st.integers(1, 3).map(
        lambda count: {"arms": [{"id": f"a{number}", "weight": 100 / count} for number in range(count)]}
    ),
    "set_variables": st.sampled_from(
        [
            ("姓名", "text", "{{姓名}}！"),
            ("数", "expression", "1 / 0"),
            ("数", "text", "五"),
            ("日", "expression", "now"),
        ]
    ).map(lambda line: {"assignments": [dict(zip(("variable", "kind", "value"), line, strict=True))]}),
    "wait": st.sampled_from([{"duration_s": 60}, {"until": "clock", "clock": "10:00"}, {"until": "date"}]),
    "http_request": st.just(
        {"url": "https://api.example.com/{{姓名}}", "results": [{"path": "a.0", "variable": "数"}]}
    ),
    "end": st.sampled_from([{"outcome": "goal"}, {"outcome": "refused"}]),
    "hand_over": st.sampled_from([{"note": "{{姓名}}"}, {"greeting": "", "no_answer_after_s": 0}]),
    "capability": st.sampled_from([{}, {"asks_carrier": False}]),
    "tag": st.sampled_from([{"added": ["会员", " "]}, {"removed": ["会员"]}, {}]),
    "consent": st.sampled_from([{"proof": "{{姓名}}"}, {"kind": "refused"}]),
    "call_flow": st.sampled_from(
        [
            {"flow": {"id": "flow"}, "arguments": [{"name": "数", "value": "数 + 1"}]},
            {"flow": {"id": "flow"}, "results": [{"name": "姓名", "variable": "数"}]},
            {"flow": {"id": "gone"}},
        ]
    ),
    "jump_to_flow": st.sampled_from([{"flow": {"id": "flow"}}, {}]),
}

RESUMES: st.SearchStrategy[Resume] = st.one_of(
    st.builds(Reply, text=WORDS, postback=st.sampled_from(["", "flow/n0/r1", "flow/n1/r2", "?"])),
    st.builds(Reply, text=WORDS, latitude=st.just(39.9), longitude=st.just(116.4)),
    st.builds(TimerDue, wait=st.integers(0, 12)),
    st.builds(CapabilityKnown, st.integers(0, 12), st.sampled_from(["rcs", "sms_only", "unknown"])),
    st.builds(HandedBack, st.sampled_from(["resolved", "no_answer"])),
    st.just(TakenOver()),
    st.builds(
        CallDone,
        wait=st.integers(0, 12),
        status=st.sampled_from([None, 200, 404, 500]),
        body=st.sampled_from(["", '{"a":[3]}', '{"a":[{}]}', "[" * 5000, '{"a":[1e400]}']),
    ),
    st.builds(
        Delivery,
        message_id=st.sampled_from(["s-1", "s-2", ""]),
        status=st.sampled_from(["sent", "delivered", "displayed", "failed", "fell_back"]),
    ),
)

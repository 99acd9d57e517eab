"""Engine steps a second: a quiz of twenty questions, in memory and serialised at every reply."""

from __future__ import annotations

import time

from runtime.engine.advance import advance
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.resume import Reply, Start
from tests.benchmarks.figure import Figure
from tests.support.conversations import NOON, flow_of, node

QUESTIONS = 20


def quiz() -> Plan:
    """Twenty questions in a row, each with an insertion and a number for an answer."""
    nodes = []
    for number in range(QUESTIONS):
        after = f"q{number + 1}" if number < QUESTIONS - 1 else "end"
        words = f"{{{{姓名}}}}，第 {number + 1} 题：这件商品多少元？"
        question = {"content": {"type": "text", "text": words}}
        nodes.append(
            node(
                "ask",
                f"q{number}",
                {"answered": after},
                question=question,
                answer_type="number",
                variable="价格",
            )
        )
    variables = [{"name": "姓名", "default": "您"}, {"name": "价格", "type": "number"}]
    return compile_flow(flow_of(*nodes, node("end", "end"), variables=variables))


def _talk(plan: Plan, *, through_json: bool) -> None:
    session = advance(plan, new_session("s", "13800138000", plan), Start(), NOON).session
    for _ in range(QUESTIONS):
        if through_json:
            session = Session.from_json(session.to_json())
        session = advance(plan, session, Reply(text="38"), NOON).session
    assert session.outcome == "goal"


def _steps_a_second(plan: Plan, *, through_json: bool, seconds: float = 1.5) -> float:
    _talk(plan, through_json=through_json)
    begun = time.process_time()
    steps = 0
    while (spent := time.process_time() - begun) < seconds:
        _talk(plan, through_json=through_json)
        steps += QUESTIONS + 1
    return steps / spent


def run() -> list[Figure]:
    """Two figures, in steps a second of processor time."""
    plan = quiz()
    return [
        Figure(
            "engine, in memory", _steps_a_second(plan, through_json=False), "steps/s", 40_000, None, "higher"
        ),
        Figure(
            "engine, serialised at every reply",
            _steps_a_second(plan, through_json=True),
            "steps/s",
            20_000,
            None,
            "higher",
        ),
    ]

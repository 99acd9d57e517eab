"""A person has the conversation: until they are done, or nobody takes it."""

from datetime import timedelta

import pytest

from runtime.engine.effects import HandOver, SetTimer
from runtime.engine.session import Session
from runtime.flow.resume import HandedBack, Reply, TakenOver, TimerDue
from tests.support.conversations import Talk, flow_of, node

FLOW = flow_of(
    node(
        "hand_over",
        "h",
        {"resolved": "good", "no_answer": "bad"},
        greeting="{{姓名}}，请稍候。",
        note="{{姓名}}想退货",
        no_answer_after_s=600,
    ),
    node("end", "good"),
    node("end", "bad", outcome="abandoned"),
    variables=[{"name": "姓名", "default": "王女士"}],
)


def test_it_greets_and_asks_for_a_person_with_a_note() -> None:
    talk = Talk(FLOW)

    assert talk.texts() == ["王女士，请稍候。"]
    wait = talk.session.wait
    assert wait is not None
    assert (wait.what, wait.due) == ("hand_over", talk.now + timedelta(seconds=600))
    assert [one for one in talk.sprints[-1].effects if isinstance(one, HandOver)] == [
        HandOver(wait.number, wait.node, "王女士想退货")
    ]
    assert Session.from_json(talk.session.to_json()) == talk.session


def test_what_the_contact_says_is_for_the_person() -> None:
    talk = Talk(FLOW)
    before = talk.session
    sprint = talk.resume(Reply("在吗"))

    assert sprint.session is before
    assert [event.kind for event in sprint.events] == ["to_person"]


@pytest.mark.parametrize(("outcome", "ended"), [("resolved", "goal"), ("no_answer", "abandoned")])
def test_it_goes_on_when_the_person_is_done(outcome: str, ended: str) -> None:
    talk = Talk(FLOW)
    talk.resume(HandedBack(outcome))  # type: ignore[arg-type]  # a plain str

    assert talk.session.outcome == ended
    assert "handed_back" in talk.kinds()


def test_nobody_takes_it_in_time() -> None:
    talk = Talk(FLOW)
    talk.resume(TimerDue(1))

    assert talk.session.outcome == "abandoned"


def test_time_no_longer_counts_once_somebody_has_taken_it() -> None:
    talk = Talk(FLOW)
    taken = talk.resume(TakenOver())
    talk.resume(TimerDue(1))

    assert not [one for one in taken.effects if isinstance(one, SetTimer)]
    assert talk.session.wait is not None
    assert (talk.session.status, talk.session.wait.due) == ("waiting", None)
    talk.resume(HandedBack())
    assert talk.session.outcome == "goal"

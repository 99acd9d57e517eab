"""Scripts of handset owners: pure, repeatable, and in character."""

from collections import Counter

import pytest

from runtime.simulator.behaviour import Arrival, Behaviour, Phrase, Reaction, react
from runtime.simulator.offers import Offer

YES, NO, STOP = Offer("好", "pb-yes"), Offer("不好", "pb-no"), Offer("退订", "pb-stop")
MAP = Offer("发送位置", "pb-map", "requestLocationPush")
CHOICE = Arrival("要参加吗？", (YES, NO, STOP), is_sms=False, index=0)


def reactions(behaviour: Behaviour, arrival: Arrival = CHOICE, count: int = 300) -> list[Reaction]:
    return [react(behaviour, 1, f"+86189{number:08d}", arrival) for number in range(count)]


def test_same_seed_number_and_message_give_the_same_reaction() -> None:
    assert reactions(Behaviour()) == reactions(Behaviour())


def test_another_seed_gives_other_reactions() -> None:
    number = "+8618900000001"
    first = [react(Behaviour(), seed, number, CHOICE) for seed in range(20)]

    assert len(set(first)) > 10


def test_tapping_owners_pick_different_replies_and_rarely_the_refusal() -> None:
    taps = Counter(
        move.offer.text for one in reactions(Behaviour()) for move in one.moves if move.offer is not None
    )

    assert taps["好"] > 80
    assert taps["不好"] > 80
    assert 0 < taps["退订"] < 40


def test_some_tapping_owners_answer_nothing() -> None:
    silent = [one for one in reactions(Behaviour(answer_share=0.5)) if not one.moves]

    assert 80 < len(silent) < 220


def test_answer_comes_after_the_look() -> None:
    for one in reactions(Behaviour()):
        assert one.look_after_s is not None
        assert all(move.after_s > one.look_after_s for move in one.moves)


def test_ignoring_owners_look_at_most() -> None:
    ignored = reactions(Behaviour(kind="ignores"))

    assert {one.moves for one in ignored} == {()}
    assert {one.look_after_s is None for one in ignored} == {True, False}


def test_slow_owners_take_hours() -> None:
    delays = [move.after_s for one in reactions(Behaviour(kind="slow")) for move in one.moves]

    assert max(delays) > 3600


def test_refusing_owner_taps_the_refusal_once_and_writes_it_where_there_is_none() -> None:
    refuser = Behaviour(kind="refuses")
    (tapped,) = react(refuser, 1, "+86", CHOICE).moves
    (typed,) = react(refuser, 1, "+86", Arrival("上新了。拒收请回复R", (), True, 0)).moves
    later = react(refuser, 1, "+86", Arrival("再见", (), False, 1))

    assert tapped.offer == STOP
    assert typed.text == "R"
    assert later.moves == ()


def test_numbered_sms_is_answered_by_number() -> None:
    sms = Arrival("回复1好，2不好。", (Offer("好", "1"), Offer("不好", "2")), is_sms=True, index=0)

    texts = {move.text for one in reactions(Behaviour(), sms) for move in one.moves}

    assert texts == {"1", "2"}


def test_typing_owner_answers_with_the_phrase_that_fits() -> None:
    phrases = (Phrase(when=("户号",), say=("10001", "10002")), Phrase(say=("是的",)))
    typist = Behaviour(kind="types", phrases=phrases)
    asked = Arrival("请输入户号", (), is_sms=False, index=0)
    other = Arrival("对吗？", (), is_sms=False, index=0)

    assert {m.text for one in reactions(typist, asked) for m in one.moves} == {"10001", "10002"}
    assert {m.text for one in reactions(typist, other) for m in one.moves} == {"是的"}


def test_nobody_answers_a_message_that_asks_nothing() -> None:
    statement = Arrival("感谢您的参与。", (), is_sms=False, index=0)

    assert all(one.moves == () for one in reactions(Behaviour(), statement))


def test_owner_who_is_asked_for_the_place_sends_it() -> None:
    asked = Arrival("您在哪里", (MAP,), is_sms=False, index=0)

    moves = [[move.kind for move in one.moves] for one in reactions(Behaviour(), asked) if one.moves]

    assert moves
    assert all(kinds == ["tap", "location"] for kinds in moves)


@pytest.mark.parametrize("kind", ["taps", "types", "ignores", "slow", "refuses", "by_hand"])
def test_every_script_copes_with_an_empty_message(kind: str) -> None:
    nothing = Arrival("", (), is_sms=False, index=0)

    reaction = react(Behaviour.model_validate({"kind": kind}), 1, "+86", nothing)

    assert all(move.kind == "type" for move in reaction.moves)

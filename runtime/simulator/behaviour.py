"""How the owner of a simulated handset behaves: a pure function of the seed, the number and what came."""

from __future__ import annotations

import random
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from runtime.records import Record
from runtime.simulator.offers import Offer

_REFUSING = ("退订", "拒收", "不再接收", "TD", "取消订阅")
_ASKING = ("请输入", "请回复", "请填写", "请发送", "请告诉", "请提供", "请选择")
_PLACE = "geo:22.543096,114.057865;crs=gcj02;u=10;rcs-l=%E5%B8%82%E6%B0%91%E4%B8%AD%E5%BF%83"
_HANDSET_FACTS = "deviceModel=SIM-5G;platformVersion=1.0;clientVendor=XINL;clientVersion=1.0"

Seconds: TypeAlias = Annotated[int, Field(ge=0, le=30 * 24 * 3600)]


class Phrase(Record):
    """Words to type when a message holds one of *when*; no *when* fits every message that asks something."""

    when: tuple[str, ...] = ()
    say: Annotated[tuple[str, ...], Field(min_length=1)]


class Behaviour(Record):
    """A script.

    taps: picks a reply, sometimes after trying an action; types: rather writes; ignores: reads at most;
    slow: taps, but hours later; refuses: opts out; by_hand: waits for the control interface.
    """

    kind: Literal["taps", "types", "ignores", "slow", "refuses", "by_hand"] = "taps"
    answer_share: Annotated[float, Field(ge=0, le=1)] = 0.9
    """How often it answers what it can answer."""
    action_share: Annotated[float, Field(ge=0, le=1)] = 0.15
    """How often it tries an action a message offers."""
    look_after_s: tuple[Seconds, Seconds] = (2, 30)
    answer_after_s: tuple[Seconds, Seconds] = (5, 120)
    """Simulated seconds from looking to answering."""
    tick_s: Annotated[int, Field(ge=1, le=3600)] = 1
    """Everything it does is put off to a time of day that is a multiple of so many seconds: fewer jumps."""
    phrases: tuple[Phrase, ...] = ()
    refuses_at: Annotated[int, Field(ge=1)] = 1
    """Which message in a row a refusing owner opts out at."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something the owner is going to do, *after_s* seconds after the message came."""

    after_s: int
    kind: Literal["type", "tap", "location", "shared_data"]
    text: str = ""
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a message leads to; *look_after_s* is None when it is never looked at."""

    look_after_s: int | None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the owner sees: the words, what can be tapped, and which message in a row it is (from 0)."""

    text: str
    offers: tuple[Offer, ...]
    is_sms: bool
    index: int


def react(behaviour: Behaviour, seed: int, number: str, arrival: Arrival) -> Reaction:
    """What the owner of *number* does about *arrival*; the same arguments always give the same reaction."""
    digest = blake2b(f"{seed}|{number}|{arrival.index}".encode(), digest_size=8).digest()
    dice = random.Random(int.from_bytes(digest))
    slowness = 60 if behaviour.kind == "slow" else 1
    look_s = dice.randint(*sorted(behaviour.look_after_s)) * slowness
    answer_s = look_s + dice.randint(*sorted(behaviour.answer_after_s)) * slowness
    looks, answers, acts = dice.random(), dice.random(), dice.random()
    match behaviour.kind:
        case "by_hand":
            return Reaction(1)
        case "ignores":
            return Reaction(look_s if looks < 0.5 else None)
        case "refuses":
            is_time = arrival.index + 1 == behaviour.refuses_at
            return Reaction(look_s, (_refusal(arrival, answer_s),) if is_time else ())
    moves: list[Move] = []
    if acts < behaviour.action_share and not arrival.is_sms:
        moves.extend(_action(arrival, dice, answer_s))
    if answers < behaviour.answer_share:
        prefers_typing = behaviour.kind == "types"
        answer = _typed(behaviour, arrival, dice, answer_s) if prefers_typing else None
        answer = answer or _tapped(arrival, dice, answer_s)
        answer = answer or _typed(behaviour, arrival, dice, answer_s)
        if answer is not None:
            moves.append(answer)
        elif not moves:
            moves.extend(_asked_action(arrival, answer_s))
    return Reaction(look_s, tuple(moves))


def _tapped(arrival: Arrival, dice: random.Random, after_s: int) -> Move | None:
    replies = [offer for offer in arrival.offers if offer.is_reply]
    if not replies:
        return None
    weights = [0.05 if _is_refusal(offer) else 1.0 for offer in replies]
    chosen = dice.choices(replies, weights)[0]
    if arrival.is_sms:
        return Move(after_s, "type", text=chosen.postback)
    return Move(after_s, "tap", offer=chosen)


def _typed(behaviour: Behaviour, arrival: Arrival, dice: random.Random, after_s: int) -> Move | None:
    is_asking = arrival.text.rstrip().endswith(("?", "？")) or any(word in arrival.text for word in _ASKING)
    for phrase in behaviour.phrases:
        fits = any(word in arrival.text for word in phrase.when) if phrase.when else is_asking
        if fits:
            return Move(after_s, "type", text=dice.choice(phrase.say))
    replies = [offer for offer in arrival.offers if offer.is_reply]
    if replies and behaviour.kind == "types":
        chosen = dice.choice(replies)
        return Move(after_s, "type", text=chosen.postback if arrival.is_sms else chosen.text)
    return Move(after_s, "type", text="好的") if is_asking and not replies else None


def _action(arrival: Arrival, dice: random.Random, answer_s: int) -> list[Move]:
    actions = [offer for offer in arrival.offers if not offer.is_reply]
    if not actions:
        return []
    return _do(dice.choice(actions), answer_s)


def _asked_action(arrival: Arrival, after_s: int) -> list[Move]:
    """The action that is itself the answer: sending one's place."""
    for offer in arrival.offers:
        if offer.member == "requestLocationPush":
            return _do(offer, after_s)
    return []


def _do(offer: Offer, after_s: int) -> list[Move]:
    moves = [Move(after_s, "tap", offer=offer)]
    if offer.member == "requestLocationPush":
        moves.append(Move(after_s, "location", text=_PLACE))
    elif offer.member == "requestDeviceSpecifics":
        moves.append(Move(after_s, "shared_data", text=_HANDSET_FACTS))
    return moves


def _refusal(arrival: Arrival, after_s: int) -> Move:
    if not arrival.is_sms:
        for offer in arrival.offers:
            if offer.is_reply and _is_refusal(offer):
                return Move(after_s, "tap", offer=offer)
    return Move(after_s, "type", text="R" if "回复R" in arrival.text else "TD")


def _is_refusal(offer: Offer) -> bool:
    return any(word in offer.text for word in _REFUSING)

"""Handsets by the hundred, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from hashlib import blake2b
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from runtime.records import Record
from runtime.simulator.behaviour import Behaviour, Phrase, Seconds
from runtime.simulator.handset import Handset, HandsetKind

Share = Annotated[float, Field(ge=0, le=1)]
_PREFIXES = {"mobile": "+86138", "unicom": "+86186", "telecom": "+86189"}
MAX_HANDSETS = 200_000

_Word = TypeVar("_Word", bound=str)

BehaviourKind = Literal["taps", "types", "ignores", "slow", "refuses", "by_hand"]


class FleetPlan(Record):
    """How many handsets of which sort."""

    count: Annotated[int, Field(ge=1, le=MAX_HANDSETS)] = 200
    sms_only_share: Share = 0.2
    offline_share: Share = 0.1
    back_after_s: tuple[int, int] = (600, 6 * 3600)
    """When a handset that is off comes on, in simulated seconds from its creation."""
    carriers: dict[Literal["mobile", "unicom", "telecom"], Annotated[float, Field(ge=0)]] = {
        "telecom": 0.5,
        "unicom": 0.5,
    }
    behaviours: dict[BehaviourKind, Annotated[float, Field(ge=0)]] = {
        "taps": 0.6,
        "types": 0.1,
        "ignores": 0.12,
        "slow": 0.1,
        "refuses": 0.08,
    }
    phrases: tuple[Phrase, ...] = ()
    look_after_s: tuple[Seconds, Seconds] = (2, 30)
    answer_after_s: tuple[Seconds, Seconds] = (5, 120)
    tick_s: Annotated[int, Field(ge=1, le=3600)] = 1


class HandsetPlan(Record):
    """One handset, set up by hand."""

    number: Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$")]
    kind: HandsetKind = HandsetKind.FIVE_G
    carrier: Literal["mobile", "unicom", "telecom"] = "telecom"
    is_online: bool = True
    is_blocking: bool = False
    behaviour: Behaviour = Behaviour(kind="by_hand")


class Fleet:
    """The handsets by number, in the order they were set up."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._handsets: dict[str, Handset] = {}

    def __len__(self) -> int:
        return len(self._handsets)

    def __iter__(self) -> Iterator[Handset]:
        return iter(self._handsets.values())

    def get(self, number: str) -> Handset | None:
        """The handset with that number, or None."""
        return self._handsets.get(number)

    def add(self, plan: HandsetPlan) -> Handset:
        """Sets up one handset; one with the same number is replaced with all it had."""
        handset = Handset(
            plan.number, plan.kind, plan.carrier, plan.behaviour, plan.is_online, plan.is_blocking
        )
        self._handsets[plan.number] = handset
        return handset

    def create(self, plan: FleetPlan) -> list[tuple[Handset, int]]:
        """Sets up *plan.count* more handsets: each with the seconds until it comes on, 0 when it is on.

        The n-th handset of a fleet is the same for the same seed and shares, however many follow it.
        """
        created: list[tuple[Handset, int]] = []
        for index in range(len(self._handsets), len(self._handsets) + plan.count):
            digest = blake2b(f"{self.seed}|fleet|{index}".encode(), digest_size=8).digest()
            dice = random.Random(int.from_bytes(digest))
            carrier = _pick(dice, plan.carriers)
            kind = _pick(dice, plan.behaviours)
            is_sms_only = dice.random() < plan.sms_only_share
            is_off = dice.random() < plan.offline_share
            back_s = -(-dice.randint(*sorted(plan.back_after_s)) // plan.tick_s) * plan.tick_s
            handset = Handset(
                number=f"{_PREFIXES[carrier]}{index:08d}",
                kind=HandsetKind.SMS_ONLY if is_sms_only else HandsetKind.FIVE_G,
                carrier=carrier,
                behaviour=Behaviour(
                    kind=kind,
                    look_after_s=plan.look_after_s,
                    answer_after_s=plan.answer_after_s,
                    phrases=plan.phrases,
                    tick_s=plan.tick_s,
                ),
                is_online=not is_off,
            )
            self._handsets[handset.number] = handset
            created.append((handset, back_s if is_off else 0))
        return created

    def clear(self) -> None:
        """Forgets every handset."""
        self._handsets.clear()


def _pick(dice: random.Random, weights: dict[_Word, float]) -> _Word:
    return dice.choices(list(weights), list(weights.values()))[0]

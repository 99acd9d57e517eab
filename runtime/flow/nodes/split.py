"""Send people different ways by chance, the same person always the same way."""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint, Record
from runtime.wording import Wording, same


class Arm(Record):
    """One way of a split with its share in percent."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(max_length=60), Hint(Wording("组名", "Arm"))] = ""
    weight: Annotated[float, Field(ge=0, le=100), Hint(Wording("占比", "Share"), unit=Wording("%", "%"))] = (
        50.0
    )


def arm_exit(arm_id: str) -> ExitName:
    """The exit of an arm."""
    return ExitName(f"arm:{arm_id}")


class Split(Node):
    """An A/B/n split, sticky by a keyed hash of contact and experiment; weights are percent."""

    type: Literal["split"] = "split"
    experiment: Annotated[
        str,
        Field(max_length=60),
        Hint(
            Wording("实验名", "Experiment"),
            help=Wording(
                "同名的分流把同一个人分到同一组", "Splits of one name put a person into the same arm"
            ),
        ),
    ] = ""
    arms: Annotated[
        tuple[Arm, ...], Hint(Wording("分组", "Arms"), widget="records", item=Wording("分组", "arm"))
    ] = (
        Arm(id="a", name="A"),
        Arm(id="b", name="B"),
    )
    label: ClassVar = Wording("A/B 分流", "A/B split")
    icon: ClassVar = "split"
    category: ClassVar[Category] = "decide"

    def offers(self) -> tuple[ExitOffer, ...]:
        return tuple(
            ExitOffer(arm_exit(arm.id), same(arm.name or arm.id), "arm", same(f"{arm.weight:g} %"))
            for arm in self.arms
        )

    def preview(self) -> Preview:
        return Preview((Wording("同一号码固定分组", "One number, always one arm"),))

    def execute(self, turn: Turn) -> Outcome:
        return Leave(self.arm_for(turn.contact))

    def arm_for(self, contact: str) -> ExitName:
        """The exit a contact always takes."""
        point = self._drawn_for(contact) * sum(arm.weight for arm in self.arms)
        for arm in self.arms:
            point -= arm.weight
            if point < 0:
                return arm_exit(arm.id)
        chosen = next((arm.id for arm in reversed(self.arms) if arm.weight), "")
        return arm_exit(chosen or (self.arms[-1].id if self.arms else ""))

    def _drawn_for(self, contact: str) -> float:
        """A number from 0 up to 1, the same for a contact in every split of the experiment."""
        key = (self.experiment or self.id).encode()
        if len(key) > hashlib.blake2b.MAX_KEY_SIZE:
            key = hashlib.blake2b(key).digest()
        drawn = hashlib.blake2b(contact.encode(), key=key, digest_size=8).digest()
        return int.from_bytes(drawn, "big") / 2**64

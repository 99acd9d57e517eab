"""Holds the runtime's own record against what the handsets themselves received."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.record import Fate, Rehearsal
from runtime.messages.phone_numbers import masked
from runtime.wording import Wording, same

_FATE_WORDS: dict[Fate, Wording] = {
    "5g": Wording("5G 消息送达", "delivered as 5G message"),
    "sms": Wording("转成短信", "sent as SMS"),
    "none": Wording("没有到达", "not arrived"),
}


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One total, counted twice from different sources."""

    what: Wording
    by_runtime: int
    by_handsets: int

    @property
    def agrees(self) -> bool:
        """Whether both sources say the same."""
        return self.by_runtime == self.by_handsets


@dataclass(frozen=True, slots=True)
class Proof:
    """The totals side by side, and every single thing on which the two sides differ."""

    rows: tuple[ProofRow, ...]
    differences: tuple[Wording, ...]

    @property
    def holds(self) -> bool:
        """Whether everything agrees, totals and single messages."""
        return not self.differences and all(row.agrees for row in self.rows)


def prove(rehearsal: Rehearsal) -> Proof:
    """The proof of one rehearsal; totals first, then message by message and answer by answer."""
    received = [one for handset in rehearsal.handsets for one in handset.received]
    deeds = [deed for handset in rehearsal.handsets for deed in handset.deeds]
    fates = [message.fate for message in rehearsal.messages]
    rows = (
        ProofRow(
            Wording("5G 消息送达", "5G messages delivered"),
            fates.count("5g"),
            sum(one.via == "5g" for one in received),
        ),
        ProofRow(
            Wording("短信送达", "SMS delivered"),
            fates.count("sms"),
            sum(one.via == "sms" for one in received),
        ),
        ProofRow(
            Wording("5G 消息已读", "5G messages read"),
            sum(message.state == "displayed" for message in rehearsal.messages),
            sum(one.via == "5g" and one.displayed_at is not None for one in received),
        ),
        ProofRow(
            Wording("收到消息的人", "People with a message"),
            len({message.contact for message in rehearsal.messages if message.fate != "none"}),
            sum(bool(handset.received) for handset in rehearsal.handsets),
        ),
        ProofRow(
            Wording("联系人的点击和回复", "Taps and answers of people"), len(rehearsal.heard), len(deeds)
        ),
    )
    return Proof(rows, (*_message_differences(rehearsal), *_deed_differences(rehearsal)))


def _message_differences(rehearsal: Rehearsal) -> list[Wording]:
    by_runtime = {message.message_id: message.fate for message in rehearsal.messages}
    owners = {message.message_id: message.contact for message in rehearsal.messages}
    by_handsets: dict[str, Fate] = {}
    found: list[Wording] = []
    for handset in rehearsal.handsets:
        for one in handset.received:
            owners.setdefault(one.message_id, handset.number)
            if one.message_id in by_handsets:
                found.append(
                    Wording("{who} 收到了两次同一条消息。", "{who} received one message twice.").format(
                        who=masked(handset.number)
                    )
                )
            by_handsets[one.message_id] = one.via
    for message_id in sorted(by_runtime.keys() | by_handsets.keys()):
        ours = by_runtime.get(message_id, "none")
        theirs = by_handsets.get(message_id, "none")
        if ours != theirs:
            found.append(
                Wording(
                    "{who} 的消息 {message}：运行记录说「{ours}」，手机说「{theirs}」。",
                    'Message {message} to {who}: the runtime says "{ours}", the handset "{theirs}".',
                ).format(
                    who=same(masked(owners[message_id])),
                    message=same(message_id),
                    ours=_FATE_WORDS[ours],
                    theirs=_FATE_WORDS[theirs],
                )
            )
    return found


def _deed_differences(rehearsal: Rehearsal) -> list[Wording]:
    found: list[Wording] = []
    done = {deed.uplink_id: handset for handset in rehearsal.handsets for deed in handset.deeds}
    found += [
        Wording("{who} 发出的内容没有记录。", "Something {who} sent is not on record.").format(
            who=masked(done[uplink_id].number)
        )
        for uplink_id in sorted(done.keys() - rehearsal.heard)
    ]
    found += [
        Wording("记录里有一条没有手机发出过的内容。", "On record is something no handset ever sent.")
        for _ in rehearsal.heard - done.keys()
    ]
    return found

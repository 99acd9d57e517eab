"""Store and forward: takes messages to the handsets and reports how far they came."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from runtime.carriers.uplink import CHINA
from runtime.simulator.accounts import Account
from runtime.simulator.agenda import Agenda, Planned
from runtime.simulator.behaviour import Arrival, Move, react
from runtime.simulator.callbacks import Postman
from runtime.simulator.fleet import Fleet
from runtime.simulator.handset import Handset, HandsetKind, Received
from runtime.simulator.journal import Journal
from runtime.simulator.owners import Owners

TRANSIT_S = 1
STORE_LIFE_S = 72 * 3600
"""How long a message waits for a handset that is off."""

NO_HANDSET, NOT_5G, ILLEGAL, OFFLINE, REFUSED = 1, 2, 3, 4, 5
_WHY = {
    NO_HANDSET: "no such terminal",
    NOT_5G: "terminal not supported RCS and smsSupported is false",
    ILLEGAL: "illegal content",
    OFFLINE: "terminal is offline",
    REFUSED: "user refused",
}


@dataclass(slots=True)
class Submission:
    """One accepted message on its way."""

    account: Account
    message_id: str
    contact: str
    parts: list[dict[str, Any]]
    conversation_id: str
    contribution_id: str
    sms_text: str
    """Empty when no SMS may be sent in its place."""
    is_stored: bool
    reports: frozenset[str] | None
    """Statuses the chatbot wants; None for all."""
    state: str = "accepted"
    """accepted, stored, then delivered, deliveredToNetwork, failed or revokeOk."""
    expiry: Planned | None = None
    """When a stored message is given up."""


class MessageCentre:
    """Keeps every message until it came somewhere.

    Rules of the CT/CU interface V1.0.4: a handset without 5G messages gets the SMS if there is one; one that
    is off gets the message later if it may be stored, else the SMS; a message can be revoked until delivered.
    """

    def __init__(self, agenda: Agenda, journal: Journal, fleet: Fleet, postman: Postman) -> None:
        self._agenda = agenda
        self._journal = journal
        self._fleet = fleet
        self._postman = postman
        self.owners = Owners(agenda, journal, postman, fleet.seed)
        self._submissions: dict[tuple[str, str], Submission] = {}
        self._stored: dict[str, list[Submission]] = {}
        self.illegal_words: tuple[str, ...] = ()
        """A message that holds one fails with code 3."""

    @property
    def stored(self) -> int:
        """Messages that wait for their handset to come on."""
        return sum(len(waiting) for waiting in self._stored.values())

    def find(self, account: Account, message_id: str) -> Submission | None:
        """The message the account handed in under that id, or None."""
        return self._submissions.get((account.chatbot_id, message_id))

    def accept(self, submission: Submission) -> None:
        """Takes a message over; everything else happens in simulated time."""
        self._submissions[(submission.account.chatbot_id, submission.message_id)] = submission
        self._journal.add(
            "accepted", self._agenda.clock.now(), submission.contact, message_id=submission.message_id
        )
        self._report(submission, "sent")
        self._agenda.after(TRANSIT_S, lambda: self._route(submission))

    def revoke(self, submission: Submission) -> None:
        """Takes a message back if it is not delivered; the chatbot hears of it by status."""
        waiting = self._stored.get(submission.contact, [])
        if submission.state in ("accepted", "stored"):
            submission.state = "revokeOk"
            if submission in waiting:
                waiting.remove(submission)
                _give_up_expiry(submission)
            self._agenda.after(TRANSIT_S, lambda: self._report(submission, "revokeOk"))
        else:
            self._agenda.after(TRANSIT_S, lambda: self._report(submission, "revokeFail"))

    def switch(self, handset: Handset, is_online: bool) -> None:
        """Turns a handset on or off; turned on, it gets what was stored for it, in order."""
        handset.is_online = is_online
        self._journal.add("online" if is_online else "offline", self._agenda.clock.now(), handset.number)
        if is_online:
            for submission in self._stored.pop(handset.number, ()):
                _give_up_expiry(submission)
                self._deliver(submission, handset)

    def switch_later(self, handset: Handset, delay_s: int) -> None:
        """Turns a handset on in *delay_s* simulated seconds."""
        self._at(self._agenda.clock.now(), delay_s, handset, lambda: self.switch(handset, True))

    def forget(self) -> None:
        """Drops every message and everything stored."""
        for waiting in self._stored.values():
            for submission in waiting:
                _give_up_expiry(submission)
        self._submissions.clear()
        self._stored.clear()

    def look(self, handset: Handset, received: Received) -> None:
        """The owner sees a message for the first time."""
        if received.displayed_at is not None:
            return
        received.displayed_at = self._agenda.clock.now()
        submission = self._submissions.get((received.chatbot, received.message_id))
        if submission is not None and not received.is_sms:
            self._report(submission, "displayed")

    def _route(self, submission: Submission) -> None:
        key = (submission.account.chatbot_id, submission.message_id)
        if submission.state != "accepted" or self._submissions.get(key) is not submission:
            return
        handset = self._fleet.get(submission.contact)
        if handset is None:
            self._fail(submission, NO_HANDSET)
        elif self._is_illegal(submission):
            self._fail(submission, ILLEGAL)
        elif handset.is_blocking:
            self._fail(submission, REFUSED)
        elif handset.kind is HandsetKind.SMS_ONLY:
            self._fall_back(submission, handset, NOT_5G)
        elif handset.is_online:
            self._deliver(submission, handset)
        elif submission.is_stored:
            submission.state = "stored"
            self._stored.setdefault(handset.number, []).append(submission)
            submission.expiry = self._agenda.after(STORE_LIFE_S, lambda: self._expire(submission, handset))
        else:
            self._fall_back(submission, handset, OFFLINE)

    def _expire(self, submission: Submission, handset: Handset) -> None:
        waiting = self._stored.get(handset.number, [])
        if submission in waiting:
            waiting.remove(submission)
            self._fall_back(submission, handset, OFFLINE)

    def _deliver(self, submission: Submission, handset: Handset) -> None:
        submission.state = "delivered"
        received = self._received(submission, submission.parts, "")
        self._report(submission, "delivered")
        self._arrive(submission.account, handset, received)

    def _fall_back(self, submission: Submission, handset: Handset, why: int) -> None:
        if not submission.sms_text:
            self._fail(submission, why)
            return
        submission.state = "deliveredToNetwork"
        received = self._received(submission, [], submission.sms_text)
        self._report(submission, "deliveredToNetwork")
        self._arrive(submission.account, handset, received)

    def _fail(self, submission: Submission, code: int) -> None:
        submission.state = "failed"
        self._report(submission, "failed", code)

    def _received(self, submission: Submission, parts: list[dict[str, Any]], sms_text: str) -> Received:
        return Received(
            message_id=submission.message_id,
            chatbot=submission.account.chatbot_id,
            conversation_id=submission.conversation_id,
            contribution_id=submission.contribution_id,
            at=self._agenda.clock.now(),
            parts=parts,
            sms_text=sms_text,
        )

    def _arrive(self, account: Account, handset: Handset, received: Received) -> None:
        index = len(handset.received)
        handset.received.append(received)
        arrival = Arrival(received.text, received.offers, received.is_sms, index)
        reaction = react(handset.behaviour, self._fleet.seed, handset.number, arrival)
        if reaction.look_after_s is not None:
            self._at(received.at, reaction.look_after_s, handset, lambda: self.look(handset, received))
        for move in reaction.moves:
            act = partial(self._do, account, handset, received, move)
            self._at(received.at, move.after_s, handset, act)

    def _do(self, account: Account, handset: Handset, received: Received, move: Move) -> None:
        match move.kind:
            case "tap":
                assert move.offer is not None
                self.owners.tap(account, handset, received, move.offer)
            case "type":
                self.owners.type_text(account, handset, move.text, received)
            case "location":
                self.owners.send_place(account, handset, move.text, received)
            case "shared_data":
                self.owners.share(account, handset, move.text, received)

    def _at(self, since: datetime, after_s: int, handset: Handset, action: Callable[[], None]) -> None:
        due = since + timedelta(seconds=after_s)
        tick_s = handset.behaviour.tick_s
        if tick_s > 1:
            due = datetime.fromtimestamp(math.ceil(due.timestamp() / tick_s) * tick_s, UTC)

        def act() -> None:
            # A handset that was replaced or forgotten does nothing any more.
            if self._fleet.get(handset.number) is handset:
                action()

        self._agenda.at(due, act)

    def _is_illegal(self, submission: Submission) -> bool:
        if not self.illegal_words:
            return False
        words = str(submission.parts) + submission.sms_text
        return any(word in words for word in self.illegal_words)

    def _report(self, submission: Submission, status: str, code: int = 0) -> None:
        now = self._agenda.clock.now()
        self._journal.add(status, now, submission.contact, message_id=submission.message_id, code=code)
        reports = submission.reports
        if reports is not None and status not in reports and not status.startswith("revoke"):
            return
        info: dict[str, Any] = {
            "messageId": submission.message_id,
            "status": status,
            "dateTime": now.astimezone(CHINA).isoformat(timespec="milliseconds"),
            "destinationAddress": submission.account.chatbot_id,
            "senderAddress": "tel:" + submission.contact,
        }
        if code:
            info |= {"errorCode": code, "errorMessage": _WHY[code]}
        self._postman.post(submission.account, "status", info, submission.contact)


def _give_up_expiry(submission: Submission) -> None:
    if submission.expiry is not None:
        submission.expiry.cancel()

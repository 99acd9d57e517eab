"""What the owners of handsets do, and how it goes up to the chatbots."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any
from uuid import UUID

from runtime.carriers.uplink import CHINA
from runtime.messages.wire import FILE, RESPONSE, SHARED_DATA, TEXT
from runtime.simulator.accounts import Account
from runtime.simulator.agenda import Agenda
from runtime.simulator.callbacks import Postman
from runtime.simulator.handset import Deed, Handset, Received
from runtime.simulator.journal import Journal
from runtime.simulator.offers import Offer


class Owners:
    """Carries out deeds: each is written down on the handset and goes to the chatbot as a message.

    Ids follow from the seed, the number and the count of deeds, so that a rehearsal repeats them.
    """

    def __init__(self, agenda: Agenda, journal: Journal, postman: Postman, seed: int) -> None:
        self._agenda = agenda
        self._journal = journal
        self._postman = postman
        self._seed = seed

    def tap(self, account: Account, handset: Handset, received: Received, offer: Offer) -> Deed:
        """The owner taps a suggestion under a 5G message."""
        tapped: dict[str, Any] = {"displayText": offer.text}
        if offer.postback:
            tapped["postback"] = {"data": offer.postback}
        content = {"response": {"reply" if offer.is_reply else "action": tapped}}
        kind = "tapped" if offer.is_reply else "action"
        deed = self._deed(handset, kind, offer.text, offer.postback, received)
        self._uplink(account, handset, deed, RESPONSE, content, received)
        return deed

    def type_text(self, account: Account, handset: Handset, text: str, received: Received | None) -> Deed:
        """The owner writes something; an SMS does not say which message it answers."""
        deed = self._deed(handset, "typed", text, "", received)
        self._uplink(account, handset, deed, TEXT, text, received)
        return deed

    def send_place(self, account: Account, handset: Handset, geo: str, received: Received | None) -> Deed:
        """The owner sends a place, as a `geo:` address."""
        deed = self._deed(handset, "location", geo, "", received)
        self._uplink(account, handset, deed, TEXT, geo, received)
        return deed

    def send_file(
        self, account: Account, handset: Handset, entry: dict[str, Any], received: Received | None
    ) -> Deed:
        """The owner sends a file that lies at the platform; *entry* is its file object."""
        deed = self._deed(handset, "file", str(entry.get("fileName", "")), "", received)
        self._uplink(account, handset, deed, FILE, [{"type": "file", **entry}], received)
        return deed

    def share(self, account: Account, handset: Handset, facts: str, received: Received | None) -> Deed:
        """The handset tells about itself; *facts* are `name=value` pairs with semicolons between."""
        values = dict(pair.split("=", 1) for pair in facts.split(";"))
        deed = self._deed(handset, "shared_data", facts, "", received)
        content = {"sharedData": {"deviceSpecifics": values}}
        self._uplink(account, handset, deed, SHARED_DATA, content, received)
        return deed

    def _deed(self, handset: Handset, kind: str, text: str, postback: str, received: Received | None) -> Deed:
        uplink_id = self._id(handset, "message")
        answers = received.message_id if received else ""
        deed = Deed(self._agenda.clock.now(), kind, text, postback, uplink_id, answers)
        handset.deeds.append(deed)
        self._journal.add(kind, deed.at, handset.number, message_id=answers, text=text, postback=postback)
        return deed

    def _uplink(
        self,
        account: Account,
        handset: Handset,
        deed: Deed,
        content_type: str,
        content: object,
        received: Received | None,
    ) -> None:
        answered = received if received is not None and not received.is_sms else None
        fresh = self._id(handset, "contribution")
        body: dict[str, Any] = {
            "messageId": deed.uplink_id,
            "messageList": [{"contentType": content_type, "contentEncoding": "utf8", "contentText": content}],
            "dateTime": deed.at.astimezone(CHINA).isoformat(timespec="milliseconds"),
            "destinationAddress": account.chatbot_id,
            "senderAddress": "tel:" + handset.number,
            "conversationId": answered.conversation_id if answered else fresh,
            "contributionId": fresh,
        }
        if answered is not None:
            body["inReplyTo"] = answered.contribution_id
        self._postman.post(account, "messages", body, handset.number)

    def _id(self, handset: Handset, purpose: str) -> str:
        key = f"{self._seed}|{handset.number}|{purpose}|{len(handset.deeds)}"
        return str(UUID(bytes=blake2b(key.encode(), digest_size=16).digest(), version=4))

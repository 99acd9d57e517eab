"""Drives a handset as its owner's hands do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from runtime.simulator.accounts import Account
from runtime.simulator.handset import Handset, Received
from runtime.simulator.network import Network
from runtime.simulator.offers import Offer

MAX_TEXT = 5000


class NoSuchThingError(Exception):
    """There is no such handset, message, suggestion or chatbot."""


class Hands:
    """The deeds of the control interface: name → what it does."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._deeds: dict[str, Callable[[Handset, dict[str, Any]], dict[str, Any]]] = {
            "tap": self._tap,
            "type": self._type,
            "location": self._place,
            "file": self._file,
            "online": self._switch,
            "block": self._block,
            "look": self._look,
            "spam": self._spam,
        }

    def handset(self, number: str) -> Handset:
        """The handset with that number; raises `NoSuchThingError`."""
        handset = self._network.fleet.get(number)
        if handset is None:
            raise NoSuchThingError("no such handset")
        return handset

    def drive(self, number: str, deed: str, body: dict[str, Any]) -> dict[str, Any]:
        """Does *deed* at once and tells what was done.

        Raises `NoSuchThingError`; ValueError, KeyError or TypeError for a body that does not fit.
        """
        handset = self.handset(number)
        if deed not in self._deeds:
            raise NoSuchThingError(f"no such deed; there are {', '.join(self._deeds)}")
        return self._deeds[deed](handset, body)

    def _tap(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        received = self._message(handset, body)
        if received is None or received.is_sms:
            raise NoSuchThingError("no 5G message to tap")
        account = self._account(handset, received)
        offer = _offer(received, body)
        return self._network.centre.owners.tap(account, handset, received, offer).to_json()

    def _type(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        text = body["text"]
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_TEXT:
            raise ValueError(f"text has 1 to {MAX_TEXT} characters")
        received = self._message(handset, body)
        account = self._account(handset, received, body)
        return self._network.centre.owners.type_text(account, handset, text, received).to_json()

    def _place(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        latitude, longitude = float(body["latitude"]), float(body["longitude"])
        geo = f"geo:{latitude:.6f},{longitude:.6f};crs=gcj02"
        if label := str(body.get("label", ""))[:100]:
            geo += f";rcs-l={quote(label, safe='')}"
        received = self._message(handset, body)
        account = self._account(handset, received, body)
        return self._network.centre.owners.send_place(account, handset, geo, received).to_json()

    def _file(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        entry = {
            "url": str(body["url"]),
            "fileName": str(body.get("name", "photo.jpg")),
            "contentType": str(body.get("content_type", "image/jpeg")),
            "fileSize": int(body.get("size_bytes", 0)),
        }
        received = self._message(handset, body)
        account = self._account(handset, received, body)
        return self._network.centre.owners.send_file(account, handset, entry, received).to_json()

    def _switch(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        self._network.centre.switch(handset, bool(body.get("on", True)))
        return handset.summary()

    def _block(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        handset.is_blocking = bool(body.get("on", True))
        return handset.summary()

    def _look(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        received = self._message(handset, body)
        if received is None:
            raise NoSuchThingError("no message to look at")
        self._network.centre.look(handset, received)
        return received.to_json()

    def _spam(self, handset: Handset, body: dict[str, Any]) -> dict[str, Any]:
        received = self._message(handset, body)
        kind, text = str(body.get("kind", "垃圾消息")), str(body.get("text", ""))
        report = {"spamType": kind[:16], "freeText": text[:200]}
        ids = {"messageId": [received.message_id]} if received else {}
        self._network.postman.post(self._account(handset, received, body), "rcsspam", ids | report)
        return ids | report

    def _message(self, handset: Handset, body: dict[str, Any]) -> Received | None:
        message_id = body.get("message_id")
        if message_id is None:
            return handset.received[-1] if handset.received else None
        received = handset.find(str(message_id))
        if received is None:
            raise NoSuchThingError("no such message on this handset")
        return received

    def _account(
        self, handset: Handset, received: Received | None, body: dict[str, Any] | None = None
    ) -> Account:
        platform = self._network.platform
        named = (body or {}).get("chatbot") or (received.chatbot if received else None)
        if named is None and len(platform.accounts) == 1:
            return platform.accounts[0]
        account = platform.account(str(named))
        if account is None:
            raise NoSuchThingError("name the chatbot")
        return account


def _offer(received: Received, body: dict[str, Any]) -> Offer:
    offers = received.offers
    for index, offer in enumerate(offers):
        if "index" in body:
            fits = body["index"] == index
        elif "postback" in body:
            fits = body["postback"] == offer.postback
        else:
            fits = body.get("text") == offer.text
        if fits:
            return offer
    raise NoSuchThingError("no such suggestion in this message")

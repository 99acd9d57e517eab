"""What a platform of the GSMA's interface calls the chatbot with."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import orjson

from runtime.messages.wire import FILE, RESPONSE, SHARED_DATA
from runtime.simulator.accounts import Account
from runtime.simulator.letters import Channel, Letter

START_CHAT = "new_bot_user_initiation"
"""Postback of the tap that begins a chat."""
_STATUSES = {"revokeOk": "cancelled", "deliveredToNetwork": "delivered"}
_FAILURES = {1: 41110, 2: 41200, 3: 42009, 4: 41007, 5: 41201}
_GEO = re.compile(r"geo:([-\d.]+),([-\d.]+)")


class Fnw11Dialect:
    """One JSON event a callback, all to one address, with a bearer secret.

    Source: webhook events as public clients of the interface read them, 2026-11-24.
    """

    statuses_a_call = 1

    def letter(self, account: Account, channel: Channel, body: dict[str, Any]) -> Letter:
        """The event that says *body*, of which a status list has one entry."""
        if channel == "check":
            event: dict[str, Any] = {"event": "fileStatus", "file": body}
        elif channel == "status":
            (info,) = body["deliveryInfoList"]
            event = _status(info)
        elif channel == "rcsspam":
            said = {"msgId": body.get("messageId", []), "spamType": body["spamType"]}
            event = {"event": "spam", "RCSMessage": said | {"textMessage": body["freeText"]}}
        else:
            event = _said(body)
        return Letter("", orjson.dumps(event), {"content-type": "application/json"})

    def proof(self, account: Account, now: datetime) -> dict[str, str]:
        """The secret that the chatbot gave the platform."""
        return {"authorization": f"Bearer {account.callback_token}"}

    def forgery(self, account: Account, now: datetime) -> dict[str, str]:
        """What somebody guessed."""
        return {"authorization": "Bearer not-the-secret"}


def _status(info: dict[str, Any]) -> dict[str, Any]:
    status = str(info["status"])
    message = {
        "msgId": info["messageId"],
        "status": _STATUSES.get(status, status),
        "timestamp": _moment(info["dateTime"]),
    }
    event = {"event": "messageStatus", "RCSMessage": message, "messageContact": _person(info)}
    if "errorCode" in info:
        code = _FAILURES.get(info["errorCode"], 41108)
        event["error"] = {"code": code, "message": info["errorMessage"]}
    return event


def _said(body: dict[str, Any]) -> dict[str, Any]:
    part = body["messageList"][0]
    content = part["contentText"]
    event, said = "message", {"textMessage": content}
    if part["contentType"] == RESPONSE:
        reply = content["response"].get("reply", {})
        is_start = reply.get("postback", {}).get("data") == START_CHAT
        event, said = ("newUser" if is_start else "response"), {"suggestedResponse": content}
    elif part["contentType"] == SHARED_DATA:
        said = content
    elif part["contentType"] == FILE:
        said = {"fileMessage": _file(content[0])}
    elif found := _GEO.match(str(content)):
        said = {"geolocationPushMessage": {"pos": f"{found[1]},{found[2]}"}}
    message = {"msgId": body["messageId"], "timestamp": _moment(body["dateTime"]), **said}
    return {"event": event, "RCSMessage": message, "messageContact": _person(body)}


def _file(entry: dict[str, Any]) -> dict[str, Any]:
    names = {"url": "fileUrl", "fileName": "fileName", "contentType": "fileMIMEType", "fileSize": "fileSize"}
    return {name: entry[ours] for ours, name in names.items() if ours in entry}


def _person(body: dict[str, Any]) -> dict[str, str]:
    return {"userContact": str(body["senderAddress"]).removeprefix("tel:")}


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

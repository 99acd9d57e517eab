"""What China Mobile's platform calls the chatbot with."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import orjson

from runtime.messages.wire import FILE, TEXT, WirePart
from runtime.messages.xml_wire import DECLARATION, NETAPI_NAMESPACE, as_xml_part, cdata
from runtime.simulator.accounts import Account
from runtime.simulator.cmcc.login import headers_of
from runtime.simulator.letters import Channel, Letter

SPAM = "application/vnd.gsma.rcsspam-report+xml"
_STATUSES = {
    "sent": ("MessageSent", ""),
    "delivered": ("DeliveredToTerminal", "UP2"),
    "displayed": ("MessageDisplayed", "UP2"),
    "deliveredToNetwork": ("DeliveredToNetwork", "SMS"),
}
_FAILURES = {1: "SVC0004", 2: "SVC4001", 3: "SVC0002", 4: "800", 5: "POL0002"}
_REVOCATIONS = {"revokeOk": "Revoked", "revokeFail": "RevokeFailed"}
_XML = {"content-type": "application/xml"}


class CmccDialect:
    """XML with a login bound to the date.

    Source: notifications as public clients of the interface read them, 2026-11-23.
    """

    statuses_a_call = 1

    def letter(self, account: Account, channel: Channel, body: dict[str, Any]) -> Letter:
        """The callback that says *body*, of which a status list has one entry."""
        chatbot = quote(account.chatbot_id, safe="")
        if channel == "check":
            headers = {"tid": str(body["tid"]), "authstatus": "0" if body["result"] == "pass" else "1"}
            path = f"/MediaAuditNotification/{chatbot}"
            return Letter(path, str(body.get("document", "")).encode(), {**_XML, **headers})
        if channel != "status":
            content = _spam(account, body) if channel == "rcsspam" else _inbound(body)
            return Letter(f"/InboundMessageNotification/{chatbot}", content, _XML)
        (info,) = body["deliveryInfoList"]
        if info["status"] in _REVOCATIONS:
            return Letter(f"/MessageStatusNotification/{chatbot}", _revocation(info), _XML)
        return Letter(f"/DeliveryInfoNotification/{chatbot}", _delivery(info), _XML)

    def proof(self, account: Account, now: datetime) -> dict[str, str]:
        """The login of the platform at *now*."""
        return headers_of(account.app_id, account.callback_token, now)

    def forgery(self, account: Account, now: datetime) -> dict[str, str]:
        """The login of somebody who guessed."""
        return headers_of(account.app_id, "not the secret", now)


def public_id(message_id: str) -> str:
    """The platform's id of a message, which all recipients of a group share."""
    return message_id.partition("/")[0]


def _delivery(info: dict[str, Any]) -> bytes:
    word, said = _STATUSES.get(info["status"], ("DeliveryImpossible", ""))
    if info["status"] == "failed":
        said = _FAILURES.get(info.get("errorCode", 0), "SVC4001")
    members = (
        f"<address>{info['senderAddress']}</address><messageId>{public_id(info['messageId'])}</messageId>"
        f"<deliveryStatus>{word}</deliveryStatus><description>{said}</description>"
        f"<dateTime>{info['dateTime']}</dateTime>"
    )
    return _document("deliveryInfoNotification", f"<deliveryInfo>{members}</deliveryInfo>{_link(info)}")


def _revocation(info: dict[str, Any]) -> bytes:
    members = (
        f"<address>{info['senderAddress']}</address><messageId>{public_id(info['messageId'])}</messageId>"
        f"<status>{_REVOCATIONS[info['status']]}</status>"
    )
    return _document("messageStatusNotification", members + _link(info))


def _link(info: dict[str, Any]) -> str:
    chatbot = quote(info["destinationAddress"], safe="")
    href = f"/messaging/v1/outbound/{chatbot}/requests/{public_id(info['messageId'])}"
    return f'<link rel="OutboundMessageRequest" href={quoteattr(href)}/>'


def _inbound(body: dict[str, Any]) -> bytes:
    part = body["messageList"][0]
    sent = as_xml_part(WirePart(part["contentType"], part["contentText"]))
    if sent.content_type == TEXT:
        encoding, said = "utf8", cdata(str(sent.content))
    else:
        raw = sent.content.encode() if isinstance(sent.content, str) else orjson.dumps(sent.content)
        encoding, said = "base64", base64.b64encode(raw).decode("ascii")
    assert sent.content_type != FILE, "files go as XML"
    members = [
        f"<messageId>{body['messageId']}</messageId>",
        f"<contentType>{sent.content_type}</contentType>",
        f"<contentEncoding>{encoding}</contentEncoding>",
        f"<bodyText>{said}</bodyText>",
        f"<conversationID>{escape(body['conversationId'])}</conversationID>",
        f"<contributionID>{escape(body['contributionId'])}</contributionID>",
        f"<dateTime>{body['dateTime']}</dateTime>",
    ]
    if "inReplyTo" in body:
        members.append(f"<inReplyToContributionID>{escape(body['inReplyTo'])}</inReplyToContributionID>")
    return _message(body["destinationAddress"], body["senderAddress"], members)


def _spam(account: Account, body: dict[str, Any]) -> bytes:
    ids = "".join(f"<Message-ID>{public_id(one)}</Message-ID>" for one in body.get("messageId", ()))
    report = (
        f"<SR><Chatbot>{escape(account.chatbot_id)}</Chatbot>{ids}"
        f"<spam-type>{escape(body['spamType'])}</spam-type>"
        f"<free-text>{escape(body['freeText'])}</free-text></SR>"
    )
    members = [f"<contentType>{SPAM}</contentType>", f"<bodyText>{cdata(report)}</bodyText>"]
    return _message(account.chatbot_id, "", members)


def _message(to: str, sender: str, members: list[str]) -> bytes:
    capability = (
        "<serviceCapability><capabilityId>ChatbotSA</capabilityId>"
        "<version>+g.gsma.rcs.botversion=&quot;#=1&quot;</version></serviceCapability>"
    )
    content = (
        f"<inboundMessage><destinationAddress>{escape(to)}</destinationAddress>"
        f"<senderAddress>{sender}</senderAddress><origUser>{sender}</origUser>"
        f"{capability}{''.join(members)}</inboundMessage>"
    )
    return _document("inboundMessageNotification", content)


def _document(name: str, content: str) -> bytes:
    return f'{DECLARATION}<msg:{name} xmlns:msg="{NETAPI_NAMESPACE}">{content}</msg:{name}>'.encode()

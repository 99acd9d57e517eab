"""Reads what the platform sends to us; pure functions, the service owns the sockets.

Source: InboundMessageNotification, DeliveryInfoNotification and MessageStatusNotification as public clients
and mocks of the interface have them; how the platform proves itself is not public, see docs/carriers.md.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from runtime.carriers.cmcc.auth import is_authorized, moment_of_date, password_digest
from runtime.carriers.cmcc.codec import children, decode_content, text_of
from runtime.carriers.cmcc.endpoint import CmccEndpoint
from runtime.carriers.cmcc.errors import failure_words
from runtime.carriers.cmcc.media import described_file
from runtime.carriers.port import (
    CheckResult,
    DeliveryStatus,
    InboundEvent,
    InboundMessage,
    Quarantined,
    SpamReport,
    StatusReport,
)
from runtime.carriers.refusals import (
    BadSignatureError,
    StaleError,
    TooLargeError,
    UnknownCallbackError,
    UnreadableError,
    WrongChatbotError,
)
from runtime.carriers.uplink import contact_of, decoded_text, moment_or
from runtime.messages.reading.xml_bodies import local_name, parsed_xml

MAX_BODY_BYTES = 64 * 1024
TOLERANCE_S = 300
"""How far the platform's clock may be from ours, either way."""
LAB_TOLERANCE_S = 24 * 3600
"""The same for a laboratory, whose simulated time may run hours ahead while a callback travels."""
MAX_ENTRIES = 1000
SPAM = "application/vnd.gsma.rcsspam-report+xml"

_STATUSES = {
    "messagesent": DeliveryStatus.SENT,
    "messagewaiting": DeliveryStatus.SENT,
    "deliveredtoterminal": DeliveryStatus.DELIVERED,
    "messagedisplayed": DeliveryStatus.DISPLAYED,
    "deliveryimpossible": DeliveryStatus.FAILED,
    "deliveredtonetwork": DeliveryStatus.FELL_BACK,
    "deliveredtosms": DeliveryStatus.FELL_BACK,
    "deliveredtovms": DeliveryStatus.FELL_BACK,
    "deliveredtosmsfailed": DeliveryStatus.FAILED,
    "deliveredtovmsfailed": DeliveryStatus.FAILED,
    "revoked": DeliveryStatus.REVOKED,
    "revokefailed": DeliveryStatus.REVOKE_FAILED,
}


def read_callback(
    path_tail: str, headers: Mapping[str, str], raw_body: bytes, endpoint: CmccEndpoint, now: datetime
) -> tuple[InboundEvent, ...]:
    """The events of one callback, in the order they stand in it.

    *path_tail* is what follows our notify address, *headers* finds names in lower case. Nothing is kept: read
    twice, a callback gives the same events. Raises a `CallbackRefusalError`; its `status` is the answer.
    """
    if len(raw_body) > MAX_BODY_BYTES:
        raise TooLargeError(len(raw_body), MAX_BODY_BYTES)
    steps = [unquote(step) for step in path_tail.partition("?")[0].strip("/").split("/")]
    steps = _verified(steps, headers, endpoint, now)
    if len(steps) < 2:
        raise UnknownCallbackError
    if steps[1].lower() != endpoint.chatbot_id.lower():
        raise WrongChatbotError
    if headers.get("authstatus"):
        return (_audit(headers, raw_body, now),)
    readers = {
        "inboundmessagenotification": _inbound,
        "deliveryinfonotification": _delivery,
        "messagestatusnotification": _revocation,
    }
    read = readers.get(steps[0].lower())
    if read is None:
        raise UnknownCallbackError
    root = parsed_xml(raw_body)
    if root is None or local_name(root).lower() != steps[0].lower():
        raise UnreadableError("the body is not the XML of this callback")
    events = tuple(read(root, endpoint, now))
    if not events:
        raise UnreadableError("the notification is empty")
    return events


def _verified(
    steps: list[str], headers: Mapping[str, str], endpoint: CmccEndpoint, now: datetime
) -> list[str]:
    """The steps after the secret, once whoever calls has proved to be the platform."""
    secret = endpoint.callback_secret.get_secret_value()
    if endpoint.callback_auth == "address":
        if not hmac.compare_digest(steps[0].encode(), secret.encode()):
            raise BadSignatureError
        return steps[1:]
    date = headers.get("date", "")
    digest = password_digest(secret)
    if not is_authorized(headers.get("authorization", ""), endpoint.app_id, digest, date):
        raise BadSignatureError
    tolerance_s = LAB_TOLERANCE_S if endpoint.lab else TOLERANCE_S
    moment = moment_of_date(date)
    if moment is None or abs((now - moment).total_seconds()) > tolerance_s:
        raise StaleError(tolerance_s)
    return steps


def _inbound(root: Element, endpoint: CmccEndpoint, now: datetime) -> Iterator[InboundEvent]:
    for message in children(root, "inboundMessage")[:MAX_ENTRIES]:
        try:
            yield _message(message, endpoint, now)
        except ValueError as error:
            yield _aside(message, error)


def _message(message: Element, endpoint: CmccEndpoint, now: datetime) -> InboundMessage | SpamReport:
    content_type, body = text_of(message, "contentType"), _body_of(message)
    encoding = text_of(message, "contentEncoding")
    message_id = text_of(message, "messageId")
    if content_type.partition(";")[0].strip().lower() == SPAM:
        return _spam(decoded_text(body) if encoding.lower() == "base64" else body, endpoint)
    if not message_id:
        raise ValueError("messageId is missing")
    return InboundMessage(
        chatbot=endpoint.chatbot_id,
        contact=_person_of(message, "senderAddress", "origUser"),
        message_id=message_id,
        conversation_id=text_of(message, "conversationID"),
        contribution_id=text_of(message, "contributionID"),
        in_reply_to=text_of(message, "inReplyToContributionID") or None,
        at=moment_or(text_of(message, "dateTime"), now),
        content=decode_content(content_type, encoding, body),
    )


def _body_of(message: Element) -> str:
    """The text of the body; a document that was not put into CDATA is one again."""
    for body in children(message, "bodyText"):
        return tostring(body[0], encoding="unicode") if len(body) else (body.text or "")
    return ""


def _spam(document: str, endpoint: CmccEndpoint) -> SpamReport:
    root = parsed_xml(document)
    if root is None:
        raise ValueError("the spam report is no XML")
    found: dict[str, list[str]] = {}
    for element in root.iter():
        name = local_name(element).lower().replace("-", "")
        found.setdefault(name, []).append((element.text or "").strip())
    return SpamReport(
        chatbot=endpoint.chatbot_id,
        message_ids=tuple(one[:200] for one in found.get("messageid", ()) if one)[:MAX_ENTRIES],
        kind="".join(found.get("spamtype", ())[:1])[:50],
        text="".join(found.get("freetext", ())[:1])[:1000],
    )


def _delivery(root: Element, endpoint: CmccEndpoint, now: datetime) -> Iterator[InboundEvent]:
    infos = [*children(root, "deliveryInfo")]
    for holder in children(root, "deliveryInfoList"):
        infos += children(holder, "deliveryInfo")
    shared = text_of(root, "messageId") or _linked_id(root)
    for info in infos[:MAX_ENTRIES]:
        try:
            yield _status(info, text_of(info, "deliveryStatus"), shared, now)
        except ValueError as error:
            yield _aside(info, error)


def _revocation(root: Element, endpoint: CmccEndpoint, now: datetime) -> Iterator[InboundEvent]:
    try:
        yield _status(root, text_of(root, "status"), _linked_id(root), now)
    except ValueError as error:
        yield _aside(root, error)


def _status(info: Element, word: str, shared_id: str, now: datetime) -> StatusReport:
    message_id = text_of(info, "messageId") or shared_id
    status = _STATUSES.get(word.lower())
    description = text_of(info, "description")
    if not message_id or status is None:
        raise ValueError("a status without messageId or with an unknown word")
    if status is DeliveryStatus.FELL_BACK and description.upper() in ("UP1", "UP2"):
        status = DeliveryStatus.SENT  # To the network of a 5G handset, not out of it as SMS.
    code = description[:40] if status is DeliveryStatus.FAILED else ""
    at = moment_or(text_of(info, "dateTime"), now)
    return StatusReport(message_id, _person_of(info, "address"), status, code, failure_words(code), at)


def _linked_id(root: Element) -> str:
    """The message id at the end of the link to its request, for platforms that name it nowhere else."""
    for link in children(root, "link"):
        if link.get("rel") == "OutboundMessageRequest":
            return unquote(link.get("href", "").rstrip("/").rpartition("/requests/")[2].partition("/")[0])
    return ""


def _person_of(element: Element, *names: str) -> str:
    for name in names:
        try:
            return contact_of(text_of(element, name))
        except ValueError:
            continue
    raise ValueError("no phone number among the addresses")


def _audit(headers: Mapping[str, str], raw_body: bytes, now: datetime) -> CheckResult:
    tid = headers.get("tid", "").strip()[:128]
    if not tid:
        raise UnreadableError("tid is missing")
    passed = headers["authstatus"].strip() == "0"
    file = described_file(raw_body.decode("utf-8", "replace")) if passed and raw_body else None
    return CheckResult(
        subject="media",
        passed=passed,
        description="" if passed else headers["authstatus"].strip()[:40],
        remark=f"tid:{tid}",
        at=now,
        upload_id=tid,
        url=file.url if file else "",
        until=file.until if file else None,
    )


def _aside(element: Element, error: ValueError) -> Quarantined:
    return Quarantined(str(error), tostring(element, encoding="unicode")[:2000])

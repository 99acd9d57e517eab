"""Reads what chatbots hand in, strictly, and writes the platform's answers.

Source: requests and answers as public clients and mocks of the interface have them, 2026-11-23.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import orjson

from runtime.carriers.uplink import contact_of, decoded_text
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.xml_bodies import file_entries, local_name, multipart_parts, parsed_xml
from runtime.messages.wire import FILE, FILE_XML, TEXT
from runtime.messages.xml_wire import DECLARATION, NETAPI_NAMESPACE
from runtime.simulator.checks import TEXT_LENGTH, RejectionError, check_parts, within

MOST_RECIPIENTS = 100
UNREADABLE, NO_RECIPIENT, TOO_MANY, TOO_FAST = "SVC0002", "SVC0004", "POL0003", "POL0009"

_COMMON = "urn:oma:xml:rest:netapi:common:1"
_VERSION = re.compile(r'\+g\.gsma\.rcs\.botversion="#=[12]"')
_TRAFFIC = {"advertisement", "payment", "premium", "subscription", "token"}
_REPORTS = {
    "Sent": "sent",
    "Delivered": "delivered",
    "Displayed": "displayed",
    "Failed": "failed",
    "SMS": "deliveredToNetwork",
    "Interworking": "deliveredToNetwork",
}


class ExceptionAnswerError(Exception):
    """The platform does not take it: an HTTP status and an exception's code and words."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Outbound:
    """A message somebody handed in."""

    contacts: tuple[str, ...]
    invalid: tuple[str, ...]
    """Addresses that are no numbers, as they were written."""
    parts: list[dict[str, Any]]
    conversation_id: str
    contribution_id: str
    message_id: str
    correlator: str
    sms_text: str
    is_stored: bool
    reports: frozenset[str]


def read_outbound(raw: bytes, chatbot: str, *, is_interaction: bool) -> Outbound:
    """The message of a group or an interaction request; raises `ExceptionAnswerError`."""
    root = parsed_xml(raw)
    if root is None or local_name(root) != "outboundMessageRequest" or NETAPI_NAMESPACE not in root.tag:
        raise ExceptionAnswerError(400, UNREADABLE, "the body is no outboundMessageRequest")
    message = next((child for child in root if local_name(child) == "outboundIMMessage"), None)
    _require(message is not None, "outboundIMMessage is missing")
    assert message is not None
    contacts, invalid = _recipients(root, is_interaction=is_interaction)
    _require(_one(root, "senderAddress") == chatbot, "senderAddress is not this chatbot")
    capability = next((child for child in message if local_name(child) == "serviceCapability"), None)
    _require(capability is not None and _one(capability, "capabilityId") == "ChatbotSA", "serviceCapability")
    assert capability is not None
    _require(_VERSION.fullmatch(_one(capability, "version")) is not None, "version of serviceCapability")
    traffic = _one(message, "trafficType")
    _require(not traffic or traffic in _TRAFFIC, "trafficType is unknown")
    answers = _one(message, "inReplyToContributionID")
    _require(bool(answers) or not is_interaction, "an interaction names the message it answers")
    reports = [_REPORTS.get(word, "") for word in _all(message, "reportRequest")]
    _require(all(reports), "reportRequest is unknown")
    for name in ("conversationID", "contributionID"):
        _require(0 < len(_one(message, name)) <= 128, f"{name} is missing")
    if _truth(message, "fallbackSupported"):
        _require(bool(_one(message, "rcsBodyText")), "rcsBodyText is missing")
    return Outbound(
        contacts=contacts,
        invalid=invalid,
        parts=_parts(message),
        conversation_id=_one(message, "conversationID"),
        contribution_id=_one(message, "contributionID"),
        message_id=_one(message, "messageId"),
        correlator=_one(root, "clientCorrelator"),
        sms_text=_sms_text(message),
        is_stored=_truth(message, "storeSupported"),
        reports=frozenset(reports),
    )


def read_revocation(raw: bytes) -> str:
    """The contact whose message is called back; raises `ExceptionAnswerError`."""
    root = parsed_xml(raw)
    if root is None:
        raise ExceptionAnswerError(400, UNREADABLE, "the body is no XML")
    _require(_one(root, "status") == "RevokeRequested", "status is RevokeRequested")
    try:
        return contact_of(_one(root, "address"))
    except ValueError as error:
        raise ExceptionAnswerError(400, NO_RECIPIENT, "address is no number") from error


def accepted(message_id: str, correlator: str, taken: Sequence[str], refused: Mapping[str, str]) -> bytes:
    """The answer to a message; *refused* is address → exception code, and with none there is no list."""
    listed = ""
    if refused:
        entries = [_waiting(one) for one in taken] + [_impossible(one, code) for one, code in refused.items()]
        listed = f"<deliveryInfoList>{''.join(entries)}</deliveryInfoList>"
    echo = f"<clientCorrelator>{escape(correlator)}</clientCorrelator>" if correlator else ""
    return (
        f'{DECLARATION}<msg:outboundMessageRequest xmlns:msg="{NETAPI_NAMESPACE}">'
        f"<messageId>{escape(message_id)}</messageId>{echo}{listed}</msg:outboundMessageRequest>"
    ).encode()


def request_error(code: str, words: str) -> bytes:
    """A whole refusal."""
    return (
        f'{DECLARATION}<common:requestError xmlns:common="{_COMMON}">{_exception(code, words)}'
        "</common:requestError>"
    ).encode()


def described(url: str, name: str, content_type: str, size_bytes: int, until: str) -> str:
    """The document that tells where an uploaded file is."""
    return (
        f'{DECLARATION}<file xmlns="urn:gsma:params:xml:ns:rcs:rcs:fthttp"><file-info type="file">'
        f"<file-size>{size_bytes}</file-size><file-name>{escape(name)}</file-name>"
        f'<content-type>{escape(content_type)}</content-type><data url="{escape(url)}" until="{until}"/>'
        "</file-info></file>"
    )


def _recipients(root: Element, *, is_interaction: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    addresses = _all(root, "destinationAddress")
    if not addresses:
        raise ExceptionAnswerError(400, NO_RECIPIENT, "there is no destinationAddress")
    if len(addresses) > (1 if is_interaction else MOST_RECIPIENTS):
        raise ExceptionAnswerError(403, TOO_MANY, "too many addresses")
    _require(_one(root, "address") == addresses[0], "address is the first destinationAddress")
    _require(len(set(addresses)) == len(addresses), "an address stands there twice")
    contacts: list[str] = []
    invalid: list[str] = []
    for address in addresses:
        try:
            _require(address.startswith("tel:+"), "destinationAddress is tel: and E.164")
            contacts.append(contact_of(address))
        except ValueError:
            invalid.append(address)
    return tuple(contacts), tuple(invalid)


def _parts(message: Element) -> list[dict[str, Any]]:
    content_type, text = _one(message, "contentType"), _said(message, "bodyText")
    encoding = _one(message, "contentEncoding") or "utf8"
    _require(encoding in ("utf8", "base64"), "contentEncoding is utf8 or base64")
    try:
        text = decoded_text(text) if encoding == "base64" else text
        if content_type.startswith("multipart/mixed"):
            notes = Notes()
            entries = multipart_parts(content_type, text, "bodyText", notes)
            _require(not notes.repaired and not notes.not_understood, "the multipart body is not exact")
        else:
            entries = [{"contentType": content_type, "contentText": text}]
        parts = [_part(str(one["contentType"]), str(one["contentText"])) for one in entries]
        check_parts(parts)
    except (RejectionError, ValueError) as error:
        raise ExceptionAnswerError(400, UNREADABLE, str(error)) from error
    return parts


def _part(content_type: str, text: str) -> dict[str, Any]:
    """A part as the handset takes it, in the words of the CT/CU interface."""
    content: object = text
    if content_type == FILE_XML:
        content_type, content = FILE, file_entries(text, "bodyText", Notes())
    elif content_type != TEXT:
        content = orjson.loads(text)
    return {"contentType": content_type, "contentEncoding": "utf8", "contentText": content}


def _sms_text(message: Element) -> str:
    if not _truth(message, "shortMessageSupported"):
        return ""
    text = _said(message, "smsBodyText")
    try:
        within(text, "sms_text", TEXT_LENGTH, "smsBodyText")
    except RejectionError as error:
        raise ExceptionAnswerError(400, UNREADABLE, str(error)) from error
    return text


def _truth(element: Element, name: str) -> bool:
    text = _one(element, name)
    _require(text in ("", "true", "false"), f"{name} is true or false")
    return text == "true"


def _all(element: Element, name: str) -> list[str]:
    return [(child.text or "").strip() for child in element if local_name(child) == name]


def _one(element: Element, name: str) -> str:
    return next(iter(_all(element, name)), "")


def _said(element: Element, name: str) -> str:
    """The text of a child with the blanks around it."""
    return next((child.text or "" for child in element if local_name(child) == name), "")


def _require(holds: bool, words: str) -> None:
    if not holds:
        raise ExceptionAnswerError(400, UNREADABLE, words)


def _exception(code: str, words: str) -> str:
    kind = "policyException" if code.startswith("POL") else "serviceException"
    text = f"<text>{escape(words)}</text><variables/>"
    return f"<{kind}><exceptionId>{escape(code)}</exceptionId>{text}</{kind}>"


def _waiting(contact: str) -> str:
    return (
        f"<deliveryInfo><address>tel:{contact}</address><deliveryStatus>MessageWaiting</deliveryStatus>"
        "</deliveryInfo>"
    )


def _impossible(address: str, code: str) -> str:
    return (
        f"<deliveryInfo><address>{escape(address)}</address>"
        f"<deliveryStatus>DeliveryImpossible</deliveryStatus>{_exception(code, 'not taken')}</deliveryInfo>"
    )

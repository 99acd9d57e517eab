"""Turns the platform's HTTP answer into how a request ended, for each of its contacts."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from runtime.carriers.answers import NO_ANSWER_WORDS, reply_of_status, retry_after_s
from runtime.carriers.cmcc.codec import children, text_of
from runtime.carriers.cmcc.errors import DUPLICATE, SUCCESS, exception_code
from runtime.carriers.http import Answer
from runtime.carriers.port import ErrorClass, SendReply
from runtime.carriers.uplink import contact_of
from runtime.messages.reading.xml_bodies import local_name, parsed_xml

SUCCESSES = frozenset({200, 201, 202, 204})
_EXCEPTIONS = frozenset({"policyException", "serviceException"})


def read_send(answer: Answer, message_id: str, contacts: Iterable[str]) -> dict[str, SendReply]:
    """Contact → how sending to it ended.

    An answer without a list of recipients goes for all of them. A success that names neither a message nor
    recipients leaves it unknown.
    """
    contacts = tuple(contacts)
    root = parsed_xml(answer.body) if answer.body else None
    whole = _refusal(answer, root)
    if whole is not None:
        return dict.fromkeys(contacts, whole)
    if answer.status not in SUCCESSES:
        return dict.fromkeys(contacts, reply_of_status(answer))
    if root is None:
        return dict.fromkeys(contacts, SendReply.unknown(f"HTTP {answer.status}", NO_ANSWER_WORDS))
    carrier_id = text_of(root, "messageId")
    refused = _refused(root, answer.status)
    if not carrier_id and not refused:
        return dict.fromkeys(contacts, SendReply.unknown(f"HTTP {answer.status}", NO_ANSWER_WORDS))
    taken = SendReply.accepted("" if carrier_id == message_id else carrier_id)
    return {contact: refused.get(contact, taken) for contact in contacts}


def read_plain(answer: Answer) -> SendReply:
    """How a call without a message ended: revoking, deleting."""
    whole = _refusal(answer, parsed_xml(answer.body) if answer.body else None)
    if whole is not None:
        return whole
    return SendReply.accepted() if answer.status in SUCCESSES else reply_of_status(answer)


def _refused(root: Element, status: int) -> dict[str, SendReply]:
    """Those of the answer's list whom the message surely does not reach."""
    found: dict[str, SendReply] = {}
    for holder in children(root, "deliveryInfoList"):
        for info in children(holder, "deliveryInfo"):
            if text_of(info, "deliveryStatus") != "DeliveryImpossible":
                continue
            address = text_of(info, "address")
            try:
                contact = contact_of(address)
            except ValueError:
                contact = address.removeprefix("tel:")
            code = _exception_in(info) or "DeliveryImpossible"
            meaning = exception_code(code, status)
            found[contact] = SendReply.refused(code, meaning.words, meaning.error)
    return found


def _refusal(answer: Answer, root: Element | None) -> SendReply | None:
    """What a `requestError` says; None when the answer is none."""
    if root is None or local_name(root) != "requestError":
        return None
    code = _exception_in(root)
    if not code:
        return None if answer.status not in SUCCESSES else SendReply.unknown("requestError", NO_ANSWER_WORDS)
    if code.upper() == SUCCESS:
        return None
    meaning = exception_code(code, answer.status)
    if code.upper() == DUPLICATE:
        return SendReply.unknown(code, meaning.words)
    wait_s = retry_after_s(answer) if meaning.error is ErrorClass.THROTTLED else None
    return SendReply.refused(code, meaning.words, meaning.error, wait_s)


def _exception_in(element: Element) -> str:
    """The code of the exception in *element*; OMA calls it messageId, clients read exceptionId."""
    for child in element:
        if local_name(child) in _EXCEPTIONS:
            return text_of(child, "exceptionId", "messageId")[:40]
    return ""

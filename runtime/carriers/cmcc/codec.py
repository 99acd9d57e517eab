"""Between our messages and the platform's XML: strict in what goes out, tolerant in what comes in.

Source: public clients and mocks of the interface and an adaptation of it, read 2026-11-23.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from runtime.carriers.port import InboundContent, Report, SendRequest, Unreadable
from runtime.carriers.uplink import decoded_text, read_part
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.xml_bodies import local_name, multipart_parts
from runtime.messages.xml_wire import DECLARATION, NETAPI_NAMESPACE, Extras, message_members

_REPORT_WORDS = {
    Report.SENT: "Sent",
    Report.DELIVERED: "Delivered",
    Report.DISPLAYED: "Displayed",
    Report.FAILED: "Failed",
}


def encode(request: SendRequest, contacts: Sequence[str], capability_version: str, sms_report: str) -> bytes:
    """The body of a group or an interaction request for *contacts*, the first of which is its address."""
    addresses = "".join(f"<destinationAddress>tel:{escape(one)}</destinationAddress>" for one in contacts)
    return (
        f'{DECLARATION}<msg:outboundMessageRequest xmlns:msg="{NETAPI_NAMESPACE}">'
        f"<address>tel:{escape(contacts[0])}</address>{addresses}"
        f"<senderAddress>{escape(request.chatbot)}</senderAddress>"
        f"<outboundIMMessage>{_message(request, capability_version, sms_report)}</outboundIMMessage>"
        f"<clientCorrelator>{escape(request.message_id)}</clientCorrelator>"
        "</msg:outboundMessageRequest>"
    ).encode()


def _message(request: SendRequest, capability_version: str, sms_report: str) -> str:
    version = escape(f'+g.gsma.rcs.botversion="#={capability_version}"', {'"': "&quot;"})
    members = [
        "<imFormat>IM</imFormat>",
        *message_members(request.parts, Extras(request.sms_text, request.rcs_text, request.traffic)),
        f"<conversationID>{escape(request.conversation_id)}</conversationID>",
        f"<contributionID>{escape(request.contribution_id)}</contributionID>",
    ]
    if request.in_reply_to:
        members.append(f"<inReplyToContributionID>{escape(request.in_reply_to)}</inReplyToContributionID>")
    members.append(
        f"<serviceCapability><capabilityId>ChatbotSA</capabilityId><version>{version}</version>"
        "</serviceCapability>"
    )
    members.append(f"<storeSupported>{'true' if request.store else 'false'}</storeSupported>")
    words = {**_REPORT_WORDS, Report.FELL_BACK: sms_report}
    members += [
        f"<reportRequest>{word}</reportRequest>"
        for report, word in words.items()
        if report in request.reports
    ]
    members.append(f"<messageId>{escape(request.message_id)}</messageId>")
    return "".join(members)


def encode_revoke(contact: str) -> bytes:
    """The body that calls a message back."""
    return (
        f'{DECLARATION}<msg:messageStatusReport xmlns:msg="{NETAPI_NAMESPACE}">'
        f"<address>tel:{escape(contact)}</address><status>RevokeRequested</status></msg:messageStatusReport>"
    ).encode()


def text_of(element: Element, *names: str) -> str:
    """The text of the first child of one of these names; empty when there is none."""
    for child in element:
        if local_name(child) in names:
            return (child.text or "").strip()
    return ""


def children(element: Element, name: str) -> list[Element]:
    """The children of that name, whatever their namespace."""
    return [child for child in element if local_name(child) == name]


def decode_content(content_type: str, encoding: str, body: str) -> InboundContent:
    """What a person said: the body, or the first part of a multipart one that can be understood."""
    try:
        text = decoded_text(body) if encoding.lower() == "base64" else body
    except ValueError as error:
        return Unreadable(content_type[:100], str(error))
    if not content_type.lower().startswith("multipart/"):
        return _decoded(content_type, text)
    parts = multipart_parts(content_type, text, "bodyText", Notes())
    found = [_decoded(str(part["contentType"]), part["contentText"]) for part in parts]
    failed = Unreadable(content_type[:100], "there is no part")
    return next((one for one in found if not isinstance(one, Unreadable)), found[0] if found else failed)


def _decoded(content_type: str, text: str) -> InboundContent:
    kind = content_type.partition(";")[0].strip().lower()
    try:
        return read_part(kind, text)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return Unreadable(kind[:100], f"{type(error).__name__}: {error}"[:200])

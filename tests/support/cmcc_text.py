"""China Mobile's documents as plain text, written from its description and not by our codecs."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

NETAPI = "urn:oma:xml:rest:netapi:messaging:1"
CHATBOT = "sip:10690000@botplatform.rcs.chinamobile.com"
ENCODED = "sip%3A10690000%40botplatform.rcs.chinamobile.com"


def login(user: str, password: str, at: datetime) -> dict[str, str]:
    """The Date and Authorization headers of whoever knows the password."""
    date = format_datetime(at.astimezone(UTC), usegmt=True)
    inner = hashlib.sha256(password.encode()).hexdigest()
    bound = hashlib.sha256((inner + date).encode()).hexdigest()
    return {"date": date, "authorization": "Basic " + base64.b64encode(f"{user}:{bound}".encode()).decode()}


def outbound(
    *numbers: str, body: str = "<![CDATA[您好]]>", content_type: str = "text/plain", more: str = ""
) -> str:
    """A message to *numbers* with the members every one has."""
    people = "".join(f"<destinationAddress>tel:{one}</destinationAddress>" for one in numbers)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<msg:outboundMessageRequest xmlns:msg="{NETAPI}">
  <address>tel:{numbers[0]}</address>{people}
  <senderAddress>{CHATBOT}</senderAddress>
  <outboundIMMessage>
    <imFormat>IM</imFormat>
    <contentType>{escape(content_type)}</contentType>
    <conversationID>conversation-1</conversationID>
    <contributionID>contribution-1</contributionID>
    <serviceCapability>
      <capabilityId>ChatbotSA</capabilityId>
      <version>+g.gsma.rcs.botversion=&quot;#=1&quot;</version>
    </serviceCapability>
    <bodyText>{body}</bodyText>
    <storeSupported>true</storeSupported>{more}
  </outboundIMMessage>
  <clientCorrelator>567895</clientCorrelator>
</msg:outboundMessageRequest>"""


def inbound(
    body: str, content_type: str = "text/plain", more: str = "", sender: str = "tel:+8613000000001"
) -> bytes:
    """A person's message to the chatbot."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<msg:inboundMessageNotification xmlns:msg="{NETAPI}"><inboundMessage>
  <destinationAddress>{CHATBOT}</destinationAddress>
  <senderAddress>{sender}</senderAddress>
  <messageId>44444444</messageId>
  <contentType>{escape(content_type)}</contentType>
  <bodyText>{body}</bodyText>
  <conversationID>conversation-1</conversationID>
  <contributionID>contribution-9</contributionID>{more}
</inboundMessage></msg:inboundMessageNotification>""".encode()


def delivery(
    status: str, description: str = "", number: str = "+8613000000001", message_id: str = "m-1"
) -> bytes:
    """News of one message."""
    said = f"<description>{description}</description>" if description else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<msg:deliveryInfoNotification xmlns:msg="{NETAPI}">
  <deliveryInfo><address>tel:{number}</address><messageId>{message_id}</messageId>
  <deliveryStatus>{status}</deliveryStatus>{said}</deliveryInfo>
  <link rel="OutboundMessageRequest" href="https://maap.example/messaging/v1/outbound/{ENCODED}/requests/m-1"/>
</msg:deliveryInfoNotification>""".encode()


def element(document: str | bytes, name: str) -> str:
    """The text of the first element of that name, CDATA taken off."""
    text = document.decode() if isinstance(document, bytes) else document
    found = re.search(rf"<(?:\w+:)?{name}[^>]*>(.*?)</(?:\w+:)?{name}>", text, re.DOTALL)
    assert found is not None, f"no {name} in {text}"
    return found[1].removeprefix("<![CDATA[").removesuffix("]]>")

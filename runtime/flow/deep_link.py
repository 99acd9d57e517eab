"""Links that open a conversation with a chatbot: behind a QR code, a button or a page.

Source: RCC.07 v14 §3.6.3.4 as RBM's deep link guide tells it, checked 2026-11-23. Whether Chinese handsets
follow them is not documented anywhere we know of; suggestions inside such a link are not supported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from runtime.flow.chatbot import CARRIERS, Chatbot
from runtime.messages.wire import as_number

LONGEST_LINK: Final = 1_000
"""Characters of a link that a QR code still shows coarsely enough to be scanned from paper."""
_NUMBER = re.compile(r"\+?\d{3,20}")


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Opens the chatbot at one carrier with a text in the input; the person still has to send it."""

    carrier: str
    address: str
    """The chatbot's service address there: `sip:NUMBER@PLATFORM`."""
    body: str = ""
    number: str = ""
    """Where the text goes as an SMS from a handset without 5G messages; empty for nowhere."""

    @property
    def text(self) -> str:
        """The link itself: `sms:SERVICE?body=TEXT`, or `sms:NUMBER?service_id=SERVICE&body=TEXT`."""
        service = quote(self.address, safe="")
        body = quote(self.body, safe="", errors="replace")
        if self.number:
            return f"sms:{self.number}?service_id={service}" + (f"&body={body}" if body else "")
        return f"sms:{service}" + (f"?body={body}" if body else "")


def deep_links(chatbot: Chatbot, body: str) -> tuple[DeepLink, ...]:
    """A link for every carrier the chatbot has an address at; an SMS number that is masked is left out."""
    number = as_number(chatbot.sms_sender)
    known = number if _NUMBER.fullmatch(number) else ""
    found = ((carrier, chatbot.address_at(carrier)) for carrier in CARRIERS)
    return tuple(DeepLink(carrier, address, body.strip(), known) for carrier, address in found if address)

"""How a text is counted and billed as SMS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("^{}\\[~]|€\f")
_GSM = _GSM_BASIC | _GSM_EXTENDED


@dataclass(frozen=True, slots=True)
class SmsSize:
    """The size of an SMS text: *units* as the network counts them, *parts* as it bills them."""

    units: int
    parts: int
    encoding: Literal["gsm7", "ucs2"]
    units_per_part: int
    """Room in one part: 70 or 160 alone, 67 or 153 when the text needs several."""

    def room(self, parts: int) -> int:
        """How many units fit into *parts* parts of this encoding."""
        single, several = (160, 153) if self.encoding == "gsm7" else (70, 67)
        return single if parts == 1 else parts * several


def sms_size(text: str) -> SmsSize:
    """How long *text* is as SMS.

    Source: 3GPP TS 23.038 (alphabets) and TS 23.040 §9.2.3.24.1 (concatenation): 160/153 septets,
    70/67 UCS-2 units; a character outside the BMP takes two units.
    """
    if _GSM.issuperset(text):
        widths = [2 if character in _GSM_EXTENDED else 1 for character in text]
        return _size(widths, 160, 153, "gsm7")
    if max(text) <= "\uffff":
        units = len(text)
        return SmsSize(units, 1, "ucs2", 70) if units <= 70 else SmsSize(units, -(-units // 67), "ucs2", 67)
    widths = [2 if character > "\uffff" else 1 for character in text]
    return _size(widths, 70, 67, "ucs2")


def _size(widths: list[int], single: int, several: int, encoding: Literal["gsm7", "ucs2"]) -> SmsSize:
    """*widths* are the units of each character; none is cut in two where a part ends."""
    units = sum(widths)
    if units <= single:
        return SmsSize(units, 1 if units else 0, encoding, single)
    parts, used = 1, 0
    for width in widths:
        used += width
        if used > several:
            parts, used = parts + 1, width
    return SmsSize(units, parts, encoding, several)

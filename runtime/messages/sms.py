"""How a text is counted and billed as SMS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True, slots=True)
class SmsSize:
    """The size of an SMS text: *units* as the network counts them, *parts* as it bills them."""

    units: int
    parts: int
    encoding: Literal["gsm7", "ucs2"]
    units_per_part: int
    """Room in one part: 70 or 160 alone, 67 or 153 when the text needs several."""


def sms_size(text: str) -> SmsSize:
    """How long *text* is as SMS.

    Source: 3GPP TS 23.038 (alphabets) and TS 23.040 §9.2.3.24.1 (concatenation): 160/153 septets,
    70/67 UCS-2 units; a character outside the BMP takes two units.
    """
    if all(character in _GSM_BASIC or character in _GSM_EXTENDED for character in text):
        units = sum(2 if character in _GSM_EXTENDED else 1 for character in text)
        return _size(units, 160, 153, "gsm7")
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return _size(units, 70, 67, "ucs2")


def _size(units: int, single: int, several: int, encoding: Literal["gsm7", "ucs2"]) -> SmsSize:
    if units <= single:
        return SmsSize(units, 1 if units else 0, encoding, single)
    return SmsSize(units, -(-units // several), encoding, several)

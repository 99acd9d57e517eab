"""Phone numbers as people write them, as the standard writes them, and as screens may show them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_E164: Final = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_MAINLAND: Final = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})", re.ASCII)
_CUT_MAINLAND: Final = re.compile(r"\+861[3-9]\d*", re.ASCII)
_CONTACT_ID: Final = re.compile(r"c[a-z2-7]{26}", re.ASCII)
_AROUND_DIGITS: Final = re.compile(r"[\s\-‐‑–—.()\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_BEFORE: Final = r"(?:(?<![0-9A-Za-z*])|(?<=%2B)|(?<=%2b)|(?<=tel))"
"""Digits among letters belong to ids; those behind an encoded plus sign do not."""
_IN_TEXT: Final = re.compile(
    rf"{_BEFORE}(?:(?:\+?\d{{1,3}}[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}|\+\d{{7,15}})(?![0-9A-Za-z*])"
)


def is_e164(text: str) -> bool:
    """Whether *text* is a number in the standard's form: a plus sign and 7 to 15 digits.

    Source: ITU-T E.164 (11/2010), 6.1; checked 2026-11-24.
    """
    return _E164.fullmatch(text) is not None


def is_contact_id(text: str) -> bool:
    """Whether *text* has the form of the id a runtime knows a contact by, which no phone number has."""
    return _CONTACT_ID.fullmatch(text) is not None


def normalised(text: str) -> str:
    """The E.164 form of a number written in any common way; mainland mobiles need no country code.

    Takes +86, 86 and 0086, spaces, hyphens, brackets, full-width digits. Raises ValueError when it is none.
    """
    if _E164.fullmatch(text) and not text.startswith("+861"):
        return text
    plain = _AROUND_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    if found := _MAINLAND.fullmatch(plain):
        return f"+86{found[1]}"
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if _E164.fullmatch(plain) and not _CUT_MAINLAND.fullmatch(plain):
        return plain
    raise ValueError("this is no phone number")


def in_e164(text: str) -> str:
    """The number as `normalised` gives it; what has the standard's form already is taken as it is."""
    return text if _E164.fullmatch(text) else normalised(text)


def masked(number: str) -> str:
    """A number as screens and reports show it: 138****8000."""
    digits = number.removeprefix("+86").removeprefix("+")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "****"


def without_numbers(text: str) -> str:
    """The text with every phone number in it masked, for what is kept of things that could not be read."""
    return _IN_TEXT.sub(lambda found: masked(_MAINLAND.sub(r"\1", re.sub(r"[ -]", "", found[0]))), text)

"""Keeps spreadsheets from running texts as formulas."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would take for a formula, and what looks as if we had guarded it already."""
_GUARDED: Final = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """*text* so that no spreadsheet runs it as a formula; `bare` gives it back exactly."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text

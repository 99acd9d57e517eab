"""The words by which people refuse further messages, and by which they ask for them again."""

from __future__ import annotations

import unicodedata

REFUSALS = frozenset({"退订", "拒收", "取消订阅", "td", "t", "n", "r", "qx", "stop", "unsubscribe"})
"""Read as whole messages, full width and case aside."""
GRANTS = frozenset({"恢复订阅", "重新订阅", "kt", "unstop"})

HELPS = frozenset({"帮助", "help", "?", "？"})
"""Calls for help, which get an answer of our own unless a scenario has one."""

_OUTER = " \t\r\n.,;:!?。，；：！？、~～\"'“”‘’「」【】()（）"


def is_refusal(text: str) -> bool:
    """Whether a message says that no more are wanted."""
    return _folded(text) in REFUSALS


def is_grant(text: str) -> bool:
    """Whether a message takes a refusal back."""
    return _folded(text) in GRANTS


def is_help(text: str) -> bool:
    """Whether a message asks what this is."""
    return text.strip() in HELPS or _folded(text) in HELPS


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:40]).strip(_OUTER).casefold()

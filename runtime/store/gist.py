"""What a message says in one short line, for lists; read from its JSON without building it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson

MAX_CHARS = 80


@lru_cache(maxsize=4096)
def said(message: bytes) -> str:
    """The first words of a message of ours (JSON of a `Message`)."""
    data: dict[str, Any] = orjson.loads(message)
    content = data.get("content") or {}
    cards = content.get("cards") or [content.get("card") or {}]
    words = content.get("text") or content.get("name") or content.get("label_text")
    return _short(words or _of_card(cards[0]))


def heard(content: bytes) -> str:
    """The first words of something a contact said, as it is kept; empty for what has none."""
    data: dict[str, Any] = orjson.loads(content)
    return _short(data.get("text") or data.get("type", ""))


def _of_card(card: dict[str, Any]) -> str:
    return str(card.get("title") or card.get("description") or "")


def _short(words: object) -> str:
    return " ".join(str(words or "").split())[:MAX_CHARS]

"""Values of attributes between text fields and the runtime."""

from __future__ import annotations

from datetime import date

Value = str | float | bool


def value_of(text: str, kind: str) -> Value | None:
    """What a person typed as a value of an attribute's type; None when it is none, empty for nothing."""
    words = text.strip()
    if not words:
        return ""
    if kind == "number":
        try:
            number = float(words.replace(",", ""))
        except ValueError:
            return None
        return number if abs(number) < float("inf") else None
    if kind == "boolean":
        return words in ("yes", "是", "Yes", "true")
    if kind == "date":
        parts = words.replace("/", "-").replace(".", "-").split("-")
        try:
            return date(*map(int, parts)).isoformat() if len(parts) == 3 else None
        except ValueError:
            return None
    return words

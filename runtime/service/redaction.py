"""Takes numbers and secrets out of whatever is logged, tracebacks included."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import SecretStr

from runtime.messages.phone_numbers import without_numbers

SHOWN: Final = "***"
SHORTEST: Final = 6
"""Secrets of fewer characters are left alone: taking them out would garble every line."""


def redacted(text: str, secrets: Mapping[str, SecretStr]) -> str:
    """The text with numbers masked and every one of *secrets* replaced by its name."""
    for name, secret in secrets.items():
        value = secret.get_secret_value()
        if len(value) >= SHORTEST and value in text:
            text = text.replace(value, f"{SHOWN}{name}{SHOWN}")
    return without_numbers(text)


class RedactingFormatter(logging.Formatter):
    """Formats as the other formatters do, then redacts."""

    secrets: Callable[[], Mapping[str, SecretStr]] = staticmethod(dict)
    """Asked for every line; there are none before a workspace is open."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or the lines with a traceback."""
        return redacted(super().format(record), self.secrets())

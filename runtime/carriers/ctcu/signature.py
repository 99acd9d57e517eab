"""The signature on everything the platform sends to us."""

from __future__ import annotations

import hashlib
import hmac


def signature_of(token: str, timestamp: str, nonce: str) -> str:
    """Hex SHA-256 of the three texts, sorted and put together.

    Source: CT/CU customer access interface V1.0.4, notifyPath. It does not cover the body.
    """
    return hashlib.sha256("".join(sorted((token, timestamp, nonce))).encode()).hexdigest()


def is_signed(signature: str, token: str, timestamp: str, nonce: str) -> bool:
    """Whether *signature* is right; takes the same time for every wrong one."""
    expected = signature_of(token, timestamp, nonce)
    return hmac.compare_digest(signature.lower().encode(), expected.encode())

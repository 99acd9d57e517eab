"""What may go wrong with one call of a carrier, and what the caller gets to read then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.carriers.answers import FALLBACK_WORDS, NO_ANSWER_WORDS
from runtime.carriers.ctcu.replies import read_reply
from runtime.carriers.http import Answer
from runtime.carriers.port import SendReply

Shape: TypeAlias = Literal["answer", "silence", "reset", "half", "drip", "gone"]
"""How the answer comes: whole, never, reset before it, cut off within it, too slowly, or no connection."""

TAKEN = b'{"errorCode":0}'


@dataclass(frozen=True, slots=True)
class Trouble:
    """Whether the carrier takes the message, and what it answers."""

    is_taken: bool
    shape: Shape = "answer"
    status: int = 200
    body: bytes = TAKEN
    headers: tuple[tuple[str, str], ...] = ()

    def reply(self) -> SendReply:
        """What an adapter makes of it."""
        if self.shape == "gone":
            return SendReply.not_sent("ClientConnectorError", FALLBACK_WORDS)
        if self.shape != "answer" or len(self.body) > 1024 * 1024:
            return SendReply.unknown("TimeoutError", NO_ANSWER_WORDS)
        return read_reply(Answer(self.status, dict(self.headers), self.body))[0]


def _code(code: int) -> bytes:
    return b'{"errorCode":%d,"errorMessage":"on demand"}' % code


FINE = Trouble(is_taken=True)
TROUBLES: Mapping[str, Trouble] = {
    "429": Trouble(is_taken=False, status=429),
    "429 with Retry-After": Trouble(is_taken=False, status=429, headers=(("retry-after", "1"),)),
    "500 after taking": Trouble(is_taken=True, status=500),
    "502 before taking": Trouble(is_taken=False, status=502),
    "503": Trouble(is_taken=False, status=503),
    "504 after taking": Trouble(is_taken=True, status=504),
    "code: busy": Trouble(is_taken=False, body=_code(-1)),
    "code: too fast": Trouble(is_taken=False, body=_code(30003)),
    "code: quota": Trouble(is_taken=False, body=_code(30001)),
    "code: content": Trouble(is_taken=False, body=_code(40021)),
    "code: nobody": Trouble(is_taken=False, body=_code(46001)),
    "code: login": Trouble(is_taken=False, body=_code(41004)),
    "token expired": Trouble(is_taken=False, body=_code(42001)),
    "connection refused": Trouble(is_taken=False, shape="gone"),
    "silence before taking": Trouble(is_taken=False, shape="silence"),
    "silence after taking": Trouble(is_taken=True, shape="silence"),
    "reset before taking": Trouble(is_taken=False, shape="reset"),
    "reset after taking": Trouble(is_taken=True, shape="reset"),
    "half an answer": Trouble(is_taken=True, shape="half"),
    "slow drip": Trouble(is_taken=True, shape="drip"),
    "HTML": Trouble(is_taken=True, body=b"<html><body>502 Bad Gateway</body></html>"),
    "broken JSON": Trouble(is_taken=True, body=b'{"errorCode":'),
    "JSON of another kind": Trouble(is_taken=True, body=b"[1, 2, 3]"),
    "huge answer": Trouble(is_taken=True, body=b"x" * (2 * 1024 * 1024)),
    "redirect": Trouble(is_taken=False, status=302, headers=(("location", "http://elsewhere.invalid/"),)),
}
"""Name → trouble."""

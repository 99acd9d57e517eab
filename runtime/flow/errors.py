"""The exceptions of the flow package.

FlowError
├── UnreadableDocument      a file that cannot be opened as a scenario (a Refusal)
├── ExpressionRefused       an expression or text that does not compile (checks list it as an Issue)
└── EvaluationFailure       a value that could not be had while a run went on (becomes a Failure event)
"""

from __future__ import annotations

from runtime.wording import Wording


class FlowError(Exception):
    """Something about a flow, in words for people."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class UnreadableDocument(FlowError):
    """A file is no scenario this version can open; the sentence names the place and what to do."""


class ExpressionRefused(FlowError):
    """An expression or template does not compile; *column* is where, counted from 1, or 0 when unknown.

    *unknown* is the name that no variable has, where that is what is wrong.
    """

    def __init__(self, sentence: Wording, column: int = 0, unknown: str = "") -> None:
        super().__init__(sentence)
        self.column = column
        self.unknown = unknown


class EvaluationFailure(FlowError):
    """An expression had no value, or a value did not fit its variable."""

"""The exceptions of the engine.

EngineError
└── CompileRefused    a flow that cannot be run: no start, or an expression that does not compile (a Refusal)

While a session runs nothing is raised: what goes wrong becomes a `failed` event.
"""

from __future__ import annotations

from runtime.flow.ids import NodeId
from runtime.wording import Wording


class EngineError(Exception):
    """Something the engine was asked that it cannot do."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class CompileRefused(EngineError):
    """A flow cannot be compiled; *node* is where, None for the flow as a whole."""

    def __init__(self, sentence: Wording, node: NodeId | None = None) -> None:
        super().__init__(sentence)
        self.node = node

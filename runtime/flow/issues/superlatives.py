"""Superlatives that the advertising law forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import field_in, quoted
from runtime.flow.issues.sources import SUPERLATIVES
from runtime.messages.word_list import word_list
from runtime.wording import Wording

_USES: Final = Wording(
    "{field}用了{word}，可能算广告法的极限用语而被拒。换成有依据的说法。",
    "{field} says {word}, which may count as a superlative the advertising law forbids. "
    "Say something that can be shown.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds listed superlatives in what marketing says; service messages are no advertisements."""
    listed = word_list("superlatives")
    if around.purpose != "marketing" or not minding(around) or not any(listed.found_in(facts.words)):
        return
    for said in facts.said:
        entry = next(listed.found_in(said.text), None)
        if entry is not None:
            yield Issue(
                "warning",
                "superlative",
                _USES.format(field=field_in(facts.node, said.path, said.language), word=quoted(entry.word)),
                node=facts.node.id,
                path=said.path,
                rule=SUPERLATIVES,
                language=said.language,
            )


CHECK: Final = NodeCheck(310, check)

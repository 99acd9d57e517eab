"""Every limit of the targets, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.limit_words import cut_to_limit, file_size, limit_sentence
from runtime.flow.issues.naming import LONGEST_QUOTE, field_of, quoted
from runtime.flow.node import Node
from runtime.messages.limits import LimitBreach, kind_at
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds what is over or under a limit, with the targets whose limit it breaks."""
    for breach in around.targets.breaches(facts.node):
        yield Issue(
            breach.limit.severity,
            "limit",
            limit_sentence(field_of(facts.node, breach.path), breach),
            node=facts.node.id,
            path=breach.path,
            carriers=breach.carriers,
            fix=_fix(facts.node, breach),
        )


def _fix(node: Node, breach: LimitBreach) -> Fix | None:
    if breach.hint.limit in _FILE_SIZES and kind_at(node, breach.path) == "image":
        size = Wording("压缩到 {size} 以内", "Compress below {size}").format(
            size=file_size(breach.limit.maximum)
        )
        return Fix("shrink_media", size, {"node": node.id, "path": breach.path})
    cut = cut_to_limit(breach)
    if cut is None:
        return None
    label = Wording("改成{text}", "Change to {text}").format(text=quoted(cut))
    if len(cut) > LONGEST_QUOTE:
        label = Wording("截短到上限", "Cut at the limit")
    return Fix("set_field", label, {"node": node.id, "path": breach.path, "value": cut})


_FILE_SIZES: Final = frozenset({"media_bytes", "thumbnail_bytes"})

CHECK: Final = NodeCheck(110, check)

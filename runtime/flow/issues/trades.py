"""Words of trades that carriers and platforms restrict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import field_in, quoted
from runtime.flow.issues.sources import TRADES
from runtime.messages.word_list import word_list
from runtime.wording import Wording

_USES: Final = Wording(
    "{field}提到{word}，{trade}类的消息可能被限制。发送前向运营商或平台问清。",
    "{field} mentions {word}; messages about {trade} may be restricted. "
    "Ask the carrier or platform before sending.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds words of restricted trades in what marketing says, with the carriers that mind."""
    listed = word_list("trades")
    if around.purpose != "marketing" or not any(listed.found_in(facts.words)):
        return
    for said in facts.said:
        for entry in listed.found_in(said.text):
            carriers = minding(around, *entry.carriers)
            if not carriers:
                continue
            trade = Wording(entry.trade_zh, entry.trade_en)
            field = field_in(facts.node, said.path, said.language)
            yield Issue(
                "warning",
                "restricted_trade",
                _USES.format(field=field, word=quoted(entry.word), trade=trade),
                node=facts.node.id,
                path=said.path,
                carriers=carriers,
                rule=TRADES,
                language=said.language,
            )
            break


CHECK: Final = NodeCheck(315, check)

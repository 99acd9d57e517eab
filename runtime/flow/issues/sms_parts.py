"""SMS that cost a part more for a few characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import sms_of
from runtime.flow.issues.sources import SMS_PARTS
from runtime.flow.sms_cost import longest_values, sms_cost
from runtime.wording import Wording

_FEW: Final = 6
"""Characters over a part that are worth cutting."""
_MOST: Final = 4
"""Parts beyond which a few characters are not what costs."""
_SPILLS: Final = Wording(
    "{sms}有 {units} 字，按 {parts} 条计费，只多出 {over} 字。删掉 {over} 字就少付一条。",
    "{sms} is {units} characters, billed as {parts} parts for the last {over}. Cut {over} to save a part.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds SMS, with signature and the longest known values, that run into another part by a few units."""
    values = longest_values(around.variables)
    for twin in facts.twins:
        if len(twin.text) < 40:
            continue  # not even long values make two parts worth looking at
        size = sms_cost(f"【{around.signature}】{twin.text}" if around.signature else twin.text, values)
        one_less = size.parts - 1
        over = size.units - size.room(one_less)
        if not 1 <= one_less <= _MOST or not 0 < over <= _FEW:
            continue
        yield Issue(
            "warning",
            "sms_part_more",
            _SPILLS.format(sms=sms_of(facts, twin), units=size.units, parts=size.parts, over=over),
            node=facts.node.id,
            path=twin.path,
            rule=SMS_PARTS,
            language=twin.further,
        )


CHECK: Final = NodeCheck(360, check)

"""Pictures and files that the scenario names but does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts, records_in
from runtime.flow.issues.naming import field_of, quoted
from runtime.messages.elements.file import File
from runtime.messages.media import LOCAL, CardMedia, Thumbnail
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds sources of the scenario's own media that are not in the catalogue; silent without a catalogue."""
    if around.media is None:
        return
    for start, message in facts.messages:
        for path, record in records_in(message):
            if not isinstance(record, CardMedia | File | Thumbnail) or not record.source.startswith(LOCAL):
                continue
            name = record.source.removeprefix(LOCAL)
            if name in around.media:
                continue
            here = (*start, *path, "source")
            yield Issue(
                "error",
                "missing_media",
                Wording(
                    "{field}要用{name}，场景里没有这个文件。重新添加它，或换一个。",
                    "{field} wants {name}, which the scenario does not have. Add it again or use another.",
                ).format(field=field_of(facts.node, here), name=quoted(name)),
                node=facts.node.id,
                path=here,
                fix=Fix(
                    "choose_media",
                    Wording("从已有的文件里选", "Choose one that is there"),
                    {"node": facts.node.id, "path": here},
                )
                if around.media
                else None,
            )


CHECK: Final = NodeCheck(130, check)

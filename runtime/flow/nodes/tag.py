"""Give the contact tags, or take them away."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording, same

_Tags = Annotated[str, Field(max_length=40)]


class Tag(Node):
    """Gives the contact tags and takes tags away, for segments and for what tags begin."""

    type: Literal["tag"] = "tag"
    added: Annotated[tuple[_Tags, ...], Field(max_length=20), Hint(Wording("加上标签", "Add tags"))] = ()
    removed: Annotated[tuple[_Tags, ...], Field(max_length=20), Hint(Wording("去掉标签", "Remove tags"))] = ()
    label: ClassVar = Wording("打标签", "Tag")
    icon: ClassVar = "tag"
    category: ClassVar[Category] = "data"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(NEXT, Wording("下一步", "Next")),)

    def preview(self) -> Preview:
        added = " ".join(f"+{name.strip()}" for name in self.added if name.strip())
        removed = " ".join(f"−{name.strip()}" for name in self.removed if name.strip())
        return Preview(tuple(same(line) for line in (added, removed) if line))

    def execute(self, turn: Turn) -> Outcome:
        turn.tag(self.added, self.removed)
        return Leave(NEXT)

"""One kept state of a scenario: when, why, and what is different in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from runtime.flow.ids import FlowId
from runtime.wording import Wording

RevisionId: TypeAlias = int

Kind: TypeAlias = Literal["automatic", "saved", "named", "published", "restored", "merged", "imported"]

KIND_WORDS: Final[dict[Kind, Wording]] = {
    "automatic": Wording("自动", "Automatic"),
    "saved": Wording("保存", "Saved"),
    "named": Wording("命名", "Named"),
    "published": Wording("发布", "Published"),
    "restored": Wording("恢复", "Restored"),
    "merged": Wording("合并", "Merged"),
    "imported": Wording("导入", "Imported"),
}


@dataclass(frozen=True, slots=True)
class Revision:
    """What is known about a kept state without reading its document."""

    id: RevisionId
    flow_id: FlowId
    number: int
    """Counts the kept states of one scenario from 1; numbers of states that were thinned out stay unused."""
    made_at: datetime
    """UTC."""
    kind: Kind
    name: str
    note: str
    published_as: int | None
    """The version it went online as, 3 for v3; None when it never was."""
    digest: str
    """Of the flow, as the runtime knows it."""
    node_count: int
    changes: tuple[Wording, ...]
    """The first differences from the revision before, in words."""
    change_count: int
    """All of them."""

    @property
    def is_kept(self) -> bool:
        """Whether it is never thinned out."""
        return self.kind != "automatic" or bool(self.name)

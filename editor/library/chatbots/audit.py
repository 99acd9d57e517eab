"""How far a chatbot came at one carrier or platform: kept by hand, as nobody offers it as a feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from runtime.messages.targets import TARGETS
from runtime.records import Record
from runtime.wording import Wording

AuditState: TypeAlias = Literal[
    "draft", "submitted", "in_audit", "approved", "rejected", "online", "suspended"
]

STATE_WORDS: Final[Mapping[AuditState, Wording]] = {
    "draft": Wording("草稿", "Draft"),
    "submitted": Wording("已提交", "Submitted"),
    "in_audit": Wording("审核中", "In audit"),
    "approved": Wording("审核通过", "Approved"),
    "rejected": Wording("被退回", "Rejected"),
    "online": Wording("已上线", "Online"),
    "suspended": Wording("被暂停", "Suspended"),
}

NEXT_STATES: Final[Mapping[AuditState, tuple[AuditState, ...]]] = {
    "draft": ("submitted",),
    "submitted": ("in_audit", "approved", "rejected"),
    "in_audit": ("approved", "rejected"),
    "approved": ("online",),
    "rejected": ("submitted",),
    "online": ("submitted", "suspended"),
    "suspended": ("online", "submitted"),
}
"""What usually comes after a state; every change of the information is audited anew.

Source: CT/CU customer access interface V1.0.4, update/chatBotInfo and the check callback, read 2026-11-23.
"""

LOOKED_AT: Final[frozenset[AuditState]] = frozenset({"submitted", "in_audit", "approved", "online"})
"""The states in which the other side has, or looks at, what was handed in."""

CARRIERS: Final = ("mobile", "unicom", "telecom", "aliyun")
"""Where a chatbot is registered, in the order to show them."""


class AuditStep(Record):
    """One change of state, with what stood in the chatbot then."""

    state: AuditState
    on: date
    note: Annotated[str, Field(max_length=500)] = ""
    """The reason of a refusal, the number of the request: whatever somebody will ask for later."""
    digest: Annotated[str, Field(max_length=64)] = ""
    """Of the chatbot as it was handed in."""
    menu_entries: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many entries its menu had."""


class Registration(Record):
    """The steps at one carrier or platform, oldest first."""

    carrier: Literal["mobile", "unicom", "telecom", "aliyun"]
    steps: Annotated[tuple[AuditStep, ...], Field(max_length=500)] = ()

    @property
    def state(self) -> AuditState:
        """How far it is now."""
        return self.steps[-1].state if self.steps else "draft"

    @property
    def words(self) -> Wording:
        """Who it is."""
        return TARGETS[self.carrier]

    @property
    def last_handed_in(self) -> AuditStep | None:
        """The last step with which something was handed in or went online, None while nothing was."""
        return next((step for step in reversed(self.steps) if step.state in LOOKED_AT), None)

    @property
    def had_menu(self) -> bool:
        """Whether a menu was ever handed in here."""
        return any(step.menu_entries for step in self.steps if step.state in LOOKED_AT)

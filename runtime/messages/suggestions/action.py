"""The base of every action and the registry that finds them by folder."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from runtime.records import Record
from runtime.wording import Wording


class Action(Record):
    """What the handset does when a suggestion is tapped.

    Source: RCC.07 chatbot message schema (as in the CT/CU interface V1.0.4 §9.4.7), member `action`.
    """

    type: str
    label: ClassVar[Wording]
    icon: ClassVar[str]
    family: ClassVar[str]
    """Wire name of the family: urlAction, dialerAction, mapAction, …"""
    member: ClassVar[str]
    """Wire name of the action inside its family: openUrl, dialPhoneNumber, …"""

    @abstractmethod
    def fields_to_wire(self) -> dict[str, Any]:
        """The members of the action's own wire object; absent fields are left out, never empty."""

    @classmethod
    @abstractmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> Action:
        """The action of a wire object; raises ValueError or KeyError when it cannot be understood."""

    def to_wire(self) -> dict[str, Any]:
        """The family member that goes into `action`: `{"urlAction": {"openUrl": {…}}}`."""
        return {self.family: {self.member: self.fields_to_wire()}}

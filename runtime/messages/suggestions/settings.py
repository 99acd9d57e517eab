"""Ask the person to change a setting of the conversation."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.wording import Wording


class DisableAnonymization(Action):
    """Asks to show the real number instead of an alias.

    Source: RCC.07 settingsAction.disableAnonymization.
    """

    type: Literal["disable_anonymization"] = "disable_anonymization"
    label: ClassVar = Wording("请求显示号码", "Ask to show the number")
    icon: ClassVar = "user"
    family: ClassVar = "settingsAction"
    member: ClassVar = "disableAnonymization"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> DisableAnonymization:
        return cls()


class EnableDisplayedNotifications(Action):
    """Asks to report displayed messages. Source: RCC.07 settingsAction.enableDisplayedNotifications."""

    type: Literal["enable_displayed_notifications"] = "enable_displayed_notifications"
    label: ClassVar = Wording("请求已读回执", "Ask for read reports")
    icon: ClassVar = "check_double"
    family: ClassVar = "settingsAction"
    member: ClassVar = "enableDisplayedNotifications"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> EnableDisplayedNotifications:
        return cls()

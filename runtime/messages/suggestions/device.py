"""Ask the handset what it is."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.wording import Wording


class RequestDeviceSpecifics(Action):
    """Asks for model, versions and battery. Source: RCC.07 deviceAction.requestDeviceSpecifics."""

    type: Literal["request_device_specifics"] = "request_device_specifics"
    label: ClassVar = Wording("读取手机型号", "Ask for device details")
    icon: ClassVar = "device"
    family: ClassVar = "deviceAction"
    member: ClassVar = "requestDeviceSpecifics"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> RequestDeviceSpecifics:
        return cls()

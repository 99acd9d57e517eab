"""Call a number: a plain call, an enriched call with a subject, a video call."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.messages.wire import as_number, as_uri
from runtime.records import Hint
from runtime.wording import Wording

_NUMBER = Hint(Wording("电话号码", "Phone number"), limit="phone_number", template=True, required=True)
_FALLBACK = Hint(
    Wording("打不了电话时打开的网址", "Address to open if the handset cannot call"),
    limit="url",
    group="more",
    template=True,
)


class _Dialer(Action):
    phone_number: Annotated[str, _NUMBER] = ""
    fallback_url: Annotated[str, _FALLBACK] = ""
    icon: ClassVar = "call"
    family: ClassVar = "dialerAction"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        wire: dict[str, Any] = {"phoneNumber": as_number(self.phone_number)}
        if self.fallback_url:
            wire["fallbackUrl"] = as_uri(self.fallback_url)
        return wire


class DialPhoneNumber(_Dialer):
    """Calls a number. Source: RCC.07 dialerAction.dialPhoneNumber."""

    type: Literal["dial_phone_number"] = "dial_phone_number"
    label: ClassVar = Wording("拨打电话", "Call")
    member: ClassVar = "dialPhoneNumber"

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> DialPhoneNumber:
        return cls(phone_number=fields["phoneNumber"], fallback_url=fields.get("fallbackUrl", ""))


class DialEnrichedCall(_Dialer):
    """Calls a number and shows a subject while it rings. Source: RCC.07 dialerAction.dialEnrichedCall."""

    type: Literal["dial_enriched_call"] = "dial_enriched_call"
    subject: Annotated[
        str, Hint(Wording("来电主题", "Subject"), limit="call_subject", template=True, spoken=True)
    ] = ""
    label: ClassVar = Wording("增强通话", "Enriched call")
    member: ClassVar = "dialEnrichedCall"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        wire = super().fields_to_wire()
        if self.subject:
            wire["subject"] = self.subject
        return wire

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> DialEnrichedCall:
        return cls(
            phone_number=fields["phoneNumber"],
            fallback_url=fields.get("fallbackUrl", ""),
            subject=fields.get("subject", ""),
        )


class DialVideoCall(_Dialer):
    """Starts a video call. Source: RCC.07 dialerAction.dialVideoCall."""

    type: Literal["dial_video_call"] = "dial_video_call"
    label: ClassVar = Wording("视频通话", "Video call")
    icon: ClassVar = "video"
    member: ClassVar = "dialVideoCall"

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> DialVideoCall:
        return cls(phone_number=fields["phoneNumber"], fallback_url=fields.get("fallbackUrl", ""))

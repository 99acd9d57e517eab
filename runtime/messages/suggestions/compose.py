"""Start a message to someone: a text, or a recording."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.messages.wire import as_number
from runtime.records import Hint
from runtime.wording import Wording

_NUMBER = Hint(Wording("收件号码", "To"), limit="phone_number", template=True, required=True)


class ComposeText(Action):
    """Opens a draft text to a number. Source: RCC.07 composeAction.composeTextMessage."""

    type: Literal["compose_text"] = "compose_text"
    phone_number: Annotated[str, _NUMBER] = ""
    text: Annotated[
        str,
        Hint(
            Wording("预填内容", "Draft text"),
            limit="compose_text",
            template=True,
            spoken=True,
            required=True,
        ),
    ] = ""
    label: ClassVar = Wording("写短信", "Write a text")
    icon: ClassVar = "message"
    family: ClassVar = "composeAction"
    member: ClassVar = "composeTextMessage"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {"phoneNumber": as_number(self.phone_number), "text": self.text}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> ComposeText:
        return cls(phone_number=fields["phoneNumber"], text=fields["text"])


class ComposeRecording(Action):
    """Starts an audio or video recording for a number.

    Source: RCC.07 composeAction.composeRecordingMessage.
    """

    type: Literal["compose_recording"] = "compose_recording"
    phone_number: Annotated[str, _NUMBER] = ""
    kind: Annotated[
        Literal["AUDIO", "VIDEO"],
        Hint(
            Wording("录制", "Record"),
            choices={"AUDIO": Wording("语音", "Audio"), "VIDEO": Wording("视频", "Video")},
        ),
    ] = "AUDIO"
    label: ClassVar = Wording("录制消息", "Record a message")
    icon: ClassVar = "recording"
    family: ClassVar = "composeAction"
    member: ClassVar = "composeRecordingMessage"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {"phoneNumber": as_number(self.phone_number), "type": self.kind}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> ComposeRecording:
        return cls(phone_number=fields["phoneNumber"], kind=fields["type"])

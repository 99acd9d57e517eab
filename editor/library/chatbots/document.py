"""One of our chatbots with its registrations, and the file it stands in."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NewType
from uuid import uuid4

from pydantic import Field, ValidationError, field_validator

from editor.library.chatbots.audit import CARRIERS, AuditState, AuditStep, Registration
from runtime.flow.chatbot import Chatbot
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import json_object, write_whole
from runtime.records import Record
from runtime.wording import Wording, printable

ChatbotId = NewType("ChatbotId", str)

SUFFIX: Final = ".chatbot.json"
FORMAT: Final = 1
"""The version of the file format this program writes."""
MAX_BYTES: Final = 1 << 20
_SHOWN: Final = 200

_TOO_LARGE: Final = Wording("文件超过 {limit} MB。", "The file is larger than {limit} MB.")
_NO_CHATBOT: Final = Wording("这不是聊天机器人的文件。", "This is no file of a chatbot.")
_NEWER: Final = Wording(
    "文件由更新的版本保存（格式 {found}，这里最高 {known}）。请升级信流后再打开。",
    "The file was saved by a newer version (format {found}, this one reads up to {known}). "
    "Update Xinliu to open it.",
)
_WRONG: Final = Wording(
    "文件内容有误，位置 {place}：{reason}。原文件没有改动。",
    "The file is wrong at {place}: {reason}. It was not changed.",
)


class ChatbotDocument(Record):
    """What `NAME.chatbot.json` holds."""

    id: Annotated[ChatbotId, Field(pattern=r"^[A-Za-z0-9._-]{1,80}$")]
    chatbot: Chatbot = Chatbot()
    registrations: Annotated[tuple[Registration, ...], Field(max_length=20)] = ()

    @field_validator("registrations")
    @classmethod
    def _each_once(cls, value: tuple[Registration, ...]) -> tuple[Registration, ...]:
        if len({each.carrier for each in value}) != len(value):
            raise ValueError("a carrier is registered twice")
        return value

    def registration(self, carrier: Literal["mobile", "unicom", "telecom", "aliyun"]) -> Registration:
        """How far it is at a carrier; a draft where nothing was handed in."""
        known = (each for each in self.registrations if each.carrier == carrier)
        return next(known, Registration(carrier=carrier))

    def with_registration(self, registration: Registration) -> ChatbotDocument:
        """With another state at one carrier; one without steps is left out."""
        by_carrier = {each.carrier: each for each in self.registrations} | {
            registration.carrier: registration
        }
        kept = (by_carrier[name] for name in CARRIERS if name in by_carrier)
        return self.with_changes(registrations=tuple(each for each in kept if each.steps))

    def stepped(
        self,
        carrier: Literal["mobile", "unicom", "telecom", "aliyun"],
        state: AuditState,
        on: date,
        note: str = "",
    ) -> ChatbotDocument:
        """With one step more at a carrier; it remembers what was handed in, not what was edited since."""
        known = self.registration(carrier)
        before = known.last_handed_in if state != "submitted" else None
        step = AuditStep(
            state=state,
            on=on,
            note=note,
            digest=before.digest if before is not None else chatbot_digest(self.chatbot),
            menu_entries=before.menu_entries if before is not None else len(self.chatbot.menu),
        )
        return self.with_registration(known.with_changes(steps=(*known.steps, step)))


def new_chatbot(name: str) -> ChatbotDocument:
    """A chatbot nobody vouches for yet, called *name*."""
    chatbot = Chatbot(name=name, verified=False, auth_org="", signature="", sms_sender="")
    return ChatbotDocument(id=ChatbotId(f"chatbot-{uuid4().hex[:8]}"), chatbot=chatbot)


def chatbot_digest(chatbot: Chatbot) -> str:
    """What two chatbots have in common when people see the same; where one was taken from does not count."""
    return hashlib.sha256(_dumped(plain(chatbot))).hexdigest()


def plain(chatbot: Chatbot) -> dict[str, Any]:
    """The chatbot as JSON data, without where it came from."""
    return chatbot.model_copy(update={"origin": ""}).model_dump(mode="json")


def to_text(document: ChatbotDocument) -> str:
    """The text of its file: sorted keys, two spaces, newline at the end."""
    data = document.model_dump(mode="json") | {"format": FORMAT}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def from_text(text: str) -> ChatbotDocument:
    """The chatbot in a file's text; raises UnreadableDocument, whose sentence names the place."""
    if len(text) > MAX_BYTES:
        raise UnreadableDocument(_TOO_LARGE.format(limit=MAX_BYTES >> 20))
    data = json_object(text)
    version = data.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1 or "chatbot" not in data:
        raise UnreadableDocument(_NO_CHATBOT)
    if version > FORMAT:
        raise UnreadableDocument(_NEWER.format(found=version if version < 10**9 else "…", known=FORMAT))
    del data["format"]
    try:
        return ChatbotDocument.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise UnreadableDocument(
            _WRONG.format(place=printable(place, _SHOWN), reason=printable(first["msg"], _SHOWN))
        ) from error


def read_chatbot(path: Path) -> ChatbotDocument:
    """The chatbot of a file, which is never changed; raises UnreadableDocument or OSError."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(_TOO_LARGE.format(limit=MAX_BYTES >> 20))
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableDocument(_NO_CHATBOT) from error


def write_chatbot(document: ChatbotDocument, path: Path) -> None:
    """Writes a chatbot to *path* whole or not at all; raises OSError."""
    write_whole(path, to_text(document).encode("utf-8", "replace"))


def _dumped(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")

"""What callers may ask, as validated records."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from runtime.carriers.uplink import contact_of
from runtime.delivery.publishing import Publication
from runtime.flow.ids import NodeId
from runtime.flow.values import Value
from runtime.messages.phone_numbers import is_contact_id
from runtime.records import Record
from runtime.store.flows import MediaFile

MAX_CONTACTS = 100_000
MAX_MEDIA = 200
MAX_NOTE = 200
MAX_BESIDE = 50
MAX_DECISIONS = 10_000
MAX_MEDIA_BYTES = 20 * 1024 * 1024

Plain = str | float | bool | None


class MediaWish(Record):
    """A file of a scenario."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    content_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$", max_length=100)]
    content_base64: Annotated[str, Field(max_length=MAX_MEDIA_BYTES * 4 // 3 + 4)]

    def file(self) -> MediaFile:
        """The file itself; raises ValueError when it is no base64."""
        try:
            content = base64.b64decode(self.content_base64, validate=True)
        except binascii.Error as error:
            raise ValueError(f"{self.name} is no base64") from error
        return MediaFile(self.name, self.content_type, content)


class FlowWish(Record):
    """A flow, as the `flow` section of a document, with its files."""

    flow: dict[str, Any]
    media: Annotated[tuple[MediaWish, ...], Field(max_length=MAX_MEDIA)] = ()


class VersionWish(Record):
    """How a version is published."""

    note: Annotated[str, Field(max_length=MAX_NOTE)] = ""
    request_id: Annotated[str, Field(max_length=100)] = ""
    waiting: Annotated[dict[NodeId, Literal["finish", "move", "end"]], Field(max_length=MAX_DECISIONS)] = {}
    """What becomes of who waits in older versions, by node; the others finish on theirs."""
    may_share_words: bool = False
    """Publish although another scenario that is online begins on the same words."""

    def publication(self, *, is_trial: bool = False) -> Publication:
        """The same for the runtime."""
        return Publication(self.note, self.request_id, self.waiting, is_trial, self.may_share_words)


class PublishWish(FlowWish, VersionWish):
    """A flow to publish."""

    checked: bool = True
    """Refuse a flow whose checks find errors; without, only one that cannot run."""
    trial: bool = False
    """Keep it for trials only: no number of its own, not online."""
    beside: Annotated[tuple[FlowWish, ...], Field(max_length=MAX_BESIDE)] = ()
    """For a trial: scenarios that it calls, kept as trials with it whatever is online."""


class OfflineWish(Record):
    """A scenario that is taken offline."""

    although_called: bool = False
    """Also when scenarios that are online go to it."""


class PutBackWish(VersionWish):
    """An old version that is published anew."""

    version: Annotated[int, Field(ge=1)]


class StartWish(Record):
    """Sessions to begin."""

    flow_id: Annotated[str, Field(min_length=1, max_length=100)]
    contacts: Annotated[tuple[str, ...], Field(min_length=1, max_length=MAX_CONTACTS)]
    """Phone numbers or contacts' ids."""
    arguments: dict[str, Plain] = {}
    attributes: dict[str, Plain] = {}
    version: int | None = None
    """None takes the one that is online; below 0 is a trial."""
    endpoint: Annotated[str, Field(max_length=64)] = ""
    trigger: Literal["api", "campaign", "new_contact"] = "api"

    @field_validator("contacts")
    @classmethod
    def _people(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        people: list[str] = []
        for index, text in enumerate(value):
            try:
                people.append(text if is_contact_id(text) else contact_of(text))
            except ValueError as error:
                raise ValueError(f"contact {index + 1} is no phone number") from error
        return tuple(people)


class ConsentWish(Record):
    """What a contact decided elsewhere, with the proof."""

    kind: Literal["refused", "granted"]
    proof: Annotated[str, Field(min_length=1, max_length=500)]


class DecisionWish(Record):
    """What becomes of a message that may or may not have gone out."""

    decision: Literal["send_again", "give_up"]


class StandInsWish(Record):
    """Origins that are asked instead of others: `https://api.example.com` → `http://127.0.0.1:8123`."""

    origins: Annotated[dict[str, str], Field(max_length=100)]


def values_of(given: dict[str, Plain]) -> dict[str, Value]:
    """The given values without those that are none."""
    return {name: value for name, value in given.items() if value is not None}

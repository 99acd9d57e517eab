"""What every carrier adapter does for the runtime, and the things that come in from a carrier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol, Self, TypeAlias, runtime_checkable

from runtime.messages.wire import WirePart
from runtime.wording import Wording


class Outcome(StrEnum):
    """How a request to a carrier ended."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The carrier answered no; see the error class for what may help."""
    UNKNOWN = "unknown"
    """The request went out and no usable answer came: it may have been taken. Never send again blindly."""
    NOT_SENT = "not_sent"
    """The request surely was not taken: sending again, or by another carrier, is safe."""


class ErrorClass(StrEnum):
    """Why a carrier refused, by what the sender should do about it."""

    THROTTLED = "throttled"
    """Too fast: slow down and send again."""
    QUEUE_FULL = "queue_full"
    """A quota or queue is used up: wait long, or take another carrier."""
    CREDENTIALS = "credentials"
    """The account is refused: nothing goes out by it until somebody looks."""
    CONTENT = "content"
    """This message is refused, to whomever it goes."""
    RECIPIENT = "recipient"
    """This contact cannot or must not get it."""
    TEMPORARY = "temporary"
    """The carrier has a problem of its own: send again later."""
    PERMANENT = "permanent"
    """Sending again is of no use."""


class Report(StrEnum):
    """A step a sender may ask to be told about."""

    SENT = "sent"
    DELIVERED = "delivered"
    DISPLAYED = "displayed"
    FAILED = "failed"
    FELL_BACK = "fell_back"


ALL_REPORTS = frozenset(Report)


@dataclass(frozen=True, slots=True)
class SendRequest:
    """One message for one contact."""

    message_id: str
    """Ours, and unique for ever; statuses come back under it."""
    contact: str
    """E.164 with its plus sign."""
    chatbot: str
    """The SIP address the message comes from."""
    parts: tuple[WirePart, ...]
    conversation_id: str
    contribution_id: str
    in_reply_to: str | None = None
    """Contribution of the contact's message that this one answers."""
    sms_text: str | None = None
    """SMS for a handset without 5G messages; None sends none."""
    store: bool = True
    """Whether the carrier keeps the message for a handset that is off."""
    traffic: str = ""
    """advertisement, payment, premium, subscription, token or empty."""
    reports: frozenset[Report] = ALL_REPORTS
    rcs_text: str = ""
    """What a client that knows no cards shows instead, where the protocol carries it; empty leaves it out."""


@dataclass(frozen=True, slots=True)
class SendReply:
    """How a send or a revoke ended; the members after *outcome* tell why it was not accepted."""

    outcome: Outcome
    code: str = ""
    """The carrier's own code, or `HTTP 502`, or empty."""
    words: Wording | None = None
    error: ErrorClass | None = None
    retry_after_s: float | None = None
    """What the carrier asked for, if it did."""
    carrier_id: str = ""
    """The carrier's own id for the message where it gives one that is not ours."""

    @classmethod
    def accepted(cls, carrier_id: str = "") -> Self:
        """The carrier took it."""
        return cls(Outcome.ACCEPTED, carrier_id=carrier_id)

    @classmethod
    def refused(
        cls, code: str, words: Wording, error: ErrorClass, retry_after_s: float | None = None
    ) -> Self:
        """The carrier answered no."""
        return cls(Outcome.REFUSED, code, words, error, retry_after_s)

    @classmethod
    def unknown(cls, code: str, words: Wording) -> Self:
        """The carrier may have taken it."""
        return cls(Outcome.UNKNOWN, code, words, ErrorClass.TEMPORARY)

    @classmethod
    def not_sent(cls, code: str, words: Wording, error: ErrorClass = ErrorClass.TEMPORARY) -> Self:
        """The carrier surely did not take it."""
        return cls(Outcome.NOT_SENT, code, words, error)


@dataclass(frozen=True, slots=True)
class UploadedMedia:
    """A file at the carrier."""

    url: str
    until: datetime | None
    """When the carrier drops it; None when it stays."""


class UploadError(Exception):
    """The carrier did not take a file; *reply* says why."""

    def __init__(self, reply: SendReply) -> None:
        super().__init__(f"{reply.outcome} {reply.code}: {reply.words.en if reply.words else ''}")
        self.reply = reply


class Carrier(Protocol):
    """One chatbot's account at one carrier. Sends and revokes answer, they never raise for the network."""

    @property
    def name(self) -> str:
        """The endpoint's name, unique in the configuration."""

    async def send(self, request: SendRequest) -> SendReply:
        """Hands one message to the carrier; never tries twice by itself except after renewing a token."""

    async def revoke(self, message_id: str, contact: str) -> SendReply:
        """Asks to take a message back; whether that worked comes as a status report."""

    async def upload(
        self, media: bytes, name: str, content_type: str, *, permanent: bool = False
    ) -> UploadedMedia:
        """Stores a file at the carrier; raises `UploadError`."""

    async def close(self) -> None:
        """Ends the connections."""


@runtime_checkable
class GroupCarrier(Protocol):
    """A carrier whose protocol takes the same content for many contacts in one request."""

    @property
    def group_limit(self) -> int:
        """The most contacts of one request."""

    async def send_group(self, request: SendRequest, contacts: Sequence[str]) -> Mapping[str, SendReply]:
        """Hands one message for *contacts* to the carrier; the contact of *request* is not looked at.

        Returns contact → how it ended, one entry per contact. Statuses come under the request's message id,
        each with its contact. Raises ValueError for no, too many or repeated contacts, never for the network.
        """


@runtime_checkable
class Listener(Protocol):
    """A carrier that must hear what its callbacks say before anybody else does."""

    async def heard(self, events: tuple[InboundEvent, ...]) -> tuple[InboundEvent, ...]:
        """Takes note of what is meant for the adapter and returns the events under our own ids."""


AWAITING_AUDIT = "awaiting_audit"
"""Code of an upload that the carrier still looks at: no trouble of the carrier, ask again later."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a carrier says about a message of ours when it is asked."""

    kind: Literal["known", "never_had", "no_answer"]
    """`never_had` is sure: sending it now cannot double it."""
    status: DeliveryStatus | None = None
    """How far it came, when that is known."""
    code: str = ""
    words: Wording | None = None


@runtime_checkable
class Inquirer(Protocol):
    """A carrier whose protocol has a question for what became of a message; not all have one."""

    @property
    def name(self) -> str:
        """The endpoint's name."""

    async def inquire(self, message_id: str, contact: str) -> Inquiry:
        """Asks what became of a message; never raises for the network."""


HandsetCapability: TypeAlias = Literal["rcs", "sms_only", "unknown"]
"""What a contact's handset can show."""


@runtime_checkable
class CapabilityAsker(Protocol):
    """A carrier whose protocol has a question for what a contact's handset can show; not all have one."""

    async def capability(self, contact: str) -> HandsetCapability:
        """Asks; what is not known, or not answered, is unknown. Never raises for the network."""


class DeliveryStatus(StrEnum):
    """How far a message came."""

    SENT = "sent"
    DELIVERED = "delivered"
    DISPLAYED = "displayed"
    FAILED = "failed"
    FELL_BACK = "fell_back"
    """The handset got the SMS instead."""
    REVOKED = "revoked"
    REVOKE_FAILED = "revoke_failed"


@dataclass(frozen=True, slots=True)
class TypedText:
    """Words a person typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A suggestion a person tapped; *is_action* tells an action from a reply."""

    postback: str
    """Empty when the suggestion had none."""
    text: str
    is_action: bool


@dataclass(frozen=True, slots=True)
class SentLocation:
    """A place a person sent, in degrees."""

    latitude: float
    longitude: float
    label: str = ""
    radius_m: float | None = None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture, sound or document a person sent, at the carrier's address."""

    url: str
    name: str
    content_type: str
    size_bytes: int
    until: datetime | None = None
    thumbnail_url: str = ""


@dataclass(frozen=True, slots=True)
class SharedData:
    """What a handset told about itself: name → value, as the standard names them."""

    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Content that could not be understood; kept so that nothing vanishes."""

    content_type: str
    why: str


InboundContent: TypeAlias = TypedText | Tapped | SentLocation | SentFile | SharedData | Unreadable


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """Something a contact said to a chatbot."""

    chatbot: str
    contact: str
    message_id: str
    """The carrier's; the same message may come more than once under it."""
    conversation_id: str
    contribution_id: str
    in_reply_to: str | None
    at: datetime
    content: InboundContent


@dataclass(frozen=True, slots=True)
class StatusReport:
    """News of a message we sent; may come twice, late, in any order and before the send's own answer."""

    message_id: str
    contact: str
    status: DeliveryStatus
    code: str
    words: Wording | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SpamReport:
    """A person called messages of this chatbot spam; no message ids means the chatbot as a whole."""

    chatbot: str
    message_ids: tuple[str, ...]
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The carrier's verdict on something handed in for its approval."""

    subject: str
    """chatbotInformation, media or message."""
    passed: bool
    description: str
    remark: str
    """What it is about, as the carrier writes it: `url:…`, `messageId:…`, `chatbotId:…` or `tid:…`."""
    at: datetime
    upload_id: str = ""
    """The carrier's id of an upload whose address comes only now."""
    url: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One element of a callback that could not be read while the others could."""

    why: str
    raw: str
    """The element as it came, cut to 2,000 characters."""


InboundEvent: TypeAlias = InboundMessage | StatusReport | SpamReport | CheckResult | Quarantined

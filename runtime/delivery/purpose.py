"""Why a message is sent: nobody asked for it, somebody needs it, or it answers what a person just said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from runtime.flow.resume import CallDone, Delivery, HandedBack, Reply, Resume, Start, TakenOver
from runtime.quick import quick
from runtime.store.outbox import Purpose

STILL_TALKING = timedelta(minutes=15)
"""As long after a person's words, what follows by a request or a receipt still answers them."""
_BY_PERSON = frozenset({"keyword", "menu", "new_contact", "deep_link", "anything", "older_tap"})
_NEEDED = frozenset({"payment", "premium", "subscription", "token"})


@dataclass(frozen=True, slots=True)
class Opening:
    """How a session begins: by which endpoint, answering which contribution, and for which campaign."""

    endpoint: str
    conversation_id: str = ""
    """Empty takes the session's id."""
    in_reply_to: str | None = None
    campaign_id: str | None = None
    priority: int = 3
    """The campaign's, 1 to 5; 1 goes first."""
    tag_trail: str | None = None
    """JSON: the scenarios whose tags led to it."""


@quick
@dataclass(frozen=True, slots=True)
class Prompt:
    """What made a session speak: *in_reply_to* is the contribution of the contact's message."""

    in_reply_to: str | None = None
    by_person: bool | None = False
    """Whether a person's own words did; None when that depends on how long ago they were."""


SELF = Prompt()
"""The session spoke by itself."""


def prompt_of(resume: Resume, in_reply_to: str | None = None) -> Prompt:
    """What *resume* says about who made the session speak."""
    if in_reply_to is not None or isinstance(resume, Reply | HandedBack | TakenOver):
        return Prompt(in_reply_to, True)
    if isinstance(resume, Start):
        return Prompt(None, resume.trigger in _BY_PERSON)
    return Prompt(None, None) if isinstance(resume, CallDone | Delivery) else SELF


def purpose_of(traffic: str, is_marketing: bool, by_person: bool) -> Purpose:
    """The purpose of a message of that traffic type; *is_marketing* is what its flow says of itself."""
    if by_person:
        return "answer"
    if traffic in _NEEDED:
        return "service"
    return "marketing" if is_marketing or traffic == "advertisement" else "service"

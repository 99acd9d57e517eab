"""The message of the node that is being edited, as both phones show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.handset_pane.agreement import agreement_of
from app.handset_pane.sample_values import with_samples
from runtime.flow.chatbot import Chatbot
from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.flow.translations import in_language
from runtime.messages.message import Message
from runtime.records import FieldPath
from widgets.handset import Agreement, ChatbotEntry, ChatbotProfile, Entry, MenuEntry, SmsEntry

PREVIEW_TIME = "10:24"
"""The time on the phones of a preview."""


@dataclass(frozen=True, slots=True)
class TwoPhones:
    """What stands on the phone and on its twin, and whether they were proved to agree."""

    entries: tuple[Entry, ...] = ()
    sms: tuple[Entry, ...] = ()
    agreement: Agreement | None = None


def message_in(node: Node) -> tuple[FieldPath, Message] | None:
    """The message a node says, with the path of its field; None for nodes that say nothing."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Message):
            return (name,), value
    return None


def phones_of(
    node: Node, flow: Flow, language: str = "", values: Mapping[str, str] | None = None
) -> TwoPhones | None:
    """The phones for a node in *language*, or as it was written; None for nodes that say nothing.

    *values* are those of the variables, without them the samples.
    """
    said = in_language(node, language) if language else node
    found = message_in(said)
    if found is None:
        return None
    base, message = found
    shown = with_samples(message, flow, values)
    spoken = flow.language if said is node else language
    text = shown.fallback_text(flow.chatbot.signature, spoken)
    written = message_in(node)
    return TwoPhones(
        (ChatbotEntry(shown.blocks(), base=base, key=node.id),),
        (SmsEntry(text, PREVIEW_TIME),) if text is not None else (),
        agreement_of(shown, node, spoken, written[1] if written and said is not node else None),
    )


def profile_of(flow: Flow) -> ChatbotProfile:
    """The chatbot as the phone's header, page and fixed menu show it."""
    return profile_of_chatbot(flow.chatbot)


def profile_of_chatbot(chatbot: Chatbot) -> ChatbotProfile:
    """A chatbot as the phone's header, page and fixed menu show it."""
    menu = tuple(
        MenuEntry(
            entry.text,
            entry.suggestion,
            (
                *(MenuEntry(each.text, each) for each in entry.entries),
                *(
                    MenuEntry(each.text, None, tuple(MenuEntry(last.text, last) for last in each.entries))
                    for each in entry.submenus
                ),
            ),
        )
        for entry in chatbot.menu
    )
    return ChatbotProfile(
        chatbot.name,
        chatbot.verified,
        chatbot.auth_org,
        chatbot.theme_colour,
        picture=chatbot.logo,
        menu=menu,
        description=chatbot.description,
        provider=chatbot.provider,
        phone=chatbot.phone,
        website=chatbot.website,
        email=chatbot.email,
        address=chatbot.street_address,
        terms_url=chatbot.terms_url,
        sms_sender=chatbot.sms_sender,
    )

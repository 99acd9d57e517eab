"""The kept states of our chatbots, in the table that holds those of scenarios."""

from __future__ import annotations

import hashlib
from typing import Final

from editor.document.differing.fields import field_changes
from editor.document.differing.sentences import said_of
from editor.library.chatbots.audit import STATE_WORDS
from editor.library.chatbots.document import ChatbotDocument, ChatbotId, chatbot_digest, from_text, to_text
from editor.library.database import Database
from editor.library.errors import LibraryDamaged
from editor.library.revision import Revision
from editor.library.revisions import Revisions, Written
from runtime.flow.ids import FlowId
from runtime.wording import Wording, same

_KEY: Final = "chatbot:"
"""Begins the key of a chatbot's states; no scenario's id has a colon."""
_AUDIT: Final = Wording("{who}：{state}", "{who}: {state}")


class ChatbotVersions(Revisions[ChatbotDocument]):
    """The revisions of all chatbots; may be called from any thread, each call is one transaction."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _written, _read, chatbot_changes)

    def of_chatbot(self, chatbot_id: ChatbotId) -> tuple[Revision, ...]:
        """The revisions of a chatbot, newest first."""
        return self.of(FlowId(f"{_KEY}{chatbot_id}"))


def chatbot_changes(before: ChatbotDocument, after: ChatbotDocument) -> tuple[Wording, ...]:
    """One sentence for every difference of two states of a chatbot."""
    old, new = before.chatbot, after.chatbot
    found = [said_of(change, old, new, same("")).sentence for change in field_changes(old, new, {"origin"})]
    for registration in after.registrations:
        known = before.registration(registration.carrier)
        if registration.state != known.state:
            words = _AUDIT.format(who=registration.words, state=STATE_WORDS[registration.state])
            found.append(words)
    return tuple(found)


def _written(document: ChatbotDocument) -> Written:
    data = to_text(document).encode("utf-8", "replace")
    whole = hashlib.sha256(data).hexdigest()
    return Written(FlowId(f"{_KEY}{document.id}"), chatbot_digest(document.chatbot), whole, data, 0)


def _read(data: bytes) -> ChatbotDocument:
    try:
        return from_text(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LibraryDamaged(str(error)) from error

"""The chatbot being edited: one frozen document, one change at a time, for the history of edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from editor.document.change import Change, Key
from editor.library.chatbots.document import ChatbotDocument
from runtime.records import FieldPath, replaced_at
from runtime.wording import Wording

WHOLE: Final[Key] = ("chatbot", "")
"""The key under which a change holds the chatbot."""

Listener = Callable[[Change], None]


class ChatbotStore:
    """Holds one chatbot and is the only way to change it."""

    def __init__(self, document: ChatbotDocument) -> None:
        self._document = document
        self._listeners: list[Listener] = []

    @property
    def document(self) -> ChatbotDocument:
        """The chatbot as it is now."""
        return self._document

    def put(self, document: ChatbotDocument, name: Wording, merge: str = "") -> None:
        """Make the chatbot *document* by an edit called *name*; nothing happens when it is the same."""
        if document != self._document:
            self.apply(Change(name, {WHOLE: (self._document, document)}, merge))

    def put_value(self, path: FieldPath, value: object, name: Wording, merge: str = "") -> None:
        """Replace one value of the chatbot itself.

        Raises LookupError for a path that does not exist, pydantic.ValidationError for a value that does not
        fit.
        """
        changed = replaced_at(self._document.chatbot, path, value)
        self.put(self._document.with_changes(chatbot=changed), name, merge)

    def apply(self, change: Change) -> None:
        """Make the chatbot what it is after a change, then tell the listeners."""
        _, after = change.records[WHOLE]
        assert isinstance(after, ChatbotDocument)
        self._document = after
        for listener in tuple(self._listeners):
            listener(change)

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Call back after every change, also those of undo; returns what ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

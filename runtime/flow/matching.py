"""Which of the offered replies an answer means: a tap, its words, or its number in the SMS."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from runtime.flow.answers import normalised
from runtime.flow.ids import ExitName, reply_exit
from runtime.flow.resume import Reply
from runtime.messages.suggestions.suggestion import Suggestion


class OfferedReplies:
    """The replies of one message, ready to be answered; the engine and the checks ask the same one."""

    __slots__ = ("_also", "_exits", "_replies", "_texts")

    def __init__(self, replies: tuple[Suggestion, ...], also: tuple[Suggestion, ...] = ()) -> None:
        """*replies* have their postbacks; the words of *also*, the same as first written, count as well."""
        self._replies = replies
        self._also = also
        self._exits = {reply.postback: reply_exit(reply.id) for reply in reversed(replies)}
        understood = (*replies, *also)
        self._texts = None if any("{{" in reply.text for reply in understood) else _indexed(understood)

    def postbacks(self) -> Iterable[str]:
        """What the taps on the replies bring back."""
        return self._exits.keys()

    def exit_of_tap(self, reply: Suggestion) -> ExitName:
        """The exit a tap on *reply* takes; one without a postback gets its own before it is sent."""
        return self._exits[reply.postback] if reply.postback else reply_exit(reply.id)

    def exit_of(self, reply: Reply, fill: Callable[[str], str]) -> ExitName | None:
        """The exit *reply* takes, None when it means none of them; *fill* fills insertions in.

        A postback goes before words, words go before a number: who sends what stands on a button means it.
        """
        if reply.postback and reply.postback in self._exits:
            return self._exits[reply.postback]
        said = normalised(reply.text)
        if not said:
            return None
        texts = self._texts
        if texts is None:
            understood = (*self._replies, *self._also)
            texts = _indexed(reply.model_copy(update={"text": fill(reply.text)}) for reply in understood)
        if said in texts:
            return texts[said]
        if said.isdecimal() and len(said) < 3 and 1 <= int(said) <= len(self._replies):
            return reply_exit(self._replies[int(said) - 1].id)
        return None


def _indexed(replies: Iterable[Suggestion]) -> dict[str, ExitName]:
    found: dict[str, ExitName] = {}
    for reply in replies:
        found.setdefault(normalised(reply.text), reply_exit(reply.id))
    return found

"""A message made ready once: postbacks filled in, answers indexed, constant parts computed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from runtime.engine.filling import Fill, filler_of
from runtime.flow.answers import normalised
from runtime.flow.ids import ExitName, FlowId, NodeId, reply_exit
from runtime.flow.resume import Reply
from runtime.messages.fallback import CHINESE
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion

_PLAIN = re.compile(r"[\w./-]{1,200}", re.ASCII)


def postback_of(flow_id: FlowId, node_id: NodeId, suggestion: Suggestion) -> str:
    """The postback a suggestion gets when its designer wrote none; unique in the flow and short."""
    ids = (flow_id, node_id, suggestion.id)
    plain = "/".join(ids)
    if _PLAIN.fullmatch(plain) and plain.count("/") == 2:
        return plain
    # Ids of a foreign file may hold the separator, or more than a carrier takes.
    return hashlib.sha256("/".join(quote(part, safe="") for part in ids).encode()).hexdigest()


class PreparedMessage:
    """A node's message, compiled: makes what goes out and understands what comes back."""

    __slots__ = (
        "_also",
        "_constant",
        "_exits",
        "_fill_message",
        "_language",
        "_message",
        "_replies",
        "_signature",
        "_texts",
    )

    def __init__(
        self,
        message: Message,
        flow_id: FlowId,
        node_id: NodeId,
        signature: str,
        language: str = CHINESE,
        also: Message | None = None,
    ) -> None:
        """*also* is the message in the flow's own language, whose words answer as well."""
        self._message = message.with_postbacks(lambda suggestion: postback_of(flow_id, node_id, suggestion))
        self._signature = signature
        self._language = language
        self._also = () if also is None else also.replies()
        self._replies = self._message.replies()
        self._exits = {reply.postback: reply_exit(reply.id) for reply in reversed(self._replies)}
        self._fill_message = filler_of(self._message)
        is_constant = self._fill_message is None
        self._constant = (self._message, self._sms_of(self._message)) if is_constant else None
        understood = (*self._replies, *self._also)
        self._texts = None if any("{{" in reply.text for reply in understood) else _indexed(understood)

    def filled(self, fill: Fill) -> tuple[Message, str | None]:
        """The message with its insertions, and its SMS text."""
        if self._constant is not None:
            return self._constant
        assert self._fill_message is not None
        message = self._fill_message(self._message, fill)
        return message, self._sms_of(message)

    def _sms_of(self, message: Message) -> str | None:
        return message.fallback_text(self._signature, self._language)

    def answered_by(self, reply: Reply, fill: Fill) -> ExitName | None:
        """The exit of the reply suggestion that *reply* taps, says in words or numbers as in an SMS."""
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

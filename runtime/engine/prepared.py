"""A message made ready once: postbacks filled in, answers indexed, constant parts computed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from runtime.engine.filling import Fill, filler_of
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.matching import OfferedReplies
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
        "_constant",
        "_fill_message",
        "_language",
        "_message",
        "_offered",
        "_signature",
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
        self._offered = OfferedReplies(self._message.replies(), () if also is None else also.replies())
        self._fill_message = filler_of(self._message)
        is_constant = self._fill_message is None
        self._constant = (self._message, self._sms_of(self._message)) if is_constant else None

    def filled(self, fill: Fill) -> tuple[Message, str | None]:
        """The message with its insertions, and its SMS text."""
        if self._constant is not None:
            return self._constant
        assert self._fill_message is not None
        message = self._fill_message(self._message, fill)
        return message, self._sms_of(message)

    def _sms_of(self, message: Message) -> str | None:
        return message.fallback_text(self._signature, self._language)

    def postbacks(self) -> Iterable[str]:
        """What taps on its replies bring back; with insertions where their designer wrote some."""
        return self._offered.postbacks()

    def answered_by(self, reply: Reply, fill: Fill) -> ExitName | None:
        """The exit of the reply suggestion that *reply* taps, says in words or numbers as in an SMS."""
        return self._offered.exit_of(reply, fill)

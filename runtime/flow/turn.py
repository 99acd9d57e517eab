"""What a node may ask of the engine while it runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from runtime.flow.expressions.escaping import Escape, as_it_is
from runtime.flow.ids import ExitName
from runtime.flow.resume import Capability, Reply
from runtime.flow.values import Value
from runtime.messages.message import Message


class Turn(Protocol):
    """One node's turn: the moment, the contact, the run's variables and ways to speak.

    Everything here is pure: sends and assignments are collected by the engine.
    """

    @property
    def now(self) -> datetime:
        """The moment of the resume, aware."""

    @property
    def time_zone(self) -> tzinfo:
        """The time zone people of this flow live in."""

    @property
    def contact_zone(self) -> tzinfo:
        """The time zone the contact is known to live in, else that of the flow."""

    @property
    def contact(self) -> str:
        """The contact's key, the same in every session with this contact."""

    @property
    def retries(self) -> int:
        """How often this node has asked again in this visit; 0 at first."""

    def value(self, expression: str) -> Value:
        """The value of a CEL expression of the flow; raises EvaluationFailure when it has none."""

    def holds(self, expression: str) -> bool:
        """Whether a CEL condition of the flow holds; False when it has no value."""

    def fill(self, template: str, escape: Escape = as_it_is) -> str:
        """A template text of the flow with its insertions, written by *escape*; no value becomes empty."""

    def assign(self, variable: str, value: Value) -> None:
        """Sets a declared variable, converted to its type; raises EvaluationFailure if it does not fit."""

    def assign_together(self, values: Mapping[str, Value]) -> None:
        """Sets several variables, or none of them: raises EvaluationFailure if one does not fit."""

    def send(self, message: Message, expires_after_s: float | None = None) -> str:
        """Sends *message* filled in; returns its message id. Late messages are not sent after the expiry."""

    def hand_over(self, note: str) -> None:
        """Lets a person have the conversation; *note*, filled in already, is what they should know."""

    def tag(self, added: Collection[str], removed: Collection[str]) -> None:
        """Gives the contact tags and takes tags away."""

    def consent(self, kind: Literal["granted", "refused"], proof: str) -> None:
        """Records what the contact decided, with what proves it."""

    def capability(self) -> Capability:
        """What the contact's handset can show, as far as that was learnt."""

    def as_written(self, message: Message) -> Message:
        """*message* of the node in the flow's own language, for what is kept and compared, not read."""

    def answered_by(self, message: Message, reply: Reply) -> ExitName | None:
        """The `reply:ID` exit of the suggestion that *reply* taps, says or numbers; else None."""

    def last_message_id(self) -> str:
        """The id of the last message this visit sent, empty when it sent none."""

    def ask_again(self) -> None:
        """Counts one more retry of this visit."""

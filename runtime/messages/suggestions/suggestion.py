"""A suggestion: a reply, or an action that the handset carries out."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NewType

from pydantic import BeforeValidator, SerializeAsAny

from runtime.messages import suggestions as _package
from runtime.messages.suggestions.action import Action
from runtime.records import Hint, Record
from runtime.registry import nearest, types_in
from runtime.wording import Wording

SuggestionId = NewType("SuggestionId", str)


@cache
def action_types() -> dict[str, type[Action]]:
    """Every action type by its `type`, sorted."""
    return types_in(_package, Action)  # type: ignore[type-abstract]  # the base only filters


def _parse_action(value: object) -> object:
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    found = action_types().get(kind) if isinstance(kind, str) else None
    if found is None:
        hint = nearest(str(kind), action_types())
        raise ValueError(f"unknown action {kind!r}" + (f", did you mean {hint!r}?" if hint else ""))
    return found.model_validate(value)


AnyAction = Annotated[SerializeAsAny[Action], BeforeValidator(_parse_action)]


class Suggestion(Record):
    """Something to tap; a reply answers the message, an action makes the handset do something.

    Source: RCC.07 botsuggestion: displayText 1-25, postback.data at most 2048.
    """

    id: SuggestionId
    text: Annotated[
        str,
        Hint(Wording("文字", "Text"), limit="suggestion_text", template=True, spoken=True, required=True),
    ] = ""
    postback: Annotated[
        str,
        Hint(
            Wording("回传数据", "Postback"),
            help=Wording("留空时自动生成，保证不重复", "Made automatically when empty, never twice the same"),
            limit="postback",
            group="more",
        ),
    ] = ""
    action: Annotated[AnyAction | None, Hint(Wording("点了以后", "When tapped"), widget="action")] = None

    @property
    def is_reply(self) -> bool:
        """Whether a tap answers the message."""
        return self.action is None

    @property
    def icon(self) -> str:
        """Icon name of the action, empty for a reply."""
        return "" if self.action is None else self.action.icon

    def to_wire(self) -> dict[str, Any]:
        """The RCC.07 object: `{"reply": {…}}` or `{"action": {…}}`."""
        common: dict[str, Any] = {"displayText": self.text}
        if self.postback:
            common["postback"] = {"data": self.postback}
        if self.action is None:
            return {"reply": common}
        return {"action": common | self.action.to_wire()}

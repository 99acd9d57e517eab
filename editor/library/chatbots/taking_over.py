"""A scenario's chatbot and the one of the workspace it was taken over from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from editor.library.chatbots.document import ChatbotDocument, ChatbotId, chatbot_digest
from runtime.flow.chatbot import Chatbot
from runtime.flow.flow import Flow
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.naming import quoted
from runtime.wording import Wording

TAKE_OVER: Final = Wording("取用聊天机器人「{name}」", 'Take over the chatbot "{name}"')
_DIFFERS: Final = Wording(
    "场景里的聊天机器人和库里的{name}不一样了。更新它，或在库里也改过来。",
    "The scenario's chatbot is not what {name} in the library is any more. Update it, "
    "or edit the library's too.",
)
_UPDATE: Final = Wording("更新成库里的{name}", "Update it to {name}")


def taken_over(document: ChatbotDocument) -> Chatbot:
    """The chatbot as a scenario takes it over: a copy that remembers where it is from."""
    return document.chatbot.with_changes(origin=document.id)


def origin_issues(flow: Flow, chatbots: Mapping[ChatbotId, ChatbotDocument]) -> Iterator[Issue]:
    """Says when the scenario's chatbot and the one it was taken from differ, with the repair.

    One whose origin is not known here, as in a file from elsewhere, is the scenario's own.
    """
    origin = chatbots.get(ChatbotId(flow.chatbot.origin))
    if origin is None or chatbot_digest(origin.chatbot) == chatbot_digest(flow.chatbot):
        return
    name = quoted(origin.chatbot.name)
    yield Issue(
        "warning",
        "chatbot_differs",
        _DIFFERS.format(name=name),
        path=("chatbot",),
        fix=Fix("take_chatbot", _UPDATE.format(name=name), {"chatbot": taken_over(origin)}),
    )

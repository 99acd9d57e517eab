"""Builds flows and talks through them, for tests of the engine and everything above it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from runtime.engine.advance import Sprint, advance
from runtime.engine.effects import SendMessage
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.flow import Flow
from runtime.flow.resume import Reply, Resume, Start

NOON = datetime(2026, 3, 8, 4, 0, tzinfo=UTC)
"""Sunday noon in Shanghai."""


def node(
    kind: str, node_id: str, /, targets: dict[str, str] | None = None, **fields: object
) -> dict[str, Any]:
    """One node as plain data."""
    return {"type": kind, "id": node_id, "targets": targets or {}, **fields}


def flow_of(*nodes: dict[str, Any], variables: Iterable[dict[str, Any]] = (), **fields: object) -> Flow:
    """A flow of these nodes; a start leads to the first of them unless one is given."""
    listed = {item["id"]: item for item in nodes}
    if not any(item["type"] == "start" for item in nodes):
        first = next(iter(listed), None)
        listed["start"] = node("start", "start", {"next": first} if first else {})
    data = {"id": "flow", "name": "试验", "variables": list(variables), "nodes": listed, **fields}
    return Flow.model_validate(data)


def text(words: str, *replies: str) -> dict[str, Any]:
    """A text message with reply chips named r1, r2, …"""
    chips = [{"id": f"r{number}", "text": reply} for number, reply in enumerate(replies, 1)]
    return {"content": {"type": "text", "text": words}, "chips": chips}


class Talk:
    """A conversation under test: keeps the session, the clock and all sprints."""

    def __init__(self, flow: Flow | Plan, contact: str = "13800138000", start: Start | None = None) -> None:
        self.plan = compile_flow(flow) if isinstance(flow, Flow) else flow
        self.now = NOON
        self.session: Session = new_session("s", contact, self.plan)
        self.sprints: list[Sprint] = []
        self.resume(start or Start())

    def resume(self, resume: Resume) -> Sprint:
        """Lets *resume* come in now."""
        sprint = advance(self.plan, self.session, resume, self.now)
        self.sprints.append(sprint)
        self.session = sprint.session
        return sprint

    def say(self, words: str) -> Sprint:
        """The person types *words*."""
        return self.resume(Reply(text=words))

    def tap(self, reply: str) -> Sprint:
        """The person taps the suggestion with this text in the newest message that has it."""
        for message in reversed(self.messages()):
            for suggestion in message.message.replies():
                if suggestion.text == reply:
                    return self.resume(Reply(text=reply, postback=suggestion.postback))
        raise AssertionError(f"nothing to tap says {reply}")

    def later(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)

    def messages(self) -> list[SendMessage]:
        """Everything sent so far."""
        return [
            effect for sprint in self.sprints for effect in sprint.effects if isinstance(effect, SendMessage)
        ]

    def texts(self) -> list[str]:
        """The words of everything sent so far."""
        return [sent.message.content.plain_text() for sent in self.messages()]

    def kinds(self) -> list[str]:
        """The kinds of all events so far."""
        return [event.kind for sprint in self.sprints for event in sprint.events]

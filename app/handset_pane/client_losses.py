"""Finds out, message by message, what clients of several kinds cut or hide."""

from __future__ import annotations

from collections.abc import Iterable

from app.handset_pane.edited_message import message_in
from app.handset_pane.loss_words import ALWAYS, issue_words
from app.handset_pane.sample_values import with_samples
from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.messages.client_profile import ClientProfile, client_profiles
from runtime.messages.message import Message
from widgets.handset import ChatbotEntry
from widgets.handset.layout.entry import lay_out_entry
from widgets.handset.layout.loss import Loss
from widgets.handset.measures import measures_of

CODE = "client_view"


def losses_of(message: Message, client: ClientProfile, text_size: int = 100) -> tuple[Loss, ...]:
    """What people do not see of *message* on *client*, found by laying it out; paths begin at the message."""
    return lay_out_entry(ChatbotEntry(message.blocks()), measures=measures_of(client, text_size)).losses


def client_issues(node: Node, flow: Flow) -> tuple[Issue, ...]:
    """The problems of a node's message on all clients: one for each field, naming the clients."""
    found = message_in(node)
    if found is None:
        return ()
    base, message = found
    shown = with_samples(message, flow)
    seen: dict[tuple[str, tuple[str | int, ...]], list[tuple[ClientProfile, Loss]]] = {}
    for client in client_profiles():
        for loss in losses_of(shown, client):
            if loss.kind not in ALWAYS:
                card = loss.path[:-2] if loss.kind == "suggestions_hidden" else loss.path
                seen.setdefault((loss.kind, card), []).append((client, loss))
    return tuple(_issue(node, base, hits) for hits in seen.values())


def _issue(node: Node, base: tuple[str | int, ...], hits: Iterable[tuple[ClientProfile, Loss]]) -> Issue:
    pairs = list(hits)
    worst = max((loss for _, loss in pairs), key=lambda loss: loss.count)
    clients = tuple(client.title for client, _ in pairs)
    return Issue("warning", CODE, issue_words(worst, clients), node.id, (*base, *worst.path))

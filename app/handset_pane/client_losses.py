"""Finds out, message by message, what clients of several kinds cut or hide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.handset_pane.edited_message import message_in
from app.handset_pane.loss_words import ALWAYS, issue_words
from app.handset_pane.sample_values import with_samples
from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.messages.client_profile import ClientProfile
from runtime.messages.message import Message
from runtime.records import FieldPath
from widgets.handset import ChatbotEntry
from widgets.handset.layout.entry import lay_out_entry
from widgets.handset.layout.loss import Loss
from widgets.handset.measures import measures_of

CODE = "client_view"


def losses_of(message: Message, client: ClientProfile, text_size: int = 100) -> tuple[Loss, ...]:
    """What people do not see of *message* on *client*, found by laying it out; paths begin at the message."""
    blocks = message.blocks_on(client.shows.value)
    return lay_out_entry(ChatbotEntry(blocks), measures=measures_of(client, text_size)).losses


def said_losses(node: Node, flow: Flow, client: ClientProfile) -> tuple[Loss, ...]:
    """The losses of a node's message that are problems, with the values previews show; paths in the node."""
    found = message_in(node)
    if found is None:
        return ()
    base, message = found
    losses = losses_of(with_samples(message, flow), client)
    return tuple(replace(loss, path=(*base, *loss.path)) for loss in losses if loss.kind not in ALWAYS)


def client_issues(node: Node, found: Iterable[tuple[ClientProfile, tuple[Loss, ...]]]) -> tuple[Issue, ...]:
    """The problems of a node's message: one for each field, naming the clients it is cut on."""
    seen: dict[tuple[str, FieldPath], list[tuple[ClientProfile, Loss]]] = {}
    for client, losses in found:
        for loss in losses:
            # Clients hide another number of a card's suggestions; it is one problem of the card.
            place = loss.path[:-1] if loss.kind == "suggestions_hidden" else loss.path
            seen.setdefault((loss.kind, place), []).append((client, loss))
    return tuple(_issue(node, hits) for hits in seen.values())


def _issue(node: Node, hits: list[tuple[ClientProfile, Loss]]) -> Issue:
    worst = max((loss for _, loss in hits), key=lambda loss: loss.count)
    clients = tuple(client.title for client, _ in hits)
    return Issue("warning", CODE, issue_words(worst, clients), node.id, worst.path)

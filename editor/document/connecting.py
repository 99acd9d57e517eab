"""The one rule about where an exit may lead; tools ask it, drafts enforce it."""

from __future__ import annotations

from runtime.flow.ids import ExitName
from runtime.flow.node import Node
from runtime.wording import Wording

_NO_ENTRY = Wording("「{name}」没有入口，不能接到这里", "{name} has no entry, nothing can lead here")
_NO_EXIT = Wording("「{name}」没有这个出口了", "{name} no longer has this exit")


def connection_refusal(source: Node, exit_name: ExitName, target: Node | None) -> Wording | None:
    """Why *exit_name* of *source* may not lead to *target*, or None; a node may lead to itself."""
    if all(offer.name != exit_name for offer in source.offers()):
        return _NO_EXIT.format(name=source.named())
    if target is not None and not target.has_entry:
        if target.type == "start":
            return Wording(
                "开始节点没有入口，不能接到这里", "The start node has no entry, nothing can lead here"
            )
        return _NO_ENTRY.format(name=target.named())
    return None

"""Makes a send_message node of a carrier's message that was copied as text."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.store import Store
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.message import Message
from runtime.messages.reading import read_pasted
from runtime.wording import Wording

_PASTE = Wording("粘贴消息", "Paste message")


@dataclass(frozen=True, slots=True)
class WirePaste:
    """What became of pasted text: a node, or the reasons why there is none; remarks may stand beside both."""

    node: NodeId | None = None
    repaired: tuple[Wording, ...] = ()
    not_understood: tuple[Wording, ...] = ()


def looks_like_wire(text: str) -> bool:
    """Whether *text* may be a carrier's message at all; other text is not worth a list of complaints."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "<")


def paste_wire(store: Store, text: str, at: tuple[float, float]) -> WirePaste:
    """Adds a send_message node for the message in *text* with everything kept, in one edit.

    Never raises for text of any kind; a node is added only if there was a message.
    """
    reading = read_pasted(text)
    if reading.message is None:
        return WirePaste(None, reading.repaired, reading.not_understood)
    with store.edit(_PASTE) as draft:
        made = NodeId(draft.new_id("n"))
        draft.add_node(SendMessage(id=made, title=_title(reading.message), message=reading.message), *at)
    return WirePaste(made, reading.repaired, reading.not_understood)


def _title(message: Message) -> str:
    words = next((line.strip() for line in message.content.plain_text().splitlines() if line.strip()), "")
    return words[:20]

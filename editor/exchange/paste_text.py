"""Makes a text message of words that were copied anywhere."""

from __future__ import annotations

import re
from typing import Final

from editor.document.errors import PasteRefused
from editor.document.store import Store
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.wording import Wording

MAX_CHARACTERS: Final = 20_000
_TITLE_LONGEST: Final = 20
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_PASTE = Wording("粘贴文字", "Paste text")
_TOO_LONG = Wording(
    "文字有 {count} 个字符，一次最多粘贴 {limit} 个，没有粘贴。",
    "The text has {count} characters, at most {limit} can be pasted at once; nothing was pasted.",
)


def paste_text(store: Store, text: str, at: tuple[float, float]) -> NodeId:
    """Adds a message that says *text*, in one edit; characters no screen shows are left out.

    Raises PasteRefused when it is too long or says nothing.
    """
    if len(text) > MAX_CHARACTERS:
        raise PasteRefused(_TOO_LONG.format(count=f"{len(text):,}", limit=f"{MAX_CHARACTERS:,}"))
    said = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not said:
        raise PasteRefused(
            Wording("剪贴板里没有文字，没有粘贴。", "The clipboard holds no words; nothing was pasted.")
        )
    with store.edit(_PASTE) as draft:
        made = NodeId(draft.new_id("n"))
        title = said.splitlines()[0].strip()[:_TITLE_LONGEST]
        draft.add_node(SendMessage(id=made, title=title, message=Message(content=Text(text=said))), *at)
    return made

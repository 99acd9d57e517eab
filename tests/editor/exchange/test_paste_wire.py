from __future__ import annotations

import json

from editor.document.store import Store
from editor.exchange.carrier_message import carrier_text
from editor.exchange.paste_wire import looks_like_wire, paste_wire
from editor.undo import History
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from runtime.messages.reading import read_pasted
from tests.support.flows import greeting
from tests.support.messages import reply


def wire_text() -> str:
    message = Message(
        content=RichCard(card=Card(title="一张券", suggestions=(reply("领取"),))), chips=(reply("不要", 9),)
    )
    parts = [{"contentType": part.content_type, "contentText": part.content} for part in message.to_wire()]
    return json.dumps({"messageList": parts}, ensure_ascii=False)


def test_a_carriers_message_becomes_a_node_with_everything_kept() -> None:
    store = Store(greeting())

    pasted = paste_wire(store, wire_text(), (100, 50))

    assert pasted.node is not None
    node = store.node(pasted.node)
    assert isinstance(node, SendMessage)
    assert [suggestion.text for suggestion in node.message.replies()] == ["领取", "不要"]
    assert node.title == "一张券"
    assert store.position(pasted.node).x == 100


def test_pasting_a_message_is_one_step_that_can_be_undone() -> None:
    store = Store(greeting())
    history = History(store)
    before = store.document

    paste_wire(store, wire_text(), (0, 0))

    assert [name.zh for name in history.names()] == ["粘贴消息"]
    history.undo()
    assert store.document == before


def test_what_is_no_message_changes_nothing_and_says_why() -> None:
    store = Store(greeting())
    before = store.document

    pasted = paste_wire(store, '{"no": "message"}', (0, 0))

    assert pasted.node is None
    assert pasted.not_understood
    assert store.document is before


def test_plain_words_do_not_look_like_a_message() -> None:
    assert looks_like_wire(' \n{"a": 1}')
    assert not looks_like_wire("春季上新")


def test_the_text_for_first_clients_goes_out_and_comes_back_where_it_is_carried() -> None:
    fallback = Fallback(mode="own", text="春茶上市", rcs_text="春茶上市，回复 ]]> 1 看看")
    message = Message(content=RichCard(card=Card(title="春茶")), fallback=fallback)

    back = {name: read_pasted(carrier_text(message, name)) for name in ("cmcc", "ctcu")}

    assert back["cmcc"].message is not None
    assert back["cmcc"].message.fallback == fallback
    assert back["cmcc"].not_understood == ()
    assert back["ctcu"].message is not None
    assert back["ctcu"].message.fallback.rcs_text == ""

"""Whatever tool rewords a text, its translation follows and undo brings the old pair back."""

from editor.document.change import Change
from editor.document.store import Store
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.translations import Translation, with_translation
from runtime.records import replaced_at
from runtime.wording import Wording
from tests.support.flows import greeting, node_id

EDIT = Wording("修改", "Edit")
HELLO = node_id("hello")


def test_an_edit_of_a_text_carries_its_translation_and_undo_returns_it() -> None:
    store, heard = Store(greeting()), list[Change]()
    with store.edit(EDIT) as draft:
        draft.put_node(with_translation(draft.node(HELLO), "en", "您好", "Hello"))
    store.subscribe(heard.append)

    with store.edit(EDIT) as draft:
        draft.put_node(replaced_at(draft.node(HELLO), ("message", "content", "text"), "大家好"))

    assert store.node(HELLO).translations["en"] == {"大家好": Translation(text="Hello", was="您好")}
    store.apply(heard[0].reversed())
    hello = store.node(HELLO)
    assert isinstance(hello, SendMessage)
    assert hello.translations["en"] == {"您好": Translation(text="Hello")}

"""What is copied fits where it is pasted: fresh ids, names of its own, nothing of a stranger's machine."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.document import clipboard
from editor.document.clip import Clip, ClipMedia, looks_like_clip, read_clip
from editor.document.errors import PasteRefused
from editor.document.selection import Selection
from editor.document.store import Store
from editor.exchange.paste_text import MAX_CHARACTERS, paste_text
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.translations import with_translation
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from tests.support.flows import document, generated, greeting, node_id, spring_sale


def everything(store: Store) -> Selection:
    selection = Selection(store)
    selection.set(store.nodes, store.notes, store.frames)
    return selection


def saying(text: str, *variables: Variable, postback: str = "") -> Document:
    chip = Suggestion(id=SuggestionId("s1"), text="好", postback=postback)
    node = SendMessage(id=node_id("hello"), message=Message(content=Text(text=text), chips=(chip,)))
    made = document((node,))
    return made.model_copy(update={"flow": made.flow.with_changes(variables=variables)})


def moved(here: Document, there: Document) -> tuple[Store, clipboard.Pasted]:
    source, target = Store(here), Store(there)
    pasted = clipboard.paste(target, clipboard.copy(source, everything(source)))
    return target, pasted


def modulo_ids(data: bytes) -> object:
    """A clip with ids replaced by the order in which they come, and places by how they stand to the first."""
    clip = read_clip(data, is_trusted=True)
    names = {node.id: str(number) for number, node in enumerate(clip.nodes)}
    left = min((place.x for place in clip.positions.values()), default=0)
    top = min((place.y for place in clip.positions.values()), default=0)
    nodes = [
        node.model_dump(mode="json")
        | {"id": names[node.id], "targets": {exit_: names[to] for exit_, to in node.targets.items()}}
        for node in clip.nodes
    ]
    places = {
        names[node]: (round(place.x - left, 3), round(place.y - top, 3))
        for node, place in clip.positions.items()
    }
    return nodes, places, [note.text for note in clip.notes], [v.model_dump() for v in clip.variables]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 30), st.data())
def test_what_was_pasted_is_copied_alike(count: int, data: st.DataObject) -> None:
    store = Store(generated(count))
    chosen = data.draw(st.lists(st.sampled_from(list(store.nodes)), min_size=1, unique=True))
    selection = Selection(store)
    selection.set(name for name in store.nodes if name in chosen)
    first = clipboard.copy(store, selection)
    empty = Store(document(()))
    pasted = clipboard.paste(empty, first, (10, 10))
    again = Selection(empty)
    again.set(pasted.nodes)

    assert modulo_ids(first) == modulo_ids(clipboard.copy(empty, again))


def test_the_samples_are_copied_alike_with_notes_and_variables() -> None:
    store = Store(spring_sale())
    first = clipboard.copy(store, everything(store))
    empty = Store(document(()))
    clipboard.paste(empty, first)

    assert modulo_ids(first) == modulo_ids(clipboard.copy(empty, everything(empty)))


def test_a_variable_of_another_type_gets_another_name_everywhere() -> None:
    here = saying("还差 {{金额}} 元", Variable(name="金额", type=ValueType.NUMBER))
    there = saying("{{金额}}", Variable(name="金额", type=ValueType.TEXT))
    store, pasted = moved(here, there)

    assert [(v.name, v.type.value) for v in store.flow.variables] == [("金额", "text"), ("金额_2", "number")]
    assert "还差 {{金额_2}} 元" in str(store.node(pasted.nodes[0]))
    assert "金额_2" in pasted.remarks[0].zh


def test_a_variable_of_the_same_type_is_shared() -> None:
    store, pasted = moved(saying("{{姓名}}", Variable(name="姓名")), saying("", Variable(name="姓名")))

    assert [variable.name for variable in store.flow.variables] == ["姓名"]
    assert pasted.remarks == ()


def test_translations_come_along_with_their_languages() -> None:
    here = saying("您好")
    node = with_translation(here.flow.nodes[node_id("hello")], "en", "您好", "Hello")
    flow = here.flow.with_changes(languages=("en", "ja"), nodes={node.id: node})
    store, pasted = moved(here.model_copy(update={"flow": flow}), saying("别的"))

    assert store.flow.languages == ("en",)
    assert store.node(pasted.nodes[0]).translations["en"]["您好"].text == "Hello"


def test_a_postback_that_stands_here_is_made_anew_and_others_stay() -> None:
    taken, pasted = moved(saying("", postback="take"), saying("", postback="take"))
    free, other = moved(saying("", postback="take"), saying("", postback="give"))

    assert chip_of(taken.node(pasted.nodes[0])).postback == ""
    assert chip_of(free.node(other.nodes[0])).postback == "take"


def chip_of(node: Node) -> Suggestion:
    assert isinstance(node, SendMessage)
    return node.message.chips[0]


def test_stricter_limits_are_counted() -> None:
    here = saying("x" * 2_000)
    here = here.model_copy(update={"flow": here.flow.with_changes(profile="gsma")})
    chip = Suggestion(id=SuggestionId("s1"), text="查看离我最近的门店")
    node = SendMessage(id=node_id("hello"), message=Message(content=Text(text="a"), chips=(chip,)))
    here = here.model_copy(update={"flow": here.flow.with_changes(nodes={node.id: node})})
    _, pasted = moved(here, saying("b"))

    assert [words.zh for words in pasted.remarks] == ["按这里的「严格（国内三家合并）」规格有 1 处超过限制"]


def test_media_get_the_names_they_have_here() -> None:
    store = Store(spring_sale())
    selection = Selection(store)
    selection.set([node_id("carousel")])
    clip = read_clip(clipboard.copy(store, selection))
    empty = Store(document(()))
    pasted = clipboard.paste_clip(empty, clip, None, {"media:coat.png": "media:coat-1.png"})

    text = str(empty.node(pasted.nodes[0]).model_dump(mode="json"))
    assert "media:coat-1.png" in text
    assert "'media:coat.png'" not in text


def test_only_our_own_data_may_say_where_media_stand() -> None:
    store = Store(spring_sale())
    media = ClipMedia(home="elsewhere/media", files={"coat.png": 12})
    data = clipboard.copy(store, everything(store), media)

    assert read_clip(data, is_trusted=True).media.home == "elsewhere/media"
    assert read_clip(data).media.home == ""


def test_nodes_without_media_name_no_folder() -> None:
    store = Store(greeting())
    data = clipboard.copy(store, everything(store), ClipMedia(home="elsewhere-folder"))

    assert b"elsewhere" not in data


def test_the_text_twin_is_the_same_data() -> None:
    store = Store(greeting())
    text = clipboard.copy(store, everything(store)).decode()
    pretty = "\ufeff" + json.dumps(json.loads(text), indent=2)

    assert looks_like_clip(pretty)
    assert len(clipboard.paste(Store(document(())), pretty.encode()).nodes) == len(store.nodes)
    assert not looks_like_clip('{"messageList": []}')
    assert not looks_like_clip('say "xinliu"')


def test_more_nodes_than_a_file_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "MAX_IN_FILE", 5)
    store = Store(greeting())
    selection = Selection(store)
    selection.set([node_id("hello"), node_id("yes")])

    with pytest.raises(PasteRefused, match="6 nodes, a scenario takes 5"):
        clipboard.duplicate(store, selection)


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": [{"type": "end", "id": "a"}, {"type": "end", "id": "a"}]},
        {"media": {"home": "x" * 5_000}},
        {"media": {"files": {"a": -1}}},
        {"languages": ["not a language"]},
        {"variables": [{"name": "1 a"}]},
        {"unheard_of": 1},
    ],
)
def test_hostile_clips_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(PasteRefused):
        read_clip(json.dumps({"xinliu": 1, **change}).encode())


def test_a_clip_of_a_newer_version_is_told_from_a_damaged_one() -> None:
    with pytest.raises(PasteRefused) as refusal:
        read_clip(b'{"xinliu": 2, "whatever": []}')

    assert "更新的版本" in refusal.value.sentence.zh


def test_words_become_a_message() -> None:
    store = Store(document(()))
    made = paste_text(store, "  春季上新\r\n满 300 减 60\x07  ", (5, 6))

    node = store.node(made)
    assert isinstance(node, SendMessage)
    assert (node.title, node.message.content.plain_text()) == ("春季上新", "春季上新\n满 300 减 60")
    assert (store.position(made).x, store.position(made).y) == (5, 6)


@pytest.mark.parametrize("text", ["", " \r\n", "\x00\x07", "x" * (MAX_CHARACTERS + 1)])
def test_words_that_are_none_or_too_many_are_refused(text: str) -> None:
    store = Store(document(()))

    with pytest.raises(PasteRefused):
        paste_text(store, text, (0, 0))
    assert not store.nodes


def test_an_empty_clip_is_empty() -> None:
    assert Clip().is_empty
    assert not Clip(nodes=(SendMessage(id=NodeId("a")),)).is_empty

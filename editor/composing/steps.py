"""What the picture of the phone does to a message: one named edit of the store for each gesture."""

from __future__ import annotations

from editor.composing.parts import TEXTS, Part, hint_of, message_path, part_at
from editor.document.store import Store
from editor.inspector.edits import put_node_value, put_translation
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.targets import targets_of
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.media_facts import MediaFacts
from runtime.messages.message import Message
from runtime.records import FieldPath, value_at
from runtime.wording import Wording
from widgets.form.fresh import fresh_suggestion, moved

_LIMITS = {"cards": "carousel_cards", "suggestions": "card_suggestions", "chips": "chips"}
_FULL = {
    "cards": Wording("轮播最多 {limit} 张卡片", "A carousel takes {limit} cards at most"),
    "suggestions": Wording("一张卡片最多 {limit} 条建议", "A card takes {limit} suggestions at most"),
    "chips": Wording("悬浮建议最多 {limit} 条", "A message takes {limit} chips at most"),
}


class ListFull(ValueError):
    """The list takes no further item by the profile of the scenario; `sentence` says so."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def write(store: Store, node_id: NodeId, part: Part, text: str, merge: str = "") -> None:
    """Put the words of a part; *merge* is the form's own key, so that both make one step of undo."""
    put_node_value(store, node_id, part.text_path, text, merge)


def write_in_language(
    store: Store, node_id: NodeId, part: Part, language: str, text: str, merge: str = ""
) -> None:
    """Say a part in a further language of the scenario."""
    source = str(value_at(store.node(node_id), part.text_path))
    put_translation(store, node_id, language, source, text, merge)


def merge_key(part: Part) -> str:
    """The key the form gives keystrokes into the same field."""
    return "/".join(str(step) for step in part.text_path)


def is_spoken(node: Node, part: Part) -> bool:
    """Whether the words of a part can be said in further languages."""
    return hint_of(node, part).spoken


def add_beside(store: Store, node_id: NodeId, part: Part) -> Part | None:
    """Add an item behind a part: a card, a suggestion or a chip; gives what is typed first in it.

    Beside a title, a description or a picture it is a suggestion of the card, beside a text a chip. Raises
    ListFull.
    """
    node = store.node(node_id)
    if part.list_path is not None:
        return insert(store, node_id, part.list_path, part.index + 1)
    card = part.card_path
    if card is not None:
        return add_last(store, node_id, (*card, "suggestions"))
    base = message_path(node)
    return add_last(store, node_id, (*base, "chips")) if base is not None else None


def add_last(store: Store, node_id: NodeId, list_path: FieldPath) -> Part | None:
    """Add an item at the end of a list; raises ListFull."""
    return insert(store, node_id, list_path, len(_items(store.node(node_id), list_path)))


def insert(store: Store, node_id: NodeId, list_path: FieldPath, place: int) -> Part | None:
    """Add an item at a place of a list and give what is typed first in it; raises ListFull."""
    node = store.node(node_id)
    items = _items(node, list_path)
    refuse_full(store, str(list_path[-1]), len(items) + 1)
    item: object = Card() if list_path[-1] == "cards" else fresh_suggestion()
    put_node_value(store, node_id, list_path, (*items[:place], item, *items[place:]))
    made: FieldPath = (*list_path, place)
    first = (*made, "title") if list_path[-1] == "cards" else made
    return part_at(store.node(node_id), first)


def refuse_full(store: Store, list_name: str, count: int) -> None:
    """Raises ListFull when the targets take fewer than *count* items of a list."""
    limit = targets_of(store.flow).limit(_LIMITS[list_name])
    if limit is not None and count > limit.maximum:
        raise ListFull(_FULL[list_name].format(limit=limit.maximum))


def remove(store: Store, node_id: NodeId, part: Part) -> bool:
    """Take an item, a picture or the words of a text away; whether there was something."""
    node = store.node(node_id)
    if part.list_path is not None:
        items = _items(node, part.list_path)
        put_node_value(store, node_id, part.list_path, (*items[: part.index], *items[part.index + 1 :]))
        return True
    if part.kind == "media":
        put_node_value(store, node_id, part.path, None)
        return True
    if part.kind in TEXTS and value_at(node, part.path):
        put_node_value(store, node_id, part.path, "")
        return True
    return False


def move(store: Store, node_id: NodeId, part: Part, target: int) -> Part | None:
    """Put an item at another place of its list; gives it there, None when it stays where it was."""
    if part.list_path is None:
        return None
    items = _items(store.node(node_id), part.list_path)
    if not 0 <= target < len(items) or target == part.index:
        return None
    put_node_value(store, node_id, part.list_path, moved(items, part.index, target))
    return Part(part.kind, (*part.list_path, target))


def put_picture(store: Store, node_id: NodeId, card: FieldPath, media: CardMedia) -> None:
    """Give a card another picture; how high it is shown and what it says to screen readers stay."""
    old = value_at(store.node(node_id), (*card, "media"))
    if isinstance(old, CardMedia):
        media = media.model_copy(update={"height": old.height, "description": old.description})
    put_node_value(store, node_id, (*card, "media"), media)


def put_file(
    store: Store, node_id: NodeId, path: FieldPath, facts: MediaFacts, small: Thumbnail | None
) -> None:
    """Let a message send another file."""
    old = value_at(store.node(node_id), path)
    assert isinstance(old, File)
    made = old.with_changes(
        source=facts.source,
        name=facts.name,
        content_type=facts.content_type,
        size_bytes=facts.size_bytes,
        duration_s=facts.duration_s,
        thumbnail=small,
    )
    put_node_value(store, node_id, path, made)


def can_add_cards(node: Node) -> bool:
    """Whether the message is a row of cards."""
    base = message_path(node)
    message = value_at(node, base) if base is not None else None
    return isinstance(message, Message) and isinstance(message.content, Carousel)


def _items(node: Node, list_path: FieldPath) -> tuple[object, ...]:
    items = value_at(node, list_path)
    assert isinstance(items, tuple)
    return items

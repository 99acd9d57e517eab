"""Edits of everything that shows a medium: another file in its place, or the same one under another name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel

from editor.document.store import Store
from editor.document.used_media import media_of_nodes, with_media_renamed
from runtime.flow.node import Node
from runtime.messages.elements.file import File
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording

_RENAME: Final = Wording("重命名「{name}」", 'Rename "{name}"')
_REPLACE: Final = Wording("替换「{name}」", 'Replace "{name}"')
_MERGE: Final = Wording("合并 {count} 个相同的文件", "Merge {count} files that are the same")
_PREFIX: Final = "media:"


def rename_media(store: Store, old: str, new: str) -> int:
    """Shows *new* wherever *old* was shown, the file being the same; gives the number of nodes changed."""
    return _put(store, _RENAME.format(name=old.removeprefix(_PREFIX)), {old: new}, None)


def replace_media(store: Store, old: str, facts: MediaFacts) -> int:
    """Shows another file wherever *old* was shown, with its type, size and length, in one edit."""
    return _put(store, _REPLACE.format(name=old.removeprefix(_PREFIX)), {old: facts.source}, facts)


def merge_media(store: Store, doubles: Iterable[str], kept: str) -> int:
    """Shows *kept* wherever one of the *doubles* was shown, in one edit."""
    names = dict.fromkeys(doubles, kept)
    return _put(store, _MERGE.format(count=len(names) + 1), names, None)


def with_media_replaced(node: Node, old: str, facts: MediaFacts) -> Node:
    """The node with another file wherever *old* was shown; the same object when it nowhere was."""
    changed = _replaced(node, old, facts)
    assert isinstance(changed, Node)
    return changed


def _put(store: Store, words: Wording, names: dict[str, str], facts: MediaFacts | None) -> int:
    showing = [node for node in store.nodes.values() if set(media_of_nodes([node])) & set(names)]
    if not showing:
        return 0
    with store.edit(words) as draft:
        for node in showing:
            changed = node
            if facts is not None:
                for old in names:
                    changed = with_media_replaced(changed, old, facts)
            else:
                changed = with_media_renamed(changed, names)
            draft.put_node(changed)
    return len(showing)


def _replaced(record: BaseModel, old: str, facts: MediaFacts) -> BaseModel:
    updates: dict[str, object] = {}
    if isinstance(record, CardMedia | File | Thumbnail) and record.source == old:
        updates = {
            "source": facts.source,
            "content_type": facts.content_type,
            "size_bytes": facts.size_bytes,
        }
        if isinstance(record, File):
            updates["duration_s"] = facts.duration_s
        if isinstance(record, CardMedia | File):
            updates["thumbnail"] = None
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in updates:
            continue
        made: object = value
        if isinstance(value, BaseModel):
            made = _replaced(value, old, facts)
        elif isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
            items = tuple(
                _replaced(item, old, facts) if isinstance(item, BaseModel) else item for item in value
            )
            made = items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        if made is not value:
            updates[name] = made
    return record.model_copy(update=updates) if updates else record

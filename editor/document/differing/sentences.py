"""The sentence of one difference inside a node or the flow itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from editor.document.differing.entries import FieldChange
from editor.document.differing.naming import hint_at, item_words, lowered, place_parts, value_words
from runtime.flow.issues.naming import LONGEST_QUOTE
from runtime.messages.elements.element import Element
from runtime.messages.media import CardMedia
from runtime.records import FieldPath
from runtime.wording import Wording

_LEAD: Final = 10
"""Characters that two texts may share at their start before it is left out."""
_PUT: Final = Wording("「{name}」改名为「{new}」", '"{name}" is now called "{new}"')
_CHANGED: Final = Wording("改了{place}", "Changed {place}")
_ADDED: Final = Wording("{place}多一{measure}{item}", "{place} has one more {item}")
_REMOVED: Final = Wording("{place}少一{measure}{item}", "{place} has one {item} less")
_REORDERED: Final = Wording("{place}换了顺序", "{place}: another order")
_PICTURE_NEW: Final = Wording("{place}加了图片", "{place} has a picture now")
_PICTURE_GONE: Final = Wording("{place}去掉了图片", "{place} has no picture any more")
_PICTURE: Final = Wording("换了{place}的图片", "Another picture for {place}")
_ELEMENT: Final = Wording("{place}从{old}改成{new}", "{place} was a {old} and is a {new} now")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its second line."""

    sentence: Wording
    was: Wording | None = None
    now: Wording | None = None


def said_of(change: FieldChange, old: BaseModel, new: BaseModel, owner: Wording) -> Said:
    """What *change* between two records is in words; *owner* names the record, in quotation marks."""
    record, path = (old, change.old_path) if change.kind == "removed" else (new, change.path)
    hint = hint_at(record, path)
    if change.kind in ("added", "removed"):
        item, measure = item_words(path, hint)
        words = _ADDED if change.kind == "added" else _REMOVED
        place = _place(record, path[:-2], owner)
        sentence = words.format(place=place, measure=measure, item=_in_sentence(item))
        told = value_words(change.new if change.kind == "added" else change.old, hint)
        return Said(sentence, *((None, told) if change.kind == "added" else (told, None)))
    if change.kind == "reordered":
        return Said(_REORDERED.format(place=field_words(record, path, owner)))
    if isinstance(change.old, CardMedia | None) and isinstance(change.new, CardMedia | None):
        words = _PICTURE_NEW if change.old is None else _PICTURE_GONE
        return Said(words.format(place=_place(record, path[:-1], owner)))
    if isinstance(change.old, Element) and isinstance(change.new, Element):
        kinds = {"old": change.old.label, "new": change.new.label}
        return Said(_ELEMENT.format(place=_place(record, path[:-1], owner), **kinds))
    sentence = _CHANGED.format(place=field_words(record, path, owner))
    was, now = near_difference(change.old, change.new)
    return Said(sentence, value_words(was, hint), value_words(now, hint))


def near_difference(old: object, new: object) -> tuple[object, object]:
    """Two long texts from shortly before they differ on, so that the difference shows when they are cut."""
    if not isinstance(old, str) or not isinstance(new, str) or max(len(old), len(new)) <= LONGEST_QUOTE:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    same_until = next((index for index, (a, b) in pairs if a != b), min(len(old), len(new)))
    if same_until <= _LEAD:
        return old, new
    begin = same_until - _LEAD // 2
    return f"…{old[begin:]}", f"…{new[begin:]}"


def said_of_picture(path: FieldPath, new: BaseModel, owner: Wording) -> Said:
    """The sentence for another picture at *path*, the path of the media."""
    return Said(_PICTURE.format(place=_place(new, path[:-1], owner)))


def said_of_title(old: Wording, new: Wording) -> Said:
    """The sentence for a new name."""
    return Said(_PUT.format(name=old, new=new))


def _place(record: BaseModel, path: FieldPath, owner: Wording) -> Wording:
    """`「新品轮播」卡片 2`: the owner and the place in it; the owner alone for an empty path."""
    parts = place_parts(record, path)
    if not parts:
        return owner
    zh = " › ".join(zh for zh, _ in parts)
    en = " of ".join(lowered(en) for _, en in reversed(parts))
    gap = " " if zh[-1].isdigit() else ""  # a Chinese word follows
    return Wording(f"{owner.zh}{zh}{gap}", f"{en} of {owner.en}" if owner.en else en)


def field_words(record: BaseModel, path: FieldPath, owner: Wording) -> Wording:
    """`「新品轮播」卡片 2 的标题`: the place and the field in it; the owner alone for no field."""
    parts = place_parts(record, path)
    if not parts:
        return owner
    zh, en = parts[-1]
    holder = _place(record, _without_last_word(record, path, len(parts)), owner)
    zh_words = f"{holder.zh}的{zh}" if holder.zh else zh
    return Wording(zh_words, f"{lowered(en)} of {holder.en}" if holder.en else lowered(en))


def _without_last_word(record: BaseModel, path: FieldPath, words: int) -> FieldPath:
    """The path up to the last step that has a word of its own."""
    for length in range(len(path) - 1, -1, -1):
        if len(place_parts(record, path[:length])) < words:
            return path[:length]
    return ()


def _in_sentence(item: Wording) -> Wording:
    return Wording(item.zh, lowered(item.en))

"""How a comparison names places and values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from runtime.flow.condition import Condition
from runtime.flow.durations import in_words
from runtime.flow.issues.naming import place_of, shortened
from runtime.flow.translations import language_name
from runtime.messages.card import Card
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath, Hint, hints_of
from runtime.wording import Wording, same

_ON: Final = {True: Wording("开", "on"), False: Wording("关", "off")}
_NOTHING: Final = Wording("（空）", "(empty)")
_MEASURES: Final = {"cards": "张", "chips": "条", "suggestions": "条", "rows": "条", "entries": "项"}
"""Field of a list → the Chinese measure word of its items."""

_ITEMS: Final = {
    "cards": Wording("卡片", "card"),
    "chips": Wording("悬浮建议", "chip"),
    "suggestions": Wording("建议", "suggestion"),
    "words": Wording("关键词", "keyword"),
    "rows": Wording("条件", "condition"),
    "languages": Wording("语言", "language"),
}


def hint_at(record: BaseModel, path: FieldPath) -> Hint | None:
    """The hint of the field a path leads to, or of the list whose item it leads to."""
    value: object = record
    hint: Hint | None = None
    for step in path:
        if isinstance(value, BaseModel) and isinstance(step, str):
            hint = hints_of(type(value)).get(step)
            value = getattr(value, step, None)
        else:
            value = item_at(value, step)
    return hint


def item_at(holder: object, step: str | int) -> object:
    """The item of a list or table, None when there is none."""
    if isinstance(holder, tuple) and isinstance(step, int):
        return holder[step] if -len(holder) <= step < len(holder) else None
    return holder.get(step) if isinstance(holder, Mapping) else None


def found_at(record: object, path: FieldPath) -> object:
    """The value a path leads to through records, lists and tables; None when there is none."""
    value = record
    for step in path:
        if isinstance(value, BaseModel) and isinstance(step, str):
            value = getattr(value, step, None)
        else:
            value = item_at(value, step)
    return value


def place_parts(record: BaseModel, path: FieldPath) -> tuple[tuple[str, str], ...]:
    """The place in words, outermost first, each in both languages."""
    place = place_of(record, path)
    if not place.zh:
        return ()
    return tuple(zip(place.zh.split(" › "), place.en.split(" › "), strict=True))


def lowered(words: str) -> str:
    """A label inside an English sentence: a capital at its start goes, abbreviations stay."""
    return words[:1].lower() + words[1:] if len(words) > 1 and words[1].islower() else words


def item_words(path: FieldPath, hint: Hint | None) -> tuple[Wording, str]:
    """What one item of a list is called, and its Chinese measure word."""
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    label = hint.item or hint.label if hint is not None else same("")
    return _ITEMS.get(field, label), _MEASURES.get(field, "个")


def value_words(value: object, hint: Hint | None) -> Wording:
    """A value in one short line."""
    if value is None or value in ("", ()):
        return _NOTHING
    if hint is not None and isinstance(value, str) and value in hint.choices:
        return hint.choices[value]
    if isinstance(value, BaseModel):
        return record_words(value)
    if isinstance(value, tuple):
        parts = [value_words(item, hint) for item in value[:6]]
        return Wording("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    return _plain_words(value, hint)


def _plain_words(value: object, hint: Hint | None) -> Wording:
    if isinstance(value, bool):
        return _ON[value]
    if isinstance(value, int) and hint is not None and hint.widget == "duration":
        return in_words(value)
    return same(f"{value:g}" if isinstance(value, float) else shortened(str(value)))


def record_words(record: BaseModel) -> Wording:
    """A record as its most telling texts, joined."""
    if isinstance(record, Condition):
        words = record.in_words()
        return words if words.zh else _NOTHING
    if isinstance(record, Suggestion):
        return same(shortened(record.text))
    if isinstance(record, Card):
        return same(" ・ ".join(shortened(text) for text in (record.title, record.description) if text))
    label = getattr(type(record), "label", None)
    texts = [
        value_words(value, hint)
        for name, hint in hints_of(type(record)).items()
        if isinstance(value := getattr(record, name), str | float | int | Condition)
        and not isinstance(value, bool)
        and value != ""
    ][:3]
    if isinstance(label, Wording):
        texts = [label, *texts[:1]]
    return Wording(" ・ ".join(text.zh for text in texts), " ・ ".join(text.en for text in texts))


def language_words(tag: object) -> Wording:
    """The name of a language of the translations."""
    return language_name(str(tag))

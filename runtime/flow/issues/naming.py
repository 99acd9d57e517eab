"""How issues name nodes, exits, fields and texts."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from runtime.flow.exit import Exit
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.flow.translations import language_name
from runtime.records import FieldPath, hints_of
from runtime.wording import Wording, printable, same

LONGEST_QUOTE = 24
"""Characters of a text that still read well inside a sentence."""

LONGEST_NAME = 80
"""Characters of a name that a sentence repeats; titles have 60, other names come from anywhere."""

_TRANSPARENT = ("message", "record", "condition")
"""Widgets of fields that merely hold others; naming them would only lengthen the place."""


def quoted(text: str | Wording) -> Wording:
    """*text* in the quotation marks of each language."""
    words = same(text) if isinstance(text, str) else text
    return Wording(f"「{printable(words.zh, LONGEST_NAME)}」", f'"{printable(words.en, LONGEST_NAME)}"')


def name_of(node: Node) -> Wording:
    """The node's title, or its type where it has none, in quotation marks."""
    return quoted(node.named())


def name_of_exit(way: Exit) -> Wording:
    """The exit's label in quotation marks."""
    return quoted(way.label)


def shortened(text: str) -> str:
    """*text* in one line, cut so that it fits into a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def place_of(record: BaseModel, path: FieldPath) -> Wording:
    """Where *path* leads below *record*, in words: `卡片 2 › 建议 1 › 文字`; empty for the record itself."""
    zh: list[str] = []
    en: list[str] = []
    value: object = record
    for step in path:
        if isinstance(step, int):
            if zh and isinstance(value, tuple):
                zh[-1] += f" {step + 1}"
                en[-1] = f"{en[-1].removesuffix('s')} {step + 1}"
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            continue
        hint = hints_of(type(value)).get(step) if isinstance(value, BaseModel) else None
        if hint is not None and hint.widget not in _TRANSPARENT:
            zh.append(hint.label.zh)
            en.append(hint.label.en)
        value = getattr(value, step, None)
    return Wording(" › ".join(zh), " › ".join(en))


def field_of(node: Node, path: FieldPath) -> Wording:
    """The field as a sentence names it: `「新品轮播」的卡片 2 › 标题`; the node alone for an empty place."""
    place = place_of(node, path)
    if not place.zh:
        return name_of(node)
    name = name_of(node)
    return Wording(f"{name.zh}的「{place.zh}」", f'"{place.en}" of {name.en}')


def field_in(node: Node, path: FieldPath, language: str) -> Wording:
    """The field as a sentence names it, with the further *language* whose text it is about, if any."""
    field = field_of(node, path)
    if not language:
        return field
    name = language_name(language)
    return Wording(f"{field.zh}的{name.zh}译文", f"The {name.en} text of {field.en}")


def at_its_field(issue: Issue, node: Node) -> Wording:
    """What an issue says where it is read at its field: without the name of the place people look at."""
    name = name_of(node)
    fields = (field_of(node, issue.path), name)
    return Wording(
        _without_place(issue.sentence.zh, [field.zh for field in fields], name.zh),
        _without_subject(issue.sentence.en, [field.en for field in fields]),
    )


def _without_place(sentence: str, places: Sequence[str], name: str) -> str:
    for place in places:
        if place and sentence.startswith(place) and len(sentence) > len(place):
            return sentence.removeprefix(place).removeprefix("的")
    return sentence.replace(f"{name}的", "", 1)


def _without_subject(sentence: str, places: Sequence[str]) -> str:
    for place in places:
        if place and sentence.startswith(place) and len(sentence) > len(place):
            return f"It{sentence.removeprefix(place)}"
    named = next((place for place in places if f" of {place}" in sentence), None)
    return sentence.replace(f" of {named}", "", 1) if named else sentence


def form_order(record: BaseModel, path: FieldPath) -> tuple[int, ...]:
    """A sort key that puts paths in the order in which the form shows their fields."""
    order: list[int] = []
    value: object = record
    for step in path:
        if isinstance(step, int):
            order.append(step)
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            names = list(type(value).model_fields) if isinstance(value, BaseModel) else []
            order.append(names.index(step) if step in names else len(names))
            value = getattr(value, step, None)
    return tuple(order)

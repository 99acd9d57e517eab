"""Every text of a scenario with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel

from runtime.flow.flow import Flow
from runtime.flow.issues.naming import place_of
from runtime.flow.layout import Frame, Note
from runtime.flow.node import Node
from runtime.flow.translations import Spoken, language_name
from runtime.records import FieldPath, Hint, hints_of
from runtime.wording import Wording, same

Owner: TypeAlias = Literal["node", "note", "frame", "flow"]

_TYPE: Final = Wording("类型", "Type")
_NOTE: Final = Wording("便签", "Note")
_FRAME: Final = Wording("分组", "Frame")
_SCENARIO: Final = Wording("场景", "Scenario")
_BETWEEN: Final = " › "

_NO_WORDING_WIDGETS: Final = frozenset({"variable", "media", "colour", "profile", "date_time"})
_NO_WORDING_FIELDS: Final = frozenset(
    {"time_zone", "path", "experiment", "sms_sender", "postback", "default", "phone_number"}
)
_LINES: Final = "text"
"""The field of a note."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One text and where it stands."""

    owner: Owner
    id: str
    """The id of the node, note or frame; empty for the scenario itself."""
    path: FieldPath
    """Inside the owner; `("type",)` for what a node is called by its kind, which is no field."""
    text: str
    is_wording: bool
    """Whether people read it, so that it may be replaced; a variable's name may not."""


def spots_of_node(node: Node) -> tuple[Spot, ...]:
    """The texts of a node: its name, its kind in both languages, then its fields in their order."""
    kinds = [node.label.zh, node.label.en]
    label = getattr(getattr(getattr(node, "message", None), "content", None), "label", None)
    if isinstance(label, Wording):
        kinds += [label.zh, label.en]
    formulas = {path for path, _, _ in node.expressions()}
    found = [Spot("node", node.id, ("title",), node.title, is_wording=True)] if node.title else []
    found.append(Spot("node", node.id, ("type",), "\n".join(dict.fromkeys(kinds)), is_wording=False))
    is_technical = node.category == "outside"
    for path, text in translated(node):
        found.append(Spot("node", node.id, path, text, is_wording=True))
    for path, hint, text in texts_of(node, ()):
        if path != ("title",):
            is_wording = not is_technical and path not in formulas and _is_wording(path, hint)
            found.append(Spot("node", node.id, path, text, is_wording))
    return tuple(found)


def spots_of_flow(head: Flow) -> tuple[Spot, ...]:
    """The texts of the scenario itself: name, chatbot with its menu, variables."""
    found = []
    for path, hint, text in texts_of(head, ()):
        is_name = path[0] == "variables"
        found.append(Spot("flow", "", path, text, not is_name and _is_wording(path, hint)))
    return tuple(found)


def spot_of_note(note: Note) -> Spot:
    """The text of a note."""
    return Spot("note", note.id, (_LINES,), note.text, is_wording=True)


def spot_of_frame(frame: Frame) -> Spot:
    """The title of a frame."""
    return Spot("frame", frame.id, ("title",), frame.title, is_wording=True)


def place_in(record: BaseModel, spot: Spot) -> Wording:
    """Where a text stands, in words: 新品轮播 › 卡片 2 › 标题; *record* is the owner."""
    if spot.owner in {"note", "frame"}:
        return _NOTE if spot.owner == "note" else _FRAME
    outer = record.named() if isinstance(record, Node) else _SCENARIO
    inner = _TYPE if spot.path == ("type",) else place_of(record, spot.path)
    if spot.path[0] == "translations":
        inner = language_name(str(spot.path[1]))
    if spot.path == ("title",) or not inner.zh:
        return outer
    return Wording(outer.zh + _BETWEEN + inner.zh, outer.en + _BETWEEN + inner.en)


def line_of(spot: Spot, begin: int, end: int, most: int = 48) -> Wording:
    """The surroundings of a place in a text, in one line of at most *most* characters."""
    room = max(0, most - (end - begin)) // 2
    left, right = max(0, begin - room), min(len(spot.text), end + room)
    line = " ".join(spot.text[left:right].split())
    return same(("…" if left else "") + line + ("…" if right < len(spot.text) else ""))


def translated(record: Node | Flow) -> Iterator[tuple[FieldPath, str]]:
    """Every translation a record owns, under `("translations", language, source text)`."""
    for language, table in record.translations.items() if isinstance(record, Spoken) else ():
        for source, kept in table.items():
            if kept.text:
                yield ("translations", language, source), kept.text


def source_path(record: Node | Flow, path: FieldPath) -> FieldPath:
    """The field in whose form a text is edited: for a translation, that of the text it translates."""
    if path[0] != "translations":
        return path
    return next((at for at, _, text in texts_of(record, ()) if text == path[2]), ("title",))


def texts_of(record: BaseModel, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Hint, str]]:
    """Every text below a record that is not empty and that its form shows, in its order."""
    hints = hints_of(type(record))
    for name, value in record.__dict__.items():
        hint = hints.get(name)
        if isinstance(value, str):
            if hint is not None and value and not hint.choices:
                yield (*path, name), hint, value
        elif isinstance(value, BaseModel):
            yield from texts_of(value, (*path, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from texts_of(item, (*path, name, index))
                elif isinstance(item, str) and item and hint is not None:
                    yield (*path, name, index), hint, item


def _is_wording(path: FieldPath, hint: Hint) -> bool:
    if hint.expression or hint.variable or hint.widget in _NO_WORDING_WIDGETS:
        return False
    name = next(step for step in reversed(path) if isinstance(step, str))
    return name not in _NO_WORDING_FIELDS and (name != "value" or bool(hint.limit))

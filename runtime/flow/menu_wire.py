"""The fixed menu as carriers take it, and read back from what they and integrators write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from runtime.flow.chatbot import MenuEntry, Submenu
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.suggestions import SuggestionReader
from runtime.messages.reading.wire_object import WireObject
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class MenuReading:
    """What was read; no entries when there was no menu."""

    entries: tuple[MenuEntry, ...]
    repaired: tuple[Wording, ...] = ()
    not_understood: tuple[Wording, ...] = ()


def menu_to_wire(menu: Sequence[MenuEntry]) -> dict[str, Any]:
    """The RCC.07 menu `{"menu": {"entries": […]}}`.

    Source: chatbot menu schema (CT/CU customer access interface V1.0.4 §7.1.2). An entry that does nothing is
    left out; one with a list has no action of its own.
    """
    return {"menu": {"entries": [wire for entry in menu if (wire := _entry_to_wire(entry)) is not None]}}


def _entry_to_wire(entry: MenuEntry) -> dict[str, Any] | None:
    if entry.is_list:
        lists = [_list_to_wire(each.text, [one.to_wire() for one in each.entries]) for each in entry.submenus]
        return _list_to_wire(entry.text, [*(each.to_wire() for each in entry.entries), *lists])
    return entry.suggestion.to_wire() if entry.suggestion is not None else None


def _list_to_wire(text: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"menu": {"displayText": text, "entries": entries}}


def read_menu(document: str | dict[str, Any]) -> MenuReading:
    """The fixed menu of a wire object, or of a text that holds one; never raises.

    Lists inside a submenu stand behind its other entries afterwards; that is noted where the order changes.
    """
    notes = Notes()
    try:
        value = orjson.loads(document) if isinstance(document, str) else document
    except orjson.JSONDecodeError:
        value = None
    root = WireObject(value if isinstance(value, dict) else {}, "", notes)
    menu = root.child("menu")
    if menu is None:
        notes.leave_out("", "没有 menu", "there is no menu")
        return MenuReading((), (), tuple(notes.not_understood))
    root.finish()
    suggestions = SuggestionReader()
    entries = [_read_entry(each, suggestions) for each in menu.children("entries")]
    menu.finish()
    found = tuple(each for each in entries if each is not None)
    return MenuReading(found, tuple(notes.repaired), tuple(notes.not_understood))


def _read_entry(entry: WireObject, suggestions: SuggestionReader) -> MenuEntry | None:
    if not entry.has("menu"):
        found = suggestions.read(entry)
        return None if found is None else MenuEntry(text=found.text, suggestion=found)
    inner = entry.child("menu")
    entry.finish()
    if inner is None:
        return None
    leaves: list[Suggestion] = []
    lists: list[Submenu] = []
    for each in inner.children("entries"):
        if each.has("menu"):
            lists.append(_read_list(each, suggestions))
            continue
        found = suggestions.read(each)
        if found is not None:
            leaves.append(found)
            if lists:
                each.notes.repair(each.place, "排到了列表之前", "stands before the lists now")
    text = inner.text("displayText", required=True)
    inner.finish()
    return MenuEntry(text=text, entries=tuple(leaves), submenus=tuple(lists))


def _read_list(entry: WireObject, suggestions: SuggestionReader) -> Submenu:
    inner = entry.child("menu") or WireObject({}, entry.at("menu"), entry.notes)
    entry.finish()
    leaves: list[Suggestion] = []
    for each in inner.children("entries"):
        if each.has("menu"):
            each.notes.leave_out(each.place, "是第四级菜单", "is a fourth level")
            continue
        found = suggestions.read(each)
        leaves += [found] if found is not None else []
    text = inner.text("displayText", required=True)
    inner.finish()
    return Submenu(text=text, entries=tuple(leaves))

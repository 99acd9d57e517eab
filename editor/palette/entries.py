"""What the palette offers, read from the registries of message elements and node types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from runtime.flow.node import Category, node_types
from runtime.messages.elements.element import element_types
from runtime.wording import Wording

EntryKind: TypeAlias = Literal["element", "node", "template"]

_ELEMENTS: Final = Wording("消息元素", "Message elements")
_GROUPS: Final[dict[Category, Wording]] = {
    "talk": Wording("对话", "Dialogue"),
    "decide": Wording("判断与等待", "Decide and wait"),
    "data": Wording("数据", "Data"),
    "outside": Wording("外部", "Outside"),
    "entry": Wording("起止", "Start and end"),
}
"""Category → heading, in the order of the palette."""

_FIRST: Final = (
    "text", "rich_card", "carousel", "file", "location", "ask", "hand_over", "branch", "split", "capability",
    "wait", "set_variables", "tag", "consent", "http_request", "call_flow", "start", "jump_to_flow", "end",
)  # fmt: skip
"""Types people look for first come first; others follow by name."""

_HOLDER: Final = "send_message"
"""The node type that holds the message elements; it is offered through them."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to drag onto the canvas."""

    kind: EntryKind
    name: str
    words: Wording
    icon: str
    category: Category
    group: Wording


@cache
def palette_entries() -> tuple[PaletteEntry, ...]:
    """Everything the palette offers, group by group."""
    return tuple(_elements()) + tuple(_nodes())


def _elements() -> Iterator[PaletteEntry]:
    for name, kind in sorted(element_types().items(), key=_rank):
        yield PaletteEntry("element", name, kind.label, kind.icon, "talk", _ELEMENTS)


def _nodes() -> Iterator[PaletteEntry]:
    for category, heading in _GROUPS.items():
        for name, kind in sorted(node_types().items(), key=_rank):
            if kind.category == category and name != _HOLDER:
                yield PaletteEntry("node", name, kind.label, kind.icon, category, heading)


def _rank(item: tuple[str, object]) -> tuple[int, str]:
    name = item[0]
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)

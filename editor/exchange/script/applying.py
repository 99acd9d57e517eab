"""Takes the texts of a table into a scenario, as one edit that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from editor.document.store import Store
from editor.exchange.script.comparison import Comparison, TextChange
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.translations import carried, with_translation
from runtime.records import replaced_at, value_at
from runtime.wording import Wording

_EDIT = Wording("读入文案表：{count} 处文字", "Read script table: {count} texts")


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of it."""

    taken: int
    refused: tuple[TextChange, ...] = ()
    """Texts that do not fit their field at all."""


def taken_by_default(text: TextChange) -> bool:
    """Whether a text goes in unless the person says otherwise: what changed in the table alone."""
    return text.kind == "changed"


def apply_script(
    store: Store, comparison: Comparison, takes: Callable[[TextChange], bool] = taken_by_default
) -> Applied:
    """Puts the texts that *takes* says yes to into the document, in one edit.

    Only texts that changed or are in conflict can be taken. A language the scenario did not speak is added
    when a text of it is taken.
    """
    chosen = [text for text in comparison.texts if text.kind in ("changed", "conflict") and takes(text)]
    by_node: dict[NodeId, list[TextChange]] = {}
    for text in chosen:
        if text.node is not None and text.node in store.nodes:
            by_node.setdefault(text.node, []).append(text)
    changed: list[Node] = []
    refused: list[TextChange] = []
    for node_id, texts in by_node.items():
        node, not_taken = _with_texts(store.node(node_id), texts)
        refused += not_taken
        changed.append(node)
    taken = sum(len(texts) for texts in by_node.values()) - len(refused)
    if not taken:
        return Applied(0, tuple(refused))
    spoken = {text.language for text in chosen}
    new = tuple(tag for tag in comparison.new_languages if tag in spoken)
    with store.edit(_EDIT.format(count=taken)) as draft:
        for node in changed:
            draft.put_node(node)
        if new:
            draft.set_flow(languages=(*store.flow.languages, *new))
    return Applied(taken, tuple(refused))


def _with_texts(node: Node, texts: Iterable[TextChange]) -> tuple[Node, list[TextChange]]:
    """The node with its texts replaced: those of the base language first, translations hang on them."""
    listed = list(texts)
    refused: list[TextChange] = []
    now = node
    for text in (each for each in listed if each.is_base):
        try:
            now = carried(now, replaced_at(now, text.path, text.wanted))
        except (ValidationError, LookupError):
            refused.append(text)
    for text in (each for each in listed if not each.is_base):
        source = value_at(now, text.path)
        if isinstance(source, str):
            now = with_translation(now, text.language, source, text.wanted.strip() and text.wanted)
    return now, refused

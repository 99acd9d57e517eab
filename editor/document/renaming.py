"""Gives a variable another name everywhere it is used."""

from __future__ import annotations

from pydantic import BaseModel

from editor.document.naming import inserted_names, names_in, renamed_in_source, renamed_in_text
from editor.document.store import Store
from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.flow.translations import Translation
from runtime.records import Hint, hints_of
from runtime.wording import Wording

_RENAME = Wording("变量「{old}」改名为「{new}」", "Rename {old} to {new}")


def rename_variable(store: Store, old: str, new: str) -> None:
    """Rename a declared variable and everything that names it, as one edit.

    Raises pydantic.ValidationError when *new* is no name.
    """
    head = store.record(("flow", ""))
    assert isinstance(head, Flow)
    variables = tuple(
        variable.with_changes(name=new) if variable.name == old else variable for variable in head.variables
    )
    with store.edit(_RENAME.format(old=old, new=new)) as draft:
        draft.set_flow(variables=variables, chatbot=_renamed(head.chatbot, old, new, (), set()))
        for node in store.nodes.values():
            changed = renamed_in(node, old, new)
            if changed is not node:
                draft.put_node(changed)


def uses_of(node: Node) -> frozenset[str]:
    """The variables a node names anywhere: in insertions, expressions and fields that take a variable."""
    found: set[str] = set()
    for _, source, _ in node.expressions():
        found |= names_in(source)
    for _, text in node.templates():
        found |= inserted_names(text)
    for table in node.translations.values():
        for source, kept in table.items():
            found |= inserted_names(source) | inserted_names(kept.text)
    _collect(node, found)
    return frozenset(found)


def _collect(record: BaseModel, found: set[str]) -> None:
    hints = hints_of(type(record))
    for name in type(record).model_fields:
        value = getattr(record, name)
        hint = hints.get(name)
        if isinstance(value, str) and hint is not None and _names_variable(hint) and value:
            found.add(value)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                _collect(item, found)


def _names_variable(hint: Hint) -> bool:
    return bool(hint.variable) or hint.widget == "variable"


def renamed_in(node: Node, old: str, new: str) -> Node:
    """The node with every use of *old* replaced; the same object when it does not use it."""
    if old not in uses_of(node):
        return node
    formulas = {path for path, _, _ in node.expressions()}
    changed = _renamed(node, old, new, (), formulas)
    assert isinstance(changed, Node)
    if not node.translations:
        return changed
    return changed.model_copy(update={"translations": _renamed_tables(node, old, new)})


def _renamed_tables(node: Node, old: str, new: str) -> dict[str, dict[str, Translation]]:
    """The translations with the name in sources and texts: nothing that was up to date grows old by it."""
    return {
        language: {
            renamed_in_text(source, old, new): kept.model_copy(
                update={
                    "text": renamed_in_text(kept.text, old, new),
                    "was": renamed_in_text(kept.was, old, new),
                }
            )
            for source, kept in table.items()
        }
        for language, table in node.translations.items()
    }


def _renamed(
    record: BaseModel, old: str, new: str, path: tuple[str | int, ...], formulas: set[tuple[str | int, ...]]
) -> BaseModel:
    hints = hints_of(type(record))
    updates: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        made: object = value
        if isinstance(value, str):
            is_formula = (*path, name) in formulas or bool(name in hints and hints[name].expression)
            made = _renamed_text(value, hints.get(name), old, new, is_formula=is_formula)
        elif isinstance(value, BaseModel):
            made = _renamed(value, old, new, (*path, name), formulas)
        elif isinstance(value, tuple):
            made = tuple(
                _renamed(item, old, new, (*path, name, index), formulas)
                if isinstance(item, BaseModel)
                else item
                for index, item in enumerate(value)
            )
        if made != value:
            updates[name] = made
    return record.model_copy(update=updates) if updates else record


def _renamed_text(value: str, hint: Hint | None, old: str, new: str, *, is_formula: bool) -> str:
    if hint is not None and _names_variable(hint):
        return new if value == old else value
    if is_formula:
        return renamed_in_source(value, old, new)
    return renamed_in_text(value, old, new)

"""The entries about the flow's own fields and its variables."""

from __future__ import annotations

from typing import Final

from editor.document.differing.aligning import aligned, is_reordered
from editor.document.differing.alike import alike
from editor.document.differing.entries import Entry, FieldChange
from editor.document.differing.fields import field_changes
from editor.document.differing.naming import value_words
from editor.document.differing.sentences import said_of
from runtime.flow.flow import Flow
from runtime.flow.issues.naming import quoted
from runtime.flow.variable import Variable
from runtime.records import FieldPath, hints_of
from runtime.wording import Wording, same

_NAMED: Final = Wording("场景改名为{name}", "The scenario is now called {name}")
_ID: Final = Wording("场景的编号不同", "The scenario has another number")
_NEW: Final = Wording("新增变量{name}", "New variable {name}")
_GONE: Final = Wording("删除变量{name}", "Variable {name} removed")
_RENAMED: Final = Wording("变量{old}改名为{name}", "Variable {old} is now called {name}")
_ORDER: Final = Wording("变量换了顺序", "The variables stand in another order")
_OF_VARIABLE: Final = Wording("变量{name}", "variable {name}")
_SETTINGS: Final = same("")


def flow_entries(before: Flow, after: Flow) -> list[Entry]:
    """What differs beside the nodes: name, settings, chatbot, then variables."""
    found: list[Entry] = []
    if before.id != after.id:
        found.append(_entry(_ID, FieldChange("changed", ("id",), ("id",), before.id, after.id)))
    for change in field_changes(before, after, {"id", "nodes", "variables"}):
        if change.path == ("name",):
            words = _NAMED.format(name=quoted(after.name))
            found.append(_entry(words, change, same(before.name), same(after.name)))
        else:
            said = said_of(change, before, after, _SETTINGS)
            found.append(_entry(said.sentence, change, said.was, said.now))
    return [*found, *_variables(before.variables, after.variables)]


def _entry(
    sentence: Wording, change: FieldChange, was: Wording | None = None, now: Wording | None = None
) -> Entry:
    return Entry("flow", "changed", sentence, item=str(change.path[0]), changes=(change,), was=was, now=now)


def _variables(old: tuple[Variable, ...], new: tuple[Variable, ...]) -> list[Entry]:
    if alike(old, new):
        return []
    found: list[Entry] = []
    pairs = aligned(old, new)
    for old_index, new_index in pairs:
        if old_index is None and new_index is not None:
            found.append(_new(new[new_index], new_index))
        elif new_index is None and old_index is not None:
            found.append(_gone(old[old_index], old_index))
        elif old_index is not None and new_index is not None:
            found += _changed(old[old_index], new[new_index], old_index, new_index)
    if is_reordered(pairs):
        change = FieldChange("reordered", ("variables",), ("variables",), old, new)
        found.append(Entry("variable", "changed", _ORDER, changes=(change,)))
    return found


def _new(variable: Variable, index: int) -> Entry:
    change = FieldChange("added", ("variables",), ("variables", index), None, variable)
    words = _NEW.format(name=quoted(variable.name))
    return Entry("variable", "added", words, item=variable.name, changes=(change,), now=_kind(variable))


def _gone(variable: Variable, index: int) -> Entry:
    change = FieldChange("removed", ("variables", index), ("variables",), variable, None)
    words = _GONE.format(name=quoted(variable.name))
    return Entry("variable", "removed", words, item=variable.name, changes=(change,), was=_kind(variable))


def _kind(variable: Variable) -> Wording:
    return value_words(variable.type.value, hints_of(Variable)["type"])


def _changed(old: Variable, new: Variable, old_index: int, index: int) -> list[Entry]:
    found: list[Entry] = []
    owner = _OF_VARIABLE.format(name=quoted(new.name))
    for inner in field_changes(old, new):
        change = FieldChange(
            inner.kind, _below(old_index, inner.old_path), _below(index, inner.path), inner.old, inner.new
        )
        said = said_of(inner, old, new, owner)
        sentence = said.sentence
        if inner.path == ("name",):
            sentence = _RENAMED.format(old=quoted(old.name), name=quoted(new.name))
        found.append(
            Entry(
                "variable", "changed", sentence, item=new.name, changes=(change,), was=said.was, now=said.now
            )
        )
    return found


def _below(index: int, path: FieldPath) -> FieldPath:
    return ("variables", index, *path)

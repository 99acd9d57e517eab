"""The fields that nodes of one type have in common, edited for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from pydantic import BaseModel
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.flow.node import Node, UnknownNode
from runtime.records import FieldPath
from widgets.form import FormContext
from widgets.form.choose import make_field
from widgets.form.field import Field
from widgets.form.spec import FieldSpec, specs_of
from widgets.theme.measures import FIELD_GAP

_GROUPS: Final = frozenset({"content", "exits", "fallback", "more"})
_OWN: Final = frozenset({"variable", "media", "assigned"})
"""Widgets of fields in which nodes differ by what they are for."""


class CommonFields(QWidget):
    """Shows each setting that all nodes have, and that they differ where they do."""

    changed = Signal(object, object, bool)
    """Path, value for every node, and whether it came by typing."""
    finished = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shape: tuple[object, ...] = ()
        self._fields: dict[FieldPath, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(FIELD_GAP)

    @property
    def fields(self) -> dict[FieldPath, Field]:
        """Path → field, in form order."""
        return dict(self._fields)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Show what these nodes have in common; nothing when they are of several types."""
        first = nodes[0] if nodes and len({type(node) for node in nodes}) == 1 else None
        shape: tuple[object, ...] = ()
        if first is not None and not isinstance(first, UnknownNode):
            shape = (type(first), *_types_inside(nodes))
        if shape != self._shape:
            self._rebuild(shape, first, nodes)
        self.setVisible(bool(self._fields))
        for path, field in self._fields.items():
            self._show_value(path, field, nodes)

    def _show_value(self, path: FieldPath, field: Field, nodes: Sequence[Node]) -> None:
        names = [str(step) for step in path]
        value_of = attrgetter(".".join(names))
        holders = [attrgetter(".".join(names[:-1]))(node) for node in nodes] if names[1:] else list(nodes)
        field.setVisible(all(field.spec.hint.counts_in(holder) for holder in holders))
        if field.isHidden():
            return
        field.see_record(holders[0])
        value = value_of(nodes[0])
        if all(value_of(node) == value for node in nodes[1:]):
            field.set_value(value)
        else:
            field.show_mixed()

    def _rebuild(self, shape: tuple[object, ...], first: Node | None, nodes: Sequence[Node]) -> None:
        for field in self._fields.values():
            self._column.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = {}
        self._shape = shape
        if not shape or first is None:
            return
        for path, spec in _settings(first, nodes):
            field = make_field(spec, self._context, self, _GROUPS, None)
            field.changed.connect(self._told)
            field.finished.connect(self.finished)
            self._fields[path] = field
            self._column.addWidget(field)

    def _told(self, _path: FieldPath, value: object, typed: bool) -> None:
        told = self.sender()
        path = next((path for path, field in self._fields.items() if field is told), None)
        if path is not None:
            self.changed.emit(path, value, typed)


def _types_inside(nodes: Sequence[Node]) -> tuple[object, ...]:
    """The classes of the records inside, None where the nodes differ: they decide which fields there are."""
    found: list[object] = []
    for name in type(nodes[0]).model_fields:
        for inner in (name, f"{name}.content"):
            try:
                kinds = {type(attrgetter(inner)(node)) for node in nodes}
            except AttributeError:
                continue
            found.append(kinds.pop() if len(kinds) == 1 else None)
    return tuple(found)


def _settings(
    record: BaseModel, nodes: Sequence[BaseModel], path: FieldPath = ()
) -> list[tuple[FieldPath, FieldSpec]]:
    """Every setting below *record* that all of *nodes* have, but for what each says for itself."""
    found: list[tuple[FieldPath, FieldSpec]] = []
    for spec in specs_of(type(record)):
        value = getattr(record, spec.name)
        if isinstance(value, BaseModel):
            inside = [getattr(node, spec.name) for node in nodes]
            if spec.hint.widget != "condition" and len({type(each) for each in inside}) == 1:
                found += _settings(value, inside, (*path, spec.name))
        elif _is_setting(spec):
            found.append(((*path, spec.name), spec))
    return found


def _is_setting(spec: FieldSpec) -> bool:
    hint = spec.hint
    if not spec.has_hint or hint.group == "header" or hint.widget in _OWN or hint.expression:
        return False
    return spec.item_type is None and spec.record_type is None and not hint.spoken

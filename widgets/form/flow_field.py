"""Another scenario, chosen from the library by its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.flow_reference import FlowReference
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ChoiceField, ElidedLabel, ToolButton
from widgets.form.context import FlowOffer, FormContext
from widgets.form.field import Field
from widgets.form.spec import FieldSpec
from widgets.language import tr
from widgets.theme.measures import LABEL_GAP, SPACE_4

_NONE: Final = Wording("选场景库里的一个", "Choose one of the library")
_EMPTY: Final = Wording("场景库里还没有别的场景", "The library has no other scenario")
_GONE: Final = Wording("{name}（不在场景库里）", "{name} (not in the library)")
_OPEN: Final = Wording("打开这个场景", "Open this scenario")
_VARIABLES: Final = Wording("它的变量：{names}", "Its variables: {names}")
_UNNAMED: Final = Wording("未命名场景", "Untitled scenario")


class FlowField(Field):
    """Lists the scenarios of the library; tells which variables the chosen one has, and opens it."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._offers: tuple[FlowOffer, ...] = ()
        self._shown = FlowReference()
        box = QWidget(self)
        self.list = ChoiceField(spec.hint.label, box)
        self.open = ToolButton("arrow_right", _OPEN, parent=box)
        self.variables = ElidedLabel("", "label", "text_second", box)
        row = QHBoxLayout()
        row.setSpacing(SPACE_4)
        row.addWidget(self.list, 1)
        row.addWidget(self.open)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        column.addLayout(row)
        column.addWidget(self.variables)
        self.list.activated.connect(self._picked)
        self.open.clicked.connect(self._open)
        self.adopt(box, named=self.list)
        self.recount()

    def show_value(self, value: object) -> None:
        self._shown = value if isinstance(value, FlowReference) else FlowReference()
        self._fill()

    def recount(self) -> None:
        if self.context.flows != self._offers:
            self._offers = self.context.flows
            self._fill()

    def rename(self) -> None:
        super().rename()
        self._fill()

    def focus_path(self, path: FieldPath) -> bool:
        self.list.setFocus()
        return True

    def _fill(self) -> None:
        chosen = self._shown
        place = next((n for n, offer in enumerate(self._offers) if offer.id == chosen.id), -1)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([offer.name or tr(_UNNAMED) for offer in self._offers])
            if chosen.id and place < 0:
                self.list.addItem(tr(_GONE.format(name=chosen.called())))
                place = len(self._offers)
            self.list.setCurrentIndex(place)
            self.list.setPlaceholderText(tr(_NONE if self._offers else _EMPTY))
        is_known = 0 <= place < len(self._offers)
        self.open.setEnabled(is_known)
        variables = self._offers[place].variables if is_known else ()
        self.variables.setVisible(bool(variables))
        names = Wording("、".join(name for name, _ in variables), ", ".join(name for name, _ in variables))
        self.variables.set_words(_VARIABLES.format(names=names))

    def _picked(self, index: int) -> None:
        if index < len(self._offers):
            offer = self._offers[index]
            self._shown = FlowReference(id=offer.id, name=offer.name)
            self._fill()
            self.tell(self._shown)

    def _open(self) -> None:
        if self._shown.id:
            self.context.flow_asked.emit(self._shown.id)

"""One column of a file that is imported: its heading, what it becomes, and its first cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from runtime.delivery.audience.condition import ATTRIBUTE_TYPES, is_attribute_name
from runtime.wording import Wording, same
from widgets.common import ChoiceField, ElidedLabel, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8, SPACE_12

_USE: Final = Wording("这一列是", "This column is")
_NAME: Final = Wording("属性名称", "Name of the attribute")
_TYPE: Final = Wording("类型", "Type")
_USES: Final = (
    ("number", Wording("手机号", "the number")),
    ("attribute", Wording("属性", "an attribute")),
    ("tags", Wording("标签", "tags")),
    ("nothing", Wording("不导入", "left out")),
)
WIDTH_PX: Final = 176


class ColumnCard(QFrame):
    """Says what one column becomes."""

    changed = Signal()
    made_number = Signal()
    """This column became that of the numbers."""

    def __init__(
        self,
        place: int,
        guess: Mapping[str, Any],
        cells: Sequence[str],
        known: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._known = known
        self.heading = ElidedLabel(same(str(guess["heading"]) or f"{place + 1}"), "node_title")
        self.use = ChoiceField(_USE)
        self.name = QLineEdit(str(guess["name"]))
        self.type = ChoiceField(_TYPE)
        self._cells = [ElidedLabel(same(cell or "—"), "label", "text_second") for cell in cells]
        for widget in (self.name, self.type):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self._build()
        self._fill(str(guess["use"]), str(guess["type"]))
        self.use.activated.connect(self._turn)
        self.type.activated.connect(self.changed)
        self.name.textEdited.connect(self._rename)
        follow_look(self)

    @property
    def value(self) -> str:
        """number, attribute, tags or nothing."""
        return str(self.use.currentData())

    @property
    def is_whole(self) -> bool:
        """Whether an attribute has a name it can have."""
        return self.value != "attribute" or is_attribute_name(self.name.text().strip())

    def set_use(self, use: str) -> None:
        """Make the column something else."""
        self.use.setCurrentIndex(self.use.findData(use))
        self._show()

    def column(self) -> dict[str, Any] | None:
        """What the runtime is told; None for numbers and what is left out."""
        if self.value == "attribute":
            name, kind = self.name.text().strip(), str(self.type.currentData())
            return {"column": self._place, "use": "attribute", "name": name, "type": kind}
        return {"column": self._place, "use": "tags"} if self.value == "tags" else None

    def restyle(self) -> None:
        """Take words and sizes anew."""
        theme = current_theme()
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.name.setAccessibleName(tr(_NAME))
        self.name.setPlaceholderText(tr(_NAME))
        self._fill(self.value, str(self.type.currentData()))

    def _turn(self) -> None:
        self._show()
        if self.value == "number":
            self.made_number.emit()
        self.changed.emit()

    def _rename(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        is_attribute = self.value == "attribute"
        self.name.setVisible(is_attribute)
        self.type.setVisible(is_attribute)
        kind = self._known.get(self.name.text().strip())
        if kind is not None:
            self.type.setCurrentIndex(self.type.findData(kind))
        self.type.setEnabled(kind is None)
        self.name.setProperty("invalid", not self.is_whole)
        self.name.style().polish(self.name)

    def _fill(self, use: str, kind: str) -> None:
        for box, choices, wanted in (
            (self.use, _USES, use),
            (self.type, tuple(ATTRIBUTE_TYPES.items()), kind),
        ):
            box.clear()
            for key, words in choices:
                box.addItem(tr(words), key)
            box.setCurrentIndex(max(0, box.findData(wanted)))
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_12, 0)
        column.setSpacing(SPACE_8)
        for widget in (self.heading, self.use, self.name, self.type):
            column.addWidget(widget)
        column.addSpacing(SPACE_4)
        for cell in self._cells:
            column.addWidget(cell)
        column.addStretch(1)

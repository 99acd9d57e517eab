"""Who waits at one node, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.publishing.online import Decision, WaitingHere
from app.publishing.words import people, versions
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.common import ChoiceField, ElidedLabel, Label, Tile, follow_look
from widgets.common.painting import draw_icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, SPACE_8, SPACE_12, TILE_SIZE

_FINISH = Wording("按 {old} 走完", "Finish on {old}")
_MOVE = Wording("改走 v{new}", "Move to v{new}")
_END = Wording("结束会话", "End the conversation")
_NAME = Wording("在「{name}」等的人怎么办", 'What becomes of who waits at "{name}"')
_CAN: Final = Wording(
    "这个节点在 v{new} 里还在，也可以让他们改走 v{new}。",
    "v{new} still has this node: they can move to v{new} too.",
)
_CANNOT = Wording("不能改走 v{new}：{why}", "They cannot move to v{new}: {why}")
_ENDS = Wording(
    "他们的会话会结束，不再发消息，也不再等回复。",
    "Their conversations end: no more messages, no more waiting.",
)
_MOVES = Wording(
    "他们从这里改走 v{new}，等待的期限不变。",
    "They go on in v{new} from here; their waits end when they would have.",
)
_LOCKED = Wording(
    "草稿改了出口{exits}的去处，他们仍按 {old} 的走。",
    "The draft leads {exits} elsewhere; they keep the way of {old}.",
)
_REWIRED = Wording("出口{exits}会按 v{new} 的去处走。", "Exits {exits} lead where v{new} leads them.")
_EXITS_MAX: Final = 3
_NOTES: Final[dict[Decision, Wording]] = {"move": _MOVES, "end": _ENDS}
_ORDER: Final[tuple[Decision, ...]] = ("finish", "move", "end")
_FIELD_PX: Final = 168


class Hint(QWidget):
    """The lamp before a sentence that explains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        follow_look(self)

    def restyle(self) -> None:
        """Be as high as a line, so that the lamp stands beside the first."""
        self.setFixedSize(TILE_SIZE, current_theme().line_height("label"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lamp."""
        at = QPoint(self.width() // 2, self.height() // 2)
        draw_icon(QPainter(self), "guide", ICON_MEDIUM, current_theme().text_second, at)


class WaitingRow(QWidget):
    """Node, number, choice, and in words what the choice means."""

    decided = Signal()

    def __init__(
        self,
        place: WaitingHere,
        node: Node | None,
        new_version: int,
        decision: Decision,
        rewired: Sequence[Wording] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.place = place
        self._new = new_version
        self._rewired = rewired
        self.choice = ChoiceField(_NAME.format(name=place.name))
        self.choice.setFixedWidth(_FIELD_PX)
        self._note = Label("", "label", "text_second", wraps=True)
        self._fill(decision)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        tile = Tile(
            node.icon if node is not None else "unknown",
            node.category if node is not None else "entry",
            TILE_SIZE,
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(tile)
        head.addWidget(ElidedLabel(place.name, "body"), 1)
        head.addWidget(Label(people(place.count), "body_strong"))
        head.addSpacing(SPACE_8)
        head.addWidget(self.choice)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_8)
        foot.addWidget(Hint(), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, 7, 8, 9)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(foot)
        self.choice.currentIndexChanged.connect(self._on_choice)
        follow_look(self)

    @property
    def decision(self) -> Decision:
        """What was chosen."""
        return _ORDER[self.choice.currentIndex()]

    def restyle(self) -> None:
        """Take words anew."""
        for index, words in enumerate((_FINISH, _MOVE, _END)):
            said = words.format(old=versions(self.place.versions), new=self._new)
            self.choice.setItemText(index, tr(said))
        self._explain()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def _fill(self, decision: Decision) -> None:
        self.choice.addItems(["", "", ""])
        if self.place.why_not_move is not None:
            model = self.choice.model()
            assert isinstance(model, QStandardItemModel)
            item = model.item(_ORDER.index("move"))
            item.setEnabled(False)
            decision = "finish" if decision == "move" else decision
        self.choice.setCurrentIndex(_ORDER.index(decision))

    def _on_choice(self) -> None:
        self._explain()
        self.decided.emit()

    def _explain(self) -> None:
        why = self.place.why_not_move
        words = _NOTES.get(self.decision)
        if words is None:
            words = _CAN if why is None else _CANNOT
        said = words.format(new=self._new, why=why or "")
        if self._rewired and self.decision != "end":
            said = _with(said, self._locked())
        self._note.set_words(said)
        model = self.choice.model()
        if why is not None and isinstance(model, QStandardItemModel):
            model.item(_ORDER.index("move")).setToolTip(tr(why))

    def _locked(self) -> Wording:
        """Whose way through the exits that were rewired is kept, and whose is not."""
        zh = "、".join(f"「{label.zh}」" for label in self._rewired[:_EXITS_MAX])
        en = ", ".join(f'"{label.en}"' for label in self._rewired[:_EXITS_MAX])
        words = _LOCKED if self.decision == "finish" else _REWIRED
        return words.format(exits=Wording(zh, en), old=versions(self.place.versions), new=self._new)


def _with(first: Wording, second: Wording) -> Wording:
    return Wording(first.zh + second.zh, f"{first.en} {second.en}")

"""The way a conversation took through its scenario: a strip of nodes, the last one where it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import RIGHT, draw_box, draw_text, text_width
from widgets.language import tr, words_of
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8

STEP_PX: Final = 32
DOT_PX: Final = 10
MOST: Final = 12
"""Steps that are shown; those before them are counted."""
_NAME: Final = Wording("走到哪里了", "The way it took")
_BEFORE: Final = Wording("之前还有 {count} 步", "{count} steps before")
_HERE: Final = Wording("{name}（等待中）", "{name} (waiting)")


@dataclass(frozen=True, slots=True)
class Step:
    """A node that was entered, and the exit by which it was left."""

    node: str
    name: Wording
    category: str
    at: datetime
    exit: Wording | None = None
    is_here: bool = False

    @property
    def words(self) -> Wording:
        """The node, and where it went on."""
        if self.is_here:
            return _HERE.format(name=self.name)
        return Wording("{a} → {b}", "{a} → {b}").format(a=self.name, b=self.exit) if self.exit else self.name


def steps_of(path: Sequence[Mapping[str, Any]], *, is_waiting: bool) -> list[Step]:
    """The steps of a conversation as the runtime tells them."""
    found = []
    for number, one in enumerate(path):
        is_last = number == len(path) - 1
        named = Wording(str(one.get("zh") or "—"), str(one.get("en") or "—"))
        way = Wording(str(one["exit_zh"]), str(one["exit_en"])) if one.get("exit_zh") else None
        at = datetime.fromisoformat(one["at"])
        category = str(one.get("category") or "entry")
        found.append(Step(str(one["node"]), named, category, at, way, is_waiting and is_last))
    return found


class WayView(QWidget):
    """Draws the steps one below the other; a click goes to the node."""

    node_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._before = 0
        self.zone: tzinfo | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        follow_look(self)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the last steps."""
        self._before = max(0, len(steps) - MOST)
        self._steps = list(steps[self._before :])
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.setAccessibleDescription("\n".join(words_of(step.words) for step in self._steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each step."""
        rows = len(self._steps) + (1 if self._before else 0)
        return QSize(200, rows * current_theme().px(STEP_PX))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line, dots, names and times."""
        theme, painter = current_theme(), QPainter(self)
        height, top = theme.px(STEP_PX), 0
        if self._before:
            words = tr(_BEFORE.format(count=self._before))
            draw_text(painter, QRect(DOT_PX + SPACE_8, 0, self.width(), height), words, theme.font("label"),
                      theme.text_second)  # fmt: skip
            top = height
        if len(self._steps) > 1:
            first, last = top + height // 2, top + (len(self._steps) - 1) * height + height // 2
            painter.fillRect(QRect(DOT_PX // 2 - 1, first, 2, last - first), theme.walk)
        for step in self._steps:
            self._paint_step(painter, QRect(0, top, self.width(), height), step)
            top += height

    def _paint_step(self, painter: QPainter, row: QRect, step: Step) -> None:
        theme = current_theme()
        dot = QRect(0, row.center().y() - DOT_PX // 2 + 1, DOT_PX, DOT_PX)
        draw_box(painter, dot, 3, theme.category(step.category).fill, theme.panel, 1)
        time = f"{step.at.astimezone(self.zone):%H:%M}"
        label = theme.font("label")
        draw_text(painter, row, time, label, theme.text_second, RIGHT)
        room = row.adjusted(DOT_PX + SPACE_8 + 2, 0, -text_width(time, label) - SPACE_8, 0)
        font = theme.font("body_strong" if step.is_here else "body")
        draw_text(painter, room, tr(step.words), font, theme.text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand and the whole words over a step."""
        step = self._step_at(event.position().toPoint().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if step else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tr(step.words) if step else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the node."""
        step = self._step_at(event.position().toPoint().y())
        if step is not None and event.button() is Qt.MouseButton.LeftButton:
            self.node_chosen.emit(step.node)

    def _step_at(self, y: int) -> Step | None:
        number = y // current_theme().px(STEP_PX) - (1 if self._before else 0)
        return self._steps[number] if 0 <= number < len(self._steps) else None

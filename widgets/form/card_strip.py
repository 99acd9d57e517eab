"""The row of thumbnails that chooses which card of a carousel is edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.messages.card import Card
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text
from widgets.form.context import FormContext
from widgets.form.thumbnail import draw_thumbnail
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

_TILE: Final = QSize(62, 46)
_ADD_WIDTH_PX: Final = 34
_GAP_PX: Final = 6
_EDGE_PX: Final = 4
"""Room for the ring around the chosen card."""
_DOT_PX: Final = 14
_NAME: Final = Wording("卡片 {number} / {count}", "Card {number} of {count}")
_HELP: Final = Wording(
    "← → 选择，Alt+← Alt+→ 移动，Delete 删除", "Left and Right choose, Alt moves, Delete removes"
)


class CardStrip(QWidget):
    """Paints one thumbnail for each card and a place to add one; wraps when the pane is narrow."""

    chosen = Signal(int)
    added = Signal()
    moved = Signal(int, int)
    """From which place to which."""
    removed = Signal(int)
    file_dropped = Signal(int, object)
    """Path of a file that was dropped on a card, or behind the last to make a card of it."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cards: tuple[Card, ...] = ()
        self._current = 0
        self._faulty: frozenset[int] = frozenset()
        self._pressed: int | None = None
        self._target: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("draws_own_focus", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAcceptDrops(True)
        context.pictures.changed.connect(self.update)
        follow_look(self)

    @property
    def current(self) -> int:
        """Place of the card that is edited."""
        return self._current

    def show_cards(self, cards: Sequence[Card], current: int) -> None:
        """Show these cards, one of them chosen."""
        self._cards = tuple(cards)
        self._current = max(0, min(current, len(self._cards) - 1))
        self.restyle()

    def mark_faulty(self, places: frozenset[int]) -> None:
        """Mark the cards that have problems."""
        if places != self._faulty:
            self._faulty = places
            self.update()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME.format(number=self._current + 1, count=len(self._cards))))
        self.setAccessibleDescription(tr(_HELP))
        self.setToolTip(tr(_HELP))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 240)))

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1].bottom() + 1 + _EDGE_PX

    def _places(self, width: int) -> list[QRect]:
        """Where the cards stand, and at the end the place to add one."""
        found: list[QRect] = []
        x, y = _EDGE_PX, _EDGE_PX
        for side in [_TILE.width()] * len(self._cards) + [_ADD_WIDTH_PX]:
            edge = _EDGE_PX if side == _TILE.width() else 0
            if x + side + edge > width and x > _EDGE_PX:
                x, y = _EDGE_PX, y + _TILE.height() + _GAP_PX + 2
            found.append(QRect(x, y, side, _TILE.height()))
            x += side + _GAP_PX
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        places = self._places(self.width())
        for index, (card, rect) in enumerate(zip(self._cards, places, strict=False)):
            source = card.media.source if card.media is not None else ""
            draw_thumbnail(
                painter, rect, self._context.pictures.image(source) if source else None, RADIUS_CONTROL
            )
            if index == self._current:
                ring = rect.adjusted(-4, -4, 4, 4)
                draw_box(painter, ring, RADIUS_CONTROL + 4, None, theme.accent, 2)
            if index in self._faulty:
                dot = QRect(rect.right() - _DOT_PX - 1, rect.top() + 3, _DOT_PX, _DOT_PX)
                draw_box(painter, dot, _DOT_PX / 2, theme.error)
                draw_text(painter, dot, "!", theme.font("badge_strong"), theme.panel, CENTRE)
            if index == self._target and self._target != self._pressed:
                draw_box(painter, rect, RADIUS_CONTROL, None, theme.accent, 1)
        self._paint_add(painter, places[-1])
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_add(self, painter: QPainter, rect: QRect) -> None:
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line_control, theme.line_px, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        draw_icon(painter, "plus", 16, theme.text_second, rect.center())

    def _place_at(self, point: QPoint) -> int | None:
        for index, rect in enumerate(self._places(self.width())):
            if rect.adjusted(-2, -2, 2, 2).contains(point):
                return index
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card, or add one."""
        place = self._place_at(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or place is None:
            return
        if place == len(self._cards):
            self.added.emit()
            return
        self._pressed = place
        self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card."""
        if self._pressed is None:
            return
        place = self._place_at(event.position().toPoint())
        self._target = place if place is not None and place < len(self._cards) else None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the dragged card go."""
        source, target = self._pressed, self._target
        self._pressed = self._target = None
        if source is not None and target is not None and source != target:
            self.moved.emit(source, target)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which card would get it."""
        place = self._place_at(event.position().toPoint())
        event.setAccepted(place is not None)
        if place != self._target:
            self._target = place
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down."""
        self._target = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell the first local file and the card below it."""
        place = self._place_at(event.position().toPoint())
        self._target = None
        self.update()
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if place is not None and files:
            event.acceptProposedAction()
            self.file_dropped.emit(place, Path(files[0]))

    def event(self, event: QEvent) -> bool:
        """Keep Alt with arrows for itself while it has the focus."""
        own = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete}
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, remove and add by keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            place = self._current + step
            if not 0 <= place < len(self._cards):
                return
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.moved.emit(self._current, place)
            else:
                self.chosen.emit(place)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._cards:
            self.removed.emit(self._current)
        elif event.key() in {Qt.Key.Key_Insert, Qt.Key.Key_Plus}:
            self.added.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.update()

"""The small handles that show beside what the pointer or the keyboard is at: take hold, add, take away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from editor.composing.parts import Part
from runtime.wording import Wording
from widgets.common import BaseButton
from widgets.common.painting import draw_box, draw_icon
from widgets.handset.hit_area import HitArea
from widgets.handset.phone_view import PhoneView
from widgets.language import tr
from widgets.theme import current_theme

SIDE_PX: Final = 20
_ICON_PX: Final = 14
_REMOVE: Final = {
    "card": Wording("删除这张卡片", "Delete this card"),
    "media": Wording("移除图片", "Remove the picture"),
    "suggestion": Wording("删除这条建议", "Delete this suggestion"),
    "chip": Wording("删除这条悬浮建议", "Delete this chip"),
}
_ADD: Final = {
    "card": Wording("加一条建议", "Add a suggestion"),
    "suggestion": Wording("在下面加一条建议", "Add a suggestion below"),
    "chip": Wording("再加一条悬浮建议", "Add a chip"),
}
_ADD_CARD: Final = Wording("在右边加一张卡片", "Add a card to the right")
_ADD_CHIP: Final = Wording("加一条悬浮建议", "Add a chip")
_GRIP: Final = Wording("拖动排序（Alt+方向键）", "Drag to reorder (Alt and arrows)")


class Handle(BaseButton):
    """A round button on the picture; it never takes the keyboard, which has keys for the same."""

    def __init__(self, icon_name: str, words: Wording, parent: QWidget) -> None:
        super().__init__(words, icon_name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(SIDE_PX, SIDE_PX)
        self.hide()
        self.finish()

    def say(self, words: Wording, keys: str = "") -> None:
        """Name what a click does now."""
        self.set_words(words)
        self.set_tip(words, keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and the icon."""
        painter = QPainter(self)
        theme = current_theme()
        is_hot = self.underMouse() or self.isDown()
        draw_box(
            painter,
            self.rect(),
            SIDE_PX / 2,
            theme.accent_fill if is_hot else theme.raised,
            theme.accent if is_hot else theme.line_control,
        )
        ink = theme.on_accent if is_hot else theme.text
        draw_icon(painter, str(self.icon_name), _ICON_PX, ink, self.rect().center())


class Grip(Handle):
    """Drags what it belongs to."""

    dragged = Signal(QPoint)
    """Where the pointer is, in px of the phone's widget."""
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("grip", _GRIP, parent)
        self._start: QPoint | None = None
        self._is_dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._start = event.position().toPoint()
            self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer once it went a little way."""
        if self._start is None:
            return
        here = event.position().toPoint()
        far = (here - self._start).manhattanLength() >= QApplication.startDragDistance()
        self._is_dragging = self._is_dragging or far
        if self._is_dragging:
            self.dragged.emit(self.mapToParent(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        was_dragging, self._start, self._is_dragging = self._is_dragging, None, False
        if was_dragging:
            self.dropped.emit()


class DropLine(QWidget):
    """Shows where what is dragged would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a bar."""
        draw_box(QPainter(self), self.rect(), 1.5, current_theme().accent)


class Handles(QObject):
    """Shows what fits a part and tells what is done; `part` is the one they belong to."""

    removed = Signal(object)
    added = Signal(object)
    card_added = Signal(object)
    chip_added = Signal()
    moved = Signal(object, int)
    """The part, and the place in its list it goes to."""

    def __init__(self, view: PhoneView) -> None:
        super().__init__(view)
        self._view = view
        self.part: Part | None = None
        self.remove = Handle("close", _REMOVE["card"], view)
        self.add = Handle("plus", _ADD["card"], view)
        self.add_card = Handle("plus", _ADD_CARD, view)
        self.add_chip = Handle("plus", _ADD_CHIP, view)
        self.grip = Grip(view)
        self.line = DropLine(view)
        self._siblings: tuple[QRect, ...] = ()
        self._target: int | None = None
        self.remove.clicked.connect(self._on_remove)
        self.add.clicked.connect(self._on_add)
        self.add_card.clicked.connect(self._on_add_card)
        self.add_chip.clicked.connect(self.chip_added)
        self.grip.dragged.connect(self._on_drag)
        self.grip.dropped.connect(self._on_drop)

    @property
    def is_dragging(self) -> bool:
        """Whether something is held."""
        return not self.line.isHidden()

    def all(self) -> tuple[Handle, ...]:
        """Every handle."""
        return self.remove, self.add, self.add_card, self.add_chip, self.grip

    def hide_all(self) -> None:
        """Show none."""
        self.part = None
        self.line.hide()
        for handle in self.all():
            handle.hide()

    def show_for(
        self, part: Part, area: HitArea, siblings: tuple[QRect, ...], *, has_suggestions: bool
    ) -> None:
        """Show what can be done with *part*, drawn at *area*; *siblings* are the items of its list."""
        self.part, self._siblings = part, siblings
        rect = self._view.widget_rect(area)
        self.remove.say(_REMOVE.get(part.kind, _REMOVE["card"]), "Del")
        self.add.say(_ADD.get(part.kind, _ADD["card"]), "Ins")
        half = SIDE_PX // 2
        is_row = part.list_path is not None and len(siblings) > 0
        if part.kind == "card":
            top = rect.top() + half + 6
            self._put(self.remove, QPoint(rect.right() - half - 6, top), is_row)
            self._put(self.grip, QPoint(rect.right() - 3 * half - 10, top), is_row and len(siblings) > 1)
            self._put(self.add_card, QPoint(rect.right() - 1, rect.center().y()), is_row)
            self._put(self.add, QPoint(rect.center().x(), rect.bottom() - 1), not has_suggestions)
        elif part.kind == "suggestion":
            self._put(self.remove, QPoint(rect.right() - half - 2, rect.center().y()), True)
            self._put(self.grip, QPoint(rect.left() + half + 2, rect.center().y()), len(siblings) > 1)
            self._put(self.add, QPoint(rect.center().x(), rect.bottom() + 2), True)
            self.add_card.hide()
        elif part.kind == "chip":
            self._put(self.remove, QPoint(rect.right() - 2, rect.top() + 1), True)
            self._put(self.grip, QPoint(rect.left() + 3, rect.top() + 1), len(siblings) > 1)
            self._put(self.add, QPoint(rect.right() - 2, rect.bottom() - 1), True)
            self.add_card.hide()
        else:
            for handle in (self.remove, self.add, self.add_card, self.grip):
                handle.hide()

    def offer_chip(self, at: QPoint | None) -> None:
        """Offer to add the first chip, below the message; None offers it not."""
        if at is None:
            self.add_chip.hide()
        else:
            self.add_chip.say(_ADD_CHIP)
            self._put(self.add_chip, at, True)

    def _put(self, handle: Handle, centre: QPoint, is_shown: bool) -> None:
        shown = self._view.rect_in_view(self._view.phone.frame.conversation)
        half = SIDE_PX // 2
        x = min(max(centre.x(), shown.left() + half), shown.right() - half)
        place = QRect(x - half, centre.y() - half, SIDE_PX, SIDE_PX)
        handle.setGeometry(place)
        is_in_sight = shown.top() - half <= centre.y() <= shown.bottom() + half
        handle.setVisible(is_shown and is_in_sight)
        handle.raise_()

    def _on_remove(self) -> None:
        if self.part is not None:
            self.removed.emit(self.part)

    def _on_add(self) -> None:
        if self.part is not None:
            self.added.emit(self.part)

    def _on_add_card(self) -> None:
        if self.part is not None:
            self.card_added.emit(self.part)

    def _on_drag(self, here: QPoint) -> None:
        if self.part is None or not self._siblings:
            return
        gap = _gap_at(self._siblings, here, is_across=self.part.kind != "suggestion")
        own = self.part.index
        self._target = gap - 1 if gap > own else gap
        self.line.setGeometry(_bar(self._siblings, gap, is_across=self.part.kind != "suggestion"))
        self.line.show()
        self.line.raise_()

    def _on_drop(self) -> None:
        part, target = self.part, self._target
        self._target = None
        self.line.hide()
        if part is not None and target is not None and target != part.index:
            self.moved.emit(part, target)

    def describe(self) -> str:
        """The handles that show, in words; for tests and screen readers."""
        return tr("，", ", ").join(handle.words for handle in self.all() if not handle.isHidden())


def _gap_at(items: tuple[QRect, ...], here: QPoint, *, is_across: bool) -> int:
    """Before which item the pointer is; their number behind the last."""
    for index, rect in enumerate(items):
        if is_across:
            if here.y() < rect.top() - SIDE_PX or (
                here.y() <= rect.bottom() + SIDE_PX and here.x() < rect.center().x()
            ):
                return index
        elif here.y() < rect.center().y():
            return index
    return len(items)


def _bar(items: tuple[QRect, ...], gap: int, *, is_across: bool) -> QRect:
    rect = items[min(gap, len(items) - 1)]
    is_behind = gap >= len(items)
    if is_across:
        x = rect.right() + 2 if is_behind else rect.left() - 5
        return QRect(x, rect.top(), 3, rect.height())
    y = rect.bottom() + 1 if is_behind else rect.top() - 2
    return QRect(rect.left(), y, rect.width(), 3)

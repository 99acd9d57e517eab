"""The widget under both phones: scales the picture to its pane, scrolls, swipes, hovers, moves the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.handset.accessible import conversation_in_words
from widgets.handset.chrome.input_bar import input_hint
from widgets.handset.drag import Drag
from widgets.handset.entries import Entry
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.input_line import InputLine
from widgets.handset.metrics import PHONE_WIDTH, SCALE_MAX
from widgets.handset.palette import PictureTheme
from widgets.handset.phone import Phone, PhoneMode, same_area
from widgets.handset.pictures import Pictures
from widgets.handset.rendering import fit_phone
from widgets.language import language_changed

_WHEEL_STEP = 48.0
_KEY_STEP = 60.0


class PhoneView(QWidget):
    """Shows one phone and turns pointer and keys into taps on its areas; subclasses say what a tap does."""

    def __init__(self, is_sms: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phone = Phone(is_sms)
        self._scale = 1.0
        self._origin = QPointF()
        self._drag: Drag | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 260)
        self._input = InputLine(self)
        self._input.installEventFilter(self)
        self._phone.pictures.changed.connect(self._show_pictures)
        self.set_mode("play")
        language_changed.connect(self._measure_again)

    def sizeHint(self) -> QSize:
        return QSize(340, 620)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; only the changed ones are measured again."""
        self._phone.set_entries(entries)
        self._after_entries()

    def append(self, entry: Entry) -> None:
        """Show one more entry and scroll to it."""
        self._phone.append(entry)
        self._after_entries()

    def set_picture_theme(self, picture_theme: PictureTheme) -> None:
        """Draw the picture light or dark; the program's own theme does not matter."""
        self._phone.state.picture_theme = picture_theme
        self._place_input()
        self.update()

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures from this loader and repaint when it says that some came."""
        self._phone.pictures.changed.disconnect(self._show_pictures)
        self._phone.pictures = pictures
        pictures.changed.connect(self._show_pictures)
        self._show_pictures()

    def set_mode(self, mode: PhoneMode) -> None:
        """Switch between editing fields, playing through, and showing what handsets reported."""
        state = self._phone.state
        state.mode = mode
        state.focused = state.hovered = None
        self._phone.paints_hint = mode == "edit"
        self._input.setVisible(mode != "edit")
        self._place_input()
        self.update()

    def scroll_to_end(self) -> None:
        """Show the newest entry."""
        self._phone.scroll = self._phone.scroll_max
        self.update()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that are shown."""
        return self._phone.conversation.entries

    def areas(self) -> list[HitArea]:
        """Everything the keyboard reaches in the mode, in order; rectangles in the phone's own px."""
        return self._phone.reachable_areas()

    def widget_rect(self, area: HitArea) -> QRect:
        """Where an area is in this widget."""
        return self._to_widget(area.rect)

    def tap(self, area: HitArea) -> None:
        """Do what a tap on *area* means in the mode; overridden by each phone."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(self._origin)
        painter.scale(self._scale, self._scale)
        seen = QRectF(event.rect())
        corner = (seen.topLeft() - self._origin) / self._scale
        self._phone.paint(painter, QRectF(corner, seen.size() / self._scale))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_at_end = self._phone.is_at_end and self._phone.scroll > 0
        self._scale, self._phone.state.height = fit_phone(self.width(), self.height(), SCALE_MAX)
        self._origin = QPointF((self.width() - PHONE_WIDTH * self._scale) / 2, 0.0)
        if was_at_end:
            self._phone.scroll = self._phone.scroll_max
        self._phone.scroll_by(0.0)
        self._place_input()

    def hideEvent(self, event: QHideEvent) -> None:
        self._drag = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._measure_again()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        is_sideways = abs(delta.x()) > abs(delta.y()) or bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        distance = -(delta.x() or delta.y() if is_sideways else delta.y()) / 120 * _WHEEL_STEP
        if is_sideways:
            row = self._phone.carousel_at(self._to_phone(event.position()))
            moved = row is not None and self._phone.swipe(*row, distance * 2)
        else:
            moved = self._phone.scroll_by(distance)
        if moved:
            self._update_conversation()
        self._hover(self._to_phone(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point = self._to_phone(event.position())
        self._focus(None)
        self._drag = Drag(point, self._phone.carousel_at(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._to_phone(event.position())
        if self._drag is None:
            self._hover(point)
        elif self._drag.move(self._phone, point):
            self._update_conversation()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._drag is None:
            super().mouseReleaseEvent(event)
            return
        drag, self._drag = self._drag, None
        point = self._to_phone(event.position())
        if drag.is_tap:
            pressed, released = self._phone.hit(drag.start), self._phone.hit(point)
            if pressed is not None and released is not None and same_area(pressed, released):
                self.tap(released)
            elif released is None:
                self._tap_nothing()
        else:
            drag.finish(self._phone)
            self._update_conversation()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QPointF(-1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event.key()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        if not self.hasFocus():
            return super().focusNextPrevChild(is_next)
        areas = self._phone.reachable_areas()
        current = self._index_of_focus(areas)
        index = current + 1 if is_next else (current if current >= 0 else len(areas)) - 1
        if 0 <= index < len(areas):
            self._focus(areas[index])
            return True
        self._focus(None)
        return super().focusNextPrevChild(is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        areas = self._phone.reachable_areas()
        if event.reason() is Qt.FocusReason.TabFocusReason and areas:
            self._focus(areas[0])
        elif event.reason() is Qt.FocusReason.BacktabFocusReason and areas:
            self._focus(areas[-1])
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus(None)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._input and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._phone.state.has_input_focus = event.type() is QEvent.Type.FocusIn
            self.update()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tool_tip(event.pos())
            return True
        return super().event(event)

    def _press(self, key: int) -> bool:
        phone, focused = self._phone, self._phone.state.focused
        view = phone.frame.conversation.height()
        steps = {
            Qt.Key.Key_Up: -_KEY_STEP,
            Qt.Key.Key_Down: _KEY_STEP,
            Qt.Key.Key_PageUp: 40.0 - view,
            Qt.Key.Key_PageDown: view - 40.0,
            Qt.Key.Key_Home: -phone.scroll_max,
            Qt.Key.Key_End: phone.scroll_max,
        }
        pressed = Qt.Key(key)
        if pressed in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._walk_list(
            1 if pressed is Qt.Key.Key_Down else -1
        ):
            return True
        if pressed in steps:
            phone.scroll_by(steps[pressed])
            self._update_conversation()
            return True
        if pressed in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self._swipe_by_key(1 if pressed is Qt.Key.Key_Right else -1)
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and focused is not None:
            self._tap_by_key(focused)
            return True
        if pressed is Qt.Key.Key_Escape:
            return self._tap_nothing()
        return False

    def _tap_by_key(self, area: HitArea) -> None:
        """Tap and keep the focus near: into a list that opens, back to its entry when it closes."""
        was_open = self._phone.state.popup
        self.tap(area)
        is_open = self._phone.state.popup
        if is_open is not None and is_open != was_open:
            self._focus(next(iter(self._phone.popup_areas()), None))
        elif was_open is not None and is_open is None:
            kind = AreaKind.ATTACH if was_open == "attach" else AreaKind.MENU
            wanted = None if was_open == "attach" else was_open
            found = (one for one in self._phone.chrome_areas() if one.kind is kind and one.value == wanted)
            self._focus(next(found, None))

    def _walk_list(self, step: int) -> bool:
        """Move the focus along an open list; False when it is not in one."""
        rows = list(self._phone.popup_areas())
        index = self._index_of_focus(rows)
        if index < 0:
            return False
        self._focus(rows[(index + step) % len(rows)])
        return True

    def _swipe_by_key(self, direction: int) -> bool:
        phone = self._phone
        focused = phone.state.focused
        row: tuple[int, int] | None = None
        if focused is not None and focused.card >= 0:
            row = focused.entry, focused.block
        else:
            row = phone.last_carousel()
        if row is None:
            return False
        phone.swipe(*row, direction * phone.carousel_step(*row))
        self._update_conversation()
        return True

    def _tap_nothing(self) -> bool:
        """A tap beside everything: closes what is open."""
        if self._phone.state.popup is None:
            return False
        self._phone.state.popup = None
        self.update()
        return True

    def _hover(self, point: QPointF) -> None:
        state = self._phone.state
        area = self._phone.hit(point)
        is_hand = area is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor)
        if (area is None) != (state.hovered is None) or (
            area is not None and state.hovered is not None and not same_area(area, state.hovered)
        ):
            state.hovered = area
            if state.mode == "edit":
                self._update_conversation()

    def _focus(self, area: HitArea | None) -> None:
        if area is None and self._phone.state.focused is None:
            return
        self._phone.state.focused = area
        if area is not None:
            self._phone.reveal(area)
        self._tell_focus(area)
        self.update()

    def _tell_focus(self, area: HitArea | None) -> None:
        words = conversation_in_words(self.entries, self._phone.state.profile.name)
        self.setAccessibleDescription(f"{area.name}\n{words}" if area is not None else words)

    def _index_of_focus(self, areas: list[HitArea]) -> int:
        focused = self._phone.state.focused
        if focused is None:
            return -1
        return next((index for index, area in enumerate(areas) if same_area(area, focused)), -1)

    def _show_tool_tip(self, position: QPoint) -> None:
        area = self._phone.hit(self._to_phone(QPointF(position)))
        if area is None or area.kind is AreaKind.FIELD:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.mapToGlobal(position), area.name, self, self.widget_rect(area))

    def _after_entries(self) -> None:
        state = self._phone.state
        if state.focused is not None and self._index_of_focus(self._phone.reachable_areas()) < 0:
            state.focused = None
        self._tell_focus(state.focused)
        self._update_conversation()

    def _measure_again(self) -> None:
        self._phone.conversation.forget()
        self._after_entries()
        self._place_input()
        self.update()

    def _update_conversation(self) -> None:
        self.update(self._to_widget(self._phone.frame.conversation))

    def _show_pictures(self) -> None:
        self._update_conversation()

    def _place_input(self) -> None:
        phone = self._phone
        self._input.place(self._to_widget(phone.frame.pill.adjusted(12, 3, -12, -3)), self._scale)
        self._input.dress(phone.palette, input_hint(phone.state.is_sms))

    def _to_phone(self, position: QPointF) -> QPointF:
        return (position - self._origin) / self._scale

    def _to_widget(self, rect: QRectF) -> QRect:
        corner = rect.topLeft() * self._scale + self._origin
        return QRectF(corner, rect.size() * self._scale).toAlignedRect()

"""The widget under both phones: scrolls, swipes, hovers, moves the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from runtime.records import FieldPath
from widgets.handset.drag import Drag
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.phone import Phone, same_area
from widgets.handset.phone_canvas import PhoneCanvas

_WHEEL_STEP = 48.0
_KEY_STEP = 60.0


class PhoneView(PhoneCanvas):
    """Shows one phone and turns pointer and keys into taps on its areas; subclasses say what a tap does."""

    def __init__(self, is_sms: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_sms, parent)
        self._drag: Drag | None = None

    @property
    def phone(self) -> Phone:
        """The picture: what it shows and where."""
        return self._phone

    @property
    def scale(self) -> float:
        """Pixels of the widget for one of the picture."""
        return self._scale

    def focus_on(self, path: FieldPath) -> None:
        """Put the ring around what shows a field, and bring it into sight; nothing when it is not shown."""
        found = next((area for area in self._phone.reachable_areas() if area.path == path), None)
        if found is not None:
            self._focus(found)

    def area_at(self, position: QPointF) -> HitArea | None:
        """What a click at a place of the widget means in the mode, None for nothing."""
        return self._phone.hit(self._to_phone(position))

    def rect_in_view(self, rect: QRectF) -> QRect:
        """Where a rectangle of the picture is in this widget."""
        return self._to_widget(rect)

    def tap(self, area: HitArea) -> None:
        """Do what a tap on *area* means in the mode; overridden by each phone."""
        raise NotImplementedError

    def hideEvent(self, event: QHideEvent) -> None:
        self._drag = None

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

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tool_tip(event.pos())
            return True
        return super().event(event)

    def _press(self, key: int) -> bool:
        phone, focused = self._phone, self._phone.state.focused
        page = phone.page
        view = (page.view if page is not None else phone.frame.conversation).height()
        room = page.scroll_max if page is not None else phone.scroll_max
        steps = {
            Qt.Key.Key_Up: -_KEY_STEP,
            Qt.Key.Key_Down: _KEY_STEP,
            Qt.Key.Key_PageUp: 40.0 - view,
            Qt.Key.Key_PageDown: view - 40.0,
            Qt.Key.Key_Home: -room,
            Qt.Key.Key_End: room,
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
        state = self._phone.state
        was_open, was_inside, had_page = state.popup, state.inner, state.shows_page
        self.tap(area)
        is_open = state.popup
        if state.shows_page != had_page:
            wished = AreaKind.PAGE_BACK if state.shows_page else AreaKind.PROFILE
            self._focus(next((one for one in self._phone.reachable_areas() if one.kind is wished), None))
        elif is_open is not None and (is_open, state.inner) != (was_open, was_inside):
            self._focus(next(iter(self._phone.popup_areas()), None))
        elif was_open is not None and is_open is None:
            kinds = {"attach": AreaKind.ATTACH, "header": AreaKind.HEADER_MENU}
            kind = kinds.get(str(was_open), AreaKind.MENU)
            wanted = was_open if kind is AreaKind.MENU else None
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
        self._phone.state.popup, self._phone.state.inner = None, ()
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

    def _show_tool_tip(self, position: QPoint) -> None:
        area = self._phone.hit(self._to_phone(QPointF(position)))
        if area is None or area.kind is AreaKind.FIELD:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.mapToGlobal(position), area.name, self, self.widget_rect(area))

"""The phone with 5G messages: what people see, tap and type, while editing, playing and for real."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.overlay import overlay_of
from widgets.handset.phone import same_area
from widgets.handset.phone_state import PhoneMode
from widgets.handset.phone_view import PhoneView
from widgets.handset.popups import Popup
from widgets.handset.profile import ChatbotProfile, MenuEntry
from widgets.language import tr

OVERLAY_TIME_MS: Final = 2000
"""How long the sheet of an action lies over the conversation."""

_SAMPLE_PLACE = (30.2084, 120.2120)
_CLOSING_KEYS: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class HandsetView(PhoneView):
    """Draws the blocks of messages and says what the person does with them; it keeps no truth of its own."""

    tapped = Signal(object)
    """The Suggestion of a chip or a card's button; not while editing."""
    typed = Signal(str)
    field_clicked = Signal(object)
    """The FieldPath behind what was clicked while editing."""
    menu_tapped = Signal(object)
    """The MenuEntry of the fixed menu that was tapped; one that opens a list is not told."""
    location_sent = Signal(float, float)
    """Latitude and longitude of the place set by `set_own_place`."""
    link_opened = Signal(str)
    """The address in a text, or the source of a file, video or place."""
    reason_asked = Signal(object)
    """The key of the entry whose failure the person asks about."""
    profile_clicked = Signal()
    """The page about the chatbot was opened."""
    spam_reported = Signal()
    """The person called the chatbot's messages spam; not while editing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(False, parent)
        self._own_place = _SAMPLE_PLACE
        self._focused_before: HitArea | None = None
        self._overlay_timer = QTimer(self, singleShot=True, interval=OVERLAY_TIME_MS)
        self._overlay_timer.timeout.connect(self.dismiss_overlay)
        self._input.sent.connect(self.typed)
        self.setAccessibleName(tr("手机预览", "Handset preview"))
        self.set_mode("play")

    def set_profile(self, profile: ChatbotProfile) -> None:
        """Show who is speaking; an open menu closes."""
        state = self._phone.state
        if profile.menu != state.profile.menu:
            state.popup = None
        state.profile = profile
        self._place_input()
        self._tell_focus(state.focused)
        self.update()

    def set_mode(self, mode: PhoneMode) -> None:
        """Switch between editing fields, playing through, and showing what handsets reported."""
        self.dismiss_overlay()
        self._show_page(False)
        self._phone.state.running = None
        if self._phone.state.popup in ("attach", "header"):
            self._phone.state.popup = None
        super().set_mode(mode)

    def set_menu_open(self, index: int | None) -> None:
        """Open the list of an entry of the fixed menu, or close it."""
        self._phone.state.popup, self._phone.state.inner = index, ()
        self.update()

    def set_selected_path(self, path: FieldPath | None) -> None:
        """Outline the field that is edited and bring it into sight; None outlines nothing."""
        self._phone.state.selected_path = path
        if path is not None:
            found = next((area for area in self._phone.conversation_areas() if area.path == path), None)
            if found is not None:
                self._phone.reveal(found)
        self._update_conversation()

    def set_own_place(self, latitude: float, longitude: float) -> None:
        """Set where the person of the play-through is, gcj02 degrees."""
        self._own_place = (latitude, longitude)

    def show_action(self, suggestion: Suggestion) -> None:
        """Lay a sheet over the conversation that says what the handset would do; a reply shows none.

        A tap anywhere, Escape, Enter or two seconds close it.
        """
        overlay = overlay_of(suggestion)
        if overlay is None:
            return
        state = self._phone.state
        if state.overlay is None:
            self._focused_before = state.focused
        state.overlay, state.popup, state.inner, state.hovered = overlay, None, (), None
        self._cover_input(True)
        state.focused = self._phone.reachable_areas()[0] if self._focused_before is not None else None
        self._tell_focus(self._phone.reachable_areas()[0])
        self._overlay_timer.start()
        self.update()

    def dismiss_overlay(self) -> None:
        """Close the sheet of an action, and put the focus back where it was; nothing without one."""
        state = self._phone.state
        if state.overlay is None:
            return
        self._overlay_timer.stop()
        state.overlay = None
        self._cover_input(state.shows_page)
        before, self._focused_before = self._focused_before, None
        reachable = self._phone.reachable_areas() if before is not None else []
        state.focused = next((area for area in reachable if before and same_area(area, before)), None)
        self._tell_focus(state.focused)
        self.update()

    def show_page(self, shown: bool) -> None:
        """Lay the page about the chatbot over the conversation, or take it away."""
        self._show_page(shown)

    @property
    def shows_page(self) -> bool:
        """Whether the page about the chatbot lies over the conversation."""
        return self._phone.state.shows_page

    @property
    def shows_overlay(self) -> bool:
        """Whether the sheet of an action lies over the conversation."""
        return self._phone.state.overlay is not None

    def hideEvent(self, event: QHideEvent) -> None:
        self.dismiss_overlay()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.shows_overlay:
            self.dismiss_overlay()
            event.accept()
            return
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.shows_overlay:
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.shows_overlay and event.key() in _CLOSING_KEYS:
            self.dismiss_overlay()
            event.accept()
            return
        if self.shows_page and event.key() == Qt.Key.Key_Escape:
            self._show_page(False)
            event.accept()
            return
        super().keyPressEvent(event)

    def tap(self, area: HitArea) -> None:
        """Do what a tap on *area* means in the mode."""
        state = self._phone.state
        if state.mode == "edit" and area.path:
            self.field_clicked.emit(area.path)
            return
        match area.kind:
            case AreaKind.SUGGESTION:
                self._tap_suggestion(area.value)
            case AreaKind.LINK:
                self.link_opened.emit(str(area.value))
            case AreaKind.PLAY:
                running = (area.entry, area.block, area.card)
                state.running = None if state.running == running else running
                self._update_conversation()
                self.link_opened.emit(str(area.value))
            case AreaKind.REASON:
                self.reason_asked.emit(area.value)
            case AreaKind.PROFILE:
                self._show_page(True)
                self.profile_clicked.emit()
            case AreaKind.PAGE_BACK:
                self._show_page(False)
            case AreaKind.REPORT:
                self.set_menu_open(None)
                self._show_page(False)
                self.spam_reported.emit()
            case AreaKind.OVERLAY:
                self.dismiss_overlay()
            case AreaKind.OWN_PLACE:
                self.set_menu_open(None)
                self.location_sent.emit(*self._own_place)
            case _:
                self._tap_menu(area)

    def _tap_menu(self, area: HitArea) -> None:
        state = self._phone.state
        match area.kind:
            case AreaKind.MENU_ITEM:
                self.set_menu_open(None)
                if state.mode != "edit" and isinstance(area.value, MenuEntry):
                    self.menu_tapped.emit(area.value)
            case AreaKind.MENU:
                index = area.value if isinstance(area.value, int) else None
                self.set_menu_open(None if state.popup == index else index)
            case AreaKind.MENU_OPEN:
                state.inner = (*state.inner, area.value) if isinstance(area.value, int) else ()
                self.update()
            case AreaKind.MENU_BACK:
                state.inner = state.inner[:-1]
                self.update()
            case AreaKind.ATTACH | AreaKind.HEADER_MENU:
                wanted: Popup = "attach" if area.kind is AreaKind.ATTACH else "header"
                state.popup, state.inner = (None if state.popup == wanted else wanted), ()
                self.update()
            case AreaKind.MENU_TOGGLE:
                self._toggle_menu()
            case _:
                self._tap_nothing()

    def _tap_suggestion(self, suggestion: object) -> None:
        if not isinstance(suggestion, Suggestion):
            return
        if self._phone.state.mode == "play":
            self.show_action(suggestion)
        self.tapped.emit(suggestion)
        if isinstance(suggestion.action, RequestLocation):
            self.location_sent.emit(*self._own_place)

    def _show_page(self, shown: bool) -> None:
        state = self._phone.state
        if state.shows_page == shown:
            return
        state.shows_page, state.popup, state.inner, state.hovered = shown, None, (), None
        state.focused = None
        self._phone.page_scroll = 0.0
        self._cover_input(shown)
        self._tell_focus(None)
        self.update()

    def _cover_input(self, is_covered: bool) -> None:
        """The line of input is a widget of its own and would stand out of what lies over it."""
        is_edit = self._phone.state.mode == "edit"
        if is_covered and self._input.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._input.setVisible(not is_covered and not is_edit)
        self._phone.paints_hint = is_covered or is_edit

    def _toggle_menu(self) -> None:
        state = self._phone.state
        state.shows_menu = not state.shows_menu
        state.popup, state.inner = None, ()
        self._phone.scroll_by(0.0)
        self._place_input()
        self.update()

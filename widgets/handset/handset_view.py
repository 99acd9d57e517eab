"""The phone with 5G messages: what people see, tap and type, while editing, playing and for real."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.phone import PhoneMode
from widgets.handset.phone_view import PhoneView
from widgets.handset.profile import ChatbotProfile, MenuEntry
from widgets.language import tr

_SAMPLE_PLACE = (30.2084, 120.2120)


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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(False, parent)
        self._own_place = _SAMPLE_PLACE
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
        if self._phone.state.popup == "attach":
            self._phone.state.popup = None
        super().set_mode(mode)

    def set_menu_open(self, index: int | None) -> None:
        """Open the list of an entry of the fixed menu, or close it."""
        self._phone.state.popup = index
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
            case AreaKind.REASON:
                self.reason_asked.emit(area.value)
            case AreaKind.PROFILE:
                self.profile_clicked.emit()
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
            case AreaKind.ATTACH:
                state.popup = None if state.popup == "attach" else "attach"
                self.update()
            case AreaKind.MENU_TOGGLE:
                self._toggle_menu()
            case _:
                self._tap_nothing()

    def _tap_suggestion(self, suggestion: object) -> None:
        if not isinstance(suggestion, Suggestion):
            return
        self.tapped.emit(suggestion)
        if isinstance(suggestion.action, RequestLocation):
            self.location_sent.emit(*self._own_place)

    def _toggle_menu(self) -> None:
        state = self._phone.state
        state.shows_menu = not state.shows_menu
        state.popup = None
        self._phone.scroll_by(0.0)
        self._place_input()
        self.update()

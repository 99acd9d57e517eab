"""The picture of one phone as a widget: scaled to its pane, with a real line of input over the pill."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.messages.client_profile import ClientProfile
from widgets.handset.accessible import conversation_in_words
from widgets.handset.chrome.input_bar import input_hint
from widgets.handset.entries import Entry
from widgets.handset.hit_area import HitArea
from widgets.handset.input_line import InputLine
from widgets.handset.layout.loss import Loss
from widgets.handset.metrics import PHONE_WIDTH, SCALE_MAX
from widgets.handset.palette import PictureTheme
from widgets.handset.phone import Phone, same_area
from widgets.handset.phone_state import PhoneMode
from widgets.handset.pictures import Pictures
from widgets.handset.rendering import fit_phone
from widgets.language import language_changed


class PhoneCanvas(QWidget):
    """Shows one phone; what pointer and keys do to it is in `PhoneView`."""

    view_changed = Signal()
    """What is drawn, or where it stands, is not what it was."""

    def __init__(self, is_sms: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phone = Phone(is_sms)
        self._scale = 1.0
        self._origin = QPointF()
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

    def set_text_size(self, percent: int) -> None:
        """Draw with larger type than the handset's own, as people can set it: 100, 115 or 130."""
        self._phone.set_measures(self._phone.state.client, percent)
        self._after_measures()

    def set_client(self, client: ClientProfile | None) -> None:
        """Draw as this kind of client does, None as the editor's phone."""
        self._phone.set_measures(client, self._phone.state.text_size)
        self._after_measures()

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What people do not see of what is shown here."""
        return self._phone.conversation.losses

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
        self.view_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._measure_again()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._input and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._phone.state.has_input_focus = event.type() is QEvent.Type.FocusIn
            self.update()
        return super().eventFilter(watched, event)

    def _tell_focus(self, area: HitArea | None) -> None:
        words = conversation_in_words(self.entries, self._phone.state.profile.name)
        self.setAccessibleDescription(f"{area.name}\n{words}" if area is not None else words)

    def _index_of_focus(self, areas: list[HitArea]) -> int:
        focused = self._phone.state.focused
        if focused is None:
            return -1
        return next((index for index, area in enumerate(areas) if same_area(area, focused)), -1)

    def _after_entries(self) -> None:
        state = self._phone.state
        if state.focused is not None and self._index_of_focus(self._phone.reachable_areas()) < 0:
            state.focused = None
        self._tell_focus(state.focused)
        self._update_conversation()

    def _measure_again(self) -> None:
        self._phone.conversation.forget()
        self._after_measures()

    def _after_measures(self) -> None:
        self._after_entries()
        self._place_input()
        self.update()

    def _update_conversation(self) -> None:
        if self._phone.state.shows_page:
            self.update()
        self.update(self._to_widget(self._phone.frame.conversation))
        self.view_changed.emit()

    def _show_pictures(self) -> None:
        self._update_conversation()

    def _place_input(self) -> None:
        phone = self._phone
        self._input.place(
            self._to_widget(phone.frame.pill.adjusted(12, 3, -12, -3)), self._scale * phone.frame.scale
        )
        self._input.dress(phone.palette, input_hint(phone.state.is_sms))

    def _to_phone(self, position: QPointF) -> QPointF:
        return (position - self._origin) / self._scale

    def _to_widget(self, rect: QRectF) -> QRect:
        corner = rect.topLeft() * self._scale + self._origin
        return QRectF(corner, rect.size() * self._scale).toAlignedRect()

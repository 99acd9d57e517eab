"""The editor that lies over the words on the phone, with the counter below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from app.composing.drawn_place import DrawnPlace
from app.composing.drawn_text_area import DrawnTextArea
from runtime.records import Hint
from runtime.wording import Wording
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.form.context import FormContext
from widgets.form.counter import fill_at_longest
from widgets.handset.phone_view import PhoneView
from widgets.handset.typeface import PHONE_TYPES, phone_font
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CHIP

_RING_PX: Final = 2
_TAG_GAP_PX: Final = 2
_TAG_PADDING_PX: Final = 6
_COLOURS: Final = {"calm": "text_second", "warn": "warn", "error": "error"}
_HELP: Final = Wording(
    "Enter 到下一处，Shift+Enter 换行，Esc 放弃",
    "Enter goes on, Shift+Enter breaks the line, Escape gives up",
)


class InPlaceEditor(QWidget):
    """Covers the drawn words with an editor of the same type; it follows them when they move."""

    def __init__(self, context: FormContext, view: PhoneView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._place: DrawnPlace | None = None
        self._hint: Hint | None = None
        self._ground = QRect()
        self._tag = QRect()
        self.area = DrawnTextArea(context, self)
        self.area.fitted.connect(self._arrange)
        self.area.edited.connect(self._recount)
        context.changed.connect(self._recount)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being edited."""
        return not self.isHidden()

    @property
    def counter_words(self) -> str:
        """What the counter below the words says, empty where nothing is counted."""
        hint = self._hint
        fill = fill_at_longest(self._context, self.area.value(), hint.limit) if hint else None
        return tr(fill.forms()[0]) if fill is not None else ""

    def open_at(self, place: DrawnPlace, hint: Hint, text: str) -> None:
        """Begin to edit *text*, all of it in reach and the cursor at its end."""
        self._hint = hint
        self.area.takes_lines = hint.widget == "long_text"
        self.area.setAccessibleName(tr(hint.label))
        self.area.setAccessibleDescription(tr(_HELP))
        self.area.set_limits(self._context.limits(hint.limit))
        self.area.set_value(text)
        self.move_to(place)
        self.show()
        self.raise_()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.area.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.area.setTextCursor(cursor)

    def put_cursor(self, position: QPoint) -> None:
        """Put the cursor where the phone was clicked, in px of the phone's widget."""
        here = self.area.viewport().mapFrom(self._view, position)
        if self.area.viewport().rect().adjusted(-8, -8, 8, 8).contains(here):
            self.area.setTextCursor(self.area.cursorForPosition(here))

    def show_text(self, text: str) -> None:
        """Show what the document says now."""
        self.area.set_value(text)
        self._recount()

    def move_to(self, place: DrawnPlace) -> None:
        """Lie over the words where they are now."""
        self._place = place
        line = PHONE_TYPES[place.role].line_px * place.scale * self._view.scale
        font = QFont(phone_font(place.role, place.styles, place.scale))
        px = PHONE_TYPES[place.role].size_px * place.scale * self._view.scale
        font.setPointSizeF(max(px, 6.0) * 72.0 / max(self.logicalDpiY(), 1))
        is_other = self.area.font() != font or self.area.line_px() != line
        if is_other or self.isHidden():
            self.area.dress(font, line, place.ink, is_centred=place.is_centred)
        self._arrange()

    def close_editor(self) -> None:
        """Go; what was typed stays."""
        self._place = self._hint = None
        self.hide()

    def _arrange(self) -> None:
        place = self._place
        if place is None:
            return
        words = self._view.rect_in_view(place.words)
        height = max(round(self.area.needed_px), round(self.area.line_px())) + 1
        extra = max(0, height - words.height() - 1)
        ground = self._view.rect_in_view(place.ground).adjusted(0, 0, 0, extra)
        tag = self._tag_rect(ground)
        whole = ground.united(QRect(words.topLeft(), words.size())).united(tag)
        whole = whole.adjusted(-_RING_PX, -_RING_PX, _RING_PX + 2, _RING_PX)
        self.setGeometry(whole)
        self._ground = ground.translated(-whole.topLeft())
        self._tag = tag.translated(-whole.topLeft())
        shown = self._view.rect_in_view(self._view.phone.frame.conversation)
        self.setMask(
            QRegion(shown.translated(-whole.topLeft()).intersected(self.rect().adjusted(0, 0, 1, 1)))
        )
        # One px more than is drawn: a letter that just fits must not wrap here earlier than there.
        wanted = QRect(words.topLeft() - whole.topLeft(), words.size())
        self.area.setGeometry(wanted.x(), wanted.y(), wanted.width() + 2, height)
        self.update()

    def _tag_rect(self, ground: QRect) -> QRect:
        words = self.counter_words
        if not words:
            return QRect()
        theme = current_theme()
        width = text_width(words, theme.font("badge")) + 2 * _TAG_PADDING_PX
        height = theme.line_height("badge") + 2
        shown = self._view.rect_in_view(self._view.phone.frame.conversation)
        left = min(max(ground.right() - width + 1, shown.left() + 2), shown.right() - width - 2)
        top = ground.bottom() + _TAG_GAP_PX + _RING_PX
        if top + height > shown.bottom():
            top = ground.top() - height - _TAG_GAP_PX - _RING_PX
        return QRect(left, top, width, height)

    def _recount(self) -> None:
        if self.is_open and self._hint is not None:
            self.area.set_limits(self._context.limits(self._hint.limit))
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the words, the ring around it and the counter."""
        place = self._place
        if place is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, palette = current_theme(), self._view.phone.palette
        painter.setBrush(place.surface)
        painter.setPen(QPen(palette.focus, _RING_PX))
        radius = place.radius * self._view.scale
        painter.drawRoundedRect(QRectF(self._ground).adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius)
        if not self._tag.isEmpty() and self._hint is not None:
            fill = fill_at_longest(self._context, self.area.value(), self._hint.limit)
            ink = getattr(theme, _COLOURS[fill.level if fill is not None else "calm"])
            draw_box(painter, self._tag, RADIUS_CHIP, theme.raised, theme.line_control)
            draw_text(painter, self._tag, self.counter_words, theme.font("badge"), ink, CENTRE)

"""A conversation without the phone around it: as the handset draws it, as long as it is, on a wide ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from runtime.wording import Wording
from widgets.handset.accessible import conversation_in_words
from widgets.handset.conversation import Conversation, PlacedEntry
from widgets.handset.entries import ContactFile, ContactLocation, ContactText, Entry, Note
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.carousel import CarouselBox
from widgets.handset.layout.entry import Piece
from widgets.handset.metrics import SCREEN_WIDTH
from widgets.handset.painters.boxes import paint_box
from widgets.handset.painters.look import Look
from widgets.handset.palette import DEFAULT_THEME_COLOUR, PictureTheme, palette_for
from widgets.handset.pictures import NoPictures, Pictures
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

COLUMN_MAX: Final = 600.0
"""The two sides stand no further apart, in the handset's own px."""
_MARGIN: Final = 24.0
_STEP: Final = 48
_NAME: Final = Wording("会话记录", "Transcript")
_OPACITY: Final = 0.45
_OLDER_PX: Final = 240


class TranscriptView(QAbstractScrollArea):
    """Shows entries with the handset's own drawing: the chatbot at the left, the contact at the right."""

    older_asked = Signal()
    """The person is near the top: what was said before is wanted."""
    reason_asked = Signal(object)
    """The key of the entry whose failure the person asks about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conversation = Conversation()
        self._pictures: Pictures = NoPictures()
        self._picture_theme: PictureTheme = "light"
        self._colour = DEFAULT_THEME_COLOUR
        self._offsets: dict[tuple[str, int], float] = {}
        self._dragged: tuple[PlacedEntry, Piece, float] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        language_changed.connect(self._measure_again)
        theme_changed.connect(self._measure_again)
        self.setAccessibleName(tr(_NAME))

    def minimumSizeHint(self) -> QSize:
        """Room for a handset's width."""
        return QSize(round(SCREEN_WIDTH), 120)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown, top to bottom."""
        return self._conversation.entries

    @property
    def is_at_end(self) -> bool:
        """Whether the newest entry shows."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def show_entries(self, entries: Sequence[Entry], *, is_other: bool = False) -> None:
        """Show these entries and stay where it is, at the end too; *is_other* goes to the end."""
        follows = is_other or self.is_at_end
        below = self.verticalScrollBar().maximum() - self.verticalScrollBar().value()
        was_first = self.entries[:1]
        self._conversation.replace(entries)
        self._place()
        bar = self.verticalScrollBar()
        if follows:
            bar.setValue(bar.maximum())
        elif was_first != self.entries[:1]:
            # Older ones came in above: what stood here keeps its distance from the end.
            bar.setValue(bar.maximum() - below)
        self.setAccessibleDescription(conversation_in_words(entries, ""))
        self.viewport().update()

    def set_look(self, picture_theme: PictureTheme, colour: str = DEFAULT_THEME_COLOUR) -> None:
        """Draw light or dark, in the chatbot's colour."""
        if (picture_theme, colour) != (self._picture_theme, self._colour):
            self._picture_theme, self._colour = picture_theme, colour
            self.viewport().update()

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures from this loader and repaint when it says that some came."""
        self._pictures = pictures
        pictures.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self.viewport())
        look = Look(palette_for(self._picture_theme, self._colour), self._pictures)
        painter.fillRect(event.rect(), look.palette.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale
        painter.translate(self._left(), self._top())
        painter.scale(scale, scale)
        top = (event.rect().top() - self._top()) / scale
        for placed in self._conversation.between(top, top + event.rect().height() / scale):
            for piece in placed.layout.pieces:
                painter.save()
                painter.translate(piece.at + QPointF(self._shift(placed), placed.top))
                painter.setOpacity(_OPACITY if piece.block >= 0 and placed.is_revoked else 1.0)
                if isinstance(piece.box, CarouselBox):
                    painter.setClipRect(QRectF(-2, -2, piece.box.width + 4, piece.box.height + 4))
                paint_box(painter, piece.box, look, self._offset(placed, piece))
                painter.restore()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the end."""
        follows = self.is_at_end
        super().resizeEvent(event)
        self._place()
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; sideways moves the carousel under the pointer."""
        delta = event.angleDelta()
        sideways = delta.x() or (delta.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        found = self._carousel_at(event.position()) if sideways else None
        if found is not None:
            self._swipe(*found, -sideways / 120 * _STEP * 2)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a carousel, or ask why something failed."""
        found = self._carousel_at(event.position())
        if found is not None:
            self._dragged = (*found, event.position().x())
            return
        area = self._area_at(event.position())
        if area is not None:
            self.reason_asked.emit(area.value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the carousel that is held; show a hand over what can be asked."""
        if self._dragged is not None:
            placed, piece, was = self._dragged
            self._swipe(placed, piece, (was - event.position().x()) / self._scale)
            self._dragged = (placed, piece, event.position().x())
            return
        is_hand = self._area_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the carousel go."""
        self._dragged = None

    @property
    def _scale(self) -> float:
        return current_theme().text_scale / 100

    @property
    def _column(self) -> float:
        room = self.viewport().width() / self._scale - 2 * _MARGIN
        return min(max(room, SCREEN_WIDTH), COLUMN_MAX)

    def _left(self) -> float:
        return max(0.0, (self.viewport().width() - self._column * self._scale) / 2)

    def _top(self) -> float:
        """Where the conversation begins; a short one stands at the lower edge, near where one writes."""
        room = self.viewport().height() - self._conversation.height * self._scale
        return max(0.0, room) - self.verticalScrollBar().value()

    def _shift(self, placed: PlacedEntry) -> float:
        entry = placed.layout.entry
        if isinstance(entry, ContactText | ContactLocation | ContactFile):
            return self._column - SCREEN_WIDTH
        return (self._column - SCREEN_WIDTH) / 2 if isinstance(entry, Note) else 0.0

    def _place(self) -> None:
        height = round(self._conversation.height * self._scale)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(_STEP)
        bar.setRange(0, max(0, height - self.viewport().height()))

    def _measure_again(self) -> None:
        follows = self.is_at_end
        self._conversation.forget()
        self._place()
        self.setAccessibleName(tr(_NAME))
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.viewport().update()

    def _on_scroll(self, value: int) -> None:
        if value < _OLDER_PX and self._conversation.placed:
            self.older_asked.emit()

    def _pieces_at(self, position: QPointF) -> Iterator[tuple[PlacedEntry, Piece, QPointF]]:
        """The pieces at a height of the viewport, each with the point as the piece counts it."""
        x = (position.x() - self._left()) / self._scale
        y = (position.y() - self._top()) / self._scale
        for placed in self._conversation.between(y, y):
            for piece in placed.layout.pieces:
                yield placed, piece, QPointF(x - self._shift(placed), y - placed.top) - piece.at

    def _carousel_at(self, position: QPointF) -> tuple[PlacedEntry, Piece] | None:
        for placed, piece, point in self._pieces_at(position):
            box = piece.box
            if isinstance(box, CarouselBox) and QRectF(0, 0, box.width, box.height).contains(point):
                return placed, piece
        return None

    def _area_at(self, position: QPointF) -> HitArea | None:
        for _, piece, point in self._pieces_at(position):
            for area in piece.box.areas:
                if area.kind is AreaKind.REASON and area.rect.contains(point):
                    return area
        return None

    def _offset(self, placed: PlacedEntry, piece: Piece) -> float:
        return self._offsets.get(self._key(placed, piece), 0.0)

    def _key(self, placed: PlacedEntry, piece: Piece) -> tuple[str, int]:
        return str(getattr(placed.layout.entry, "key", "")), piece.block

    def _swipe(self, placed: PlacedEntry, piece: Piece, distance: float) -> None:
        assert isinstance(piece.box, CarouselBox)
        after = min(max(self._offset(placed, piece) + distance, 0.0), piece.box.scroll_max)
        self._offsets[self._key(placed, piece)] = after
        self.viewport().update()

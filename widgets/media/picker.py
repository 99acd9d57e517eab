"""Lets a medium be chosen among those that are there: a search over a list, at the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label, SearchField
from widgets.common.painting import draw_box
from widgets.handset.pictures import Pictures
from widgets.language import tr
from widgets.media.media_list import ROW_PX, MediaList, MediaRow
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_OVERLAY, SPACE_8

_SEARCH: Final = Wording("找文件名", "Find a name")
_LIST: Final = Wording("场景里的媒体", "Media of this scenario")
_FROM_FILE: Final = Wording("从电脑里选…", "From this computer…")
_LIBRARY: Final = Wording("媒体库…", "Media library…")
_NOTHING: Final = Wording("没有叫「{words}」的文件", "No file is called {words}")
_WIDTH: Final = 340
_ROWS_MAX: Final = 6
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class MediaPicker(QFrame):
    """Opens below a field and goes with the choice, Escape or a click elsewhere."""

    picked = Signal(object)
    """The MediaFacts."""
    file_asked = Signal()
    library_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._media: tuple[MediaRow, ...] = ()
        self.search = SearchField(_SEARCH, parent=self)
        self.list = MediaList(pictures, _LIST, self)
        self.list.picks_on_click = True
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Label("", "label", "text_second", parent=self)
        self._nothing.hide()
        self.from_file = Button(_FROM_FILE, ButtonKind.LINK, small=True, parent=self)
        self.library = Button(_LIBRARY, ButtonKind.LINK, small=True, parent=self)
        feet = QHBoxLayout()
        feet.addWidget(self.from_file)
        feet.addStretch(1)
        feet.addWidget(self.library)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, 4)
        column.setSpacing(SPACE_8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addLayout(feet)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.picked.connect(self._pick)
        self.from_file.clicked.connect(self._ask_file)
        self.library.clicked.connect(self._ask_library)

    def open_at(self, place: QPoint, rows: Sequence[MediaRow], source: str = "") -> None:
        """Show *rows* at a place of the screen, beginning with the one that is shown now."""
        self._media = tuple(rows)
        self._filter("")
        self.list.go_to(source)
        height = current_theme().px(ROW_PX) * min(_ROWS_MAX, max(1, len(rows))) + 104
        self.resize(QSize(_WIDTH, height))
        screen = QApplication.screenAt(place) or QApplication.primaryScreen()
        room = screen.availableGeometry()
        left = min(place.x(), room.right() - _WIDTH)
        top = place.y() if place.y() + height < room.bottom() else max(room.top(), place.y() - height - 60)
        self.move(left, top)
        self.show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list and pick from it while the search has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.list.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.pick_current()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.raised)
        draw_box(painter, self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def _filter(self, words: str) -> None:
        wanted = words.strip().casefold()
        rows = [row for row in self._media if wanted in row.facts.name.casefold()]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.set_words(tr(_NOTHING.format(words=words.strip())))

    def _pick(self, key: object) -> None:
        facts = next((row.facts for row in self._media if row.key == key), None)
        self.close()
        if isinstance(facts, MediaFacts):
            self.picked.emit(facts)

    def _ask_file(self) -> None:
        self.close()
        self.file_asked.emit()

    def _ask_library(self) -> None:
        self.close()
        self.library_asked.emit()

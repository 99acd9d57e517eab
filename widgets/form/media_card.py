"""The frame of a media field: thumbnail, name, and a place to drop a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, ElidedLabel, ToolButton, follow_look
from widgets.common.painting import draw_box, draw_icon
from widgets.form.context import FormContext
from widgets.form.thumbnail import draw_thumbnail
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

_HEIGHT_PX: Final = 46
_THUMBNAIL: Final = QSize(56, 34)
_CHANGE: Final = Wording("更换", "Change")
_CHOOSE: Final = Wording("选择文件", "Choose a file")
_EMPTY: Final = Wording("把{what}拖到这里", "Drop it here: {what}")
_REMOVE: Final = Wording("移除", "Remove")
_CROP: Final = Wording("裁切和压缩", "Crop and compress")


class MediaCard(QWidget):
    """Shows the thumbnail and the name of one medium; files can be dropped on it."""

    dropped = Signal(object)
    """Path of the file."""

    def __init__(self, context: FormContext, what: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._invitation = _EMPTY.format(what=what)
        self.source = ""
        self.has_error = False
        self._is_over = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name = ElidedLabel("", parent=self)
        self.change = Button(_CHANGE, ButtonKind.LINK, small=True, parent=self)
        self.crop = ToolButton("crop", _CROP, parent=self)
        self.crop.setCheckable(True)
        self.crop.hide()
        self.remove = ToolButton("trash", _REMOVE, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_THUMBNAIL.width() + 16, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.name, 1)
        row.addWidget(self.change)
        row.addWidget(self.crop)
        row.addWidget(self.remove)
        context.pictures.changed.connect(self.update)
        follow_look(self)

    def show_media(self, source: str, name: str) -> None:
        """Show a source under a name; an empty source invites to choose one."""
        self.source = source
        self.name.set_words(same(name) if source else self._invitation)
        self.name.set_colour("text" if source else "text_second")
        self.change.set_words(_CHANGE if source else _CHOOSE)
        self.update()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(current_theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the thumbnail."""
        painter = QPainter(self)
        theme = current_theme()
        spot = QRect(QPoint(6, (self.height() - _THUMBNAIL.height()) // 2), _THUMBNAIL)
        if self.source:
            line = theme.error if self.has_error else theme.accent if self._is_over else theme.line_control
            draw_box(painter, self.rect(), RADIUS_CONTROL, theme.field, line)
            draw_thumbnail(painter, spot, self._context.pictures.image(self.source), RADIUS_CONTROL - 2)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.accent if self._is_over else theme.error if self.has_error else theme.line_control
        painter.setPen(QPen(ink, theme.line_px, Qt.PenStyle.DashLine))
        painter.setBrush(theme.accent_tint if self._is_over else theme.field)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        draw_icon(painter, "image", 20, theme.text_second, spot.center())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._is_over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down."""
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell the first local file."""
        self._is_over = False
        self.update()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.dropped.emit(Path(url.toLocalFile()))
                return

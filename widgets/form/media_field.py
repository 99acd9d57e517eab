"""A picture, recording or file: what it is, and how to change it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QWidget

from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, ElidedLabel, ToolButton, follow_look
from widgets.common.painting import draw_box, draw_icon
from widgets.form.context import FormContext, MediaFacts
from widgets.form.field import Field
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.form.thumbnail import draw_thumbnail
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

_HEIGHT_PX: Final = 46
_THUMBNAIL: Final = QSize(56, 34)
_CHANGE = Wording("更换", "Change")
_CHOOSE = Wording("选择文件", "Choose a file")
_EMPTY = Wording("把{what}拖到这里", "Drop it here: {what}")
_REMOVE = Wording("移除", "Remove")
_FROM_FILE = Wording("从电脑里选…", "From this computer…")
_NOT_TAKEN = Wording("没有放进来：{reason}", "Not taken: {reason}")


def size_words(size_bytes: int) -> str:
    """A file size as people read it: 182 KB, 2.1 MB."""
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{round(size_bytes / 1024)} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"


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
        self.remove = ToolButton("trash", _REMOVE, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_THUMBNAIL.width() + 16, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.name, 1)
        row.addWidget(self.change)
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


class MediaField(Field):
    """Shows where a record's media come from; a new file changes source, type and size together.

    Tells them through `patched`; `patched(None)` asks to remove the record that holds the media.
    """

    def __init__(
        self,
        spec: FieldSpec,
        context: FormContext,
        parent: QWidget | None = None,
        *,
        is_removable: bool = False,
    ) -> None:
        super().__init__(spec, context, parent)
        self._is_removable = is_removable
        self._size_bytes = 0
        self._card = MediaCard(context, spec.hint.label, self)
        self._card.change.clicked.connect(self.choose)
        self._card.remove.clicked.connect(self._remove)
        self._card.dropped.connect(self.take_file)
        self._value = ""
        self.adopt(self._card, named=self._card.change)
        self._show("")

    @property
    def card(self) -> MediaCard:
        """The frame with thumbnail and name."""
        return self._card

    def see_record(self, record: object) -> None:
        self._size_bytes = int(getattr(record, "size_bytes", 0))
        self._show_facts()

    def show_value(self, value: object) -> None:
        self._show(str(value or ""))

    def rename(self) -> None:
        super().rename()
        self._card.change.setAccessibleName(f"{tr(self.spec.hint.label)} {self._card.change.words}")

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(problems)
        self._card.has_error = any(problem.severity == "error" for problem in problems)
        self._card.update()

    def choose(self) -> None:
        """Offer the files that are here and those of the computer."""
        known = self.context.media.all_media()
        if not known:
            self._open_dialog()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for facts in known:
            action = QAction(facts.name, menu)
            action.setData(facts)
            action.triggered.connect(self._pick)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr(_FROM_FILE)).triggered.connect(self._open_dialog)
        menu.popup(self._card.mapToGlobal(QPoint(0, self._card.height() + 4)))

    def take_file(self, path: Path | str) -> None:
        """Copy a file in and use it; says under the field why it could not."""
        try:
            facts = self.context.media.take(Path(path))
        except (OSError, ValueError) as error:
            sentence = (
                error.args[0] if error.args and isinstance(error.args[0], Wording) else same(str(error))
            )
            self.show_problems((Problem((), _NOT_TAKEN.format(reason=sentence)),))
            return
        self._use(facts)

    def _use(self, facts: MediaFacts) -> None:
        self.show_problems(())
        self.patched.emit(
            {
                "source": facts.source,
                "name": facts.name,
                "content_type": facts.content_type,
                "size_bytes": facts.size_bytes,
                "duration_s": facts.duration_s,
            }
        )

    def _pick(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and isinstance(action.data(), MediaFacts):
            self._use(action.data())

    def _remove(self) -> None:
        self.patched.emit(None)

    def _open_dialog(self) -> None:
        dialog = QFileDialog(self, tr(_CHOOSE))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, source: str) -> None:
        facts = self.context.media.facts(source) if source else None
        name = facts.name if facts else source.removeprefix("media:").rsplit("/", 1)[-1]
        self._card.show_media(source, name)
        self._card.remove.setVisible(bool(source) and self._is_removable)
        self._show_facts()

    def _show_facts(self) -> None:
        source = self._card.source
        facts = self.context.media.facts(source) if source else None
        parts = []
        if facts and facts.width_px and facts.height_px:
            parts.append(f"{facts.width_px} × {facts.height_px}")
        size_bytes = facts.size_bytes if facts else self._size_bytes
        if source and size_bytes:
            parts.append(size_words(size_bytes))
        self.show_note_at_label(" · ".join(parts))

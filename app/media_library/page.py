"""The tab 媒体 of the library: every file with its uses, found, filtered and put in order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.media_library.desk import MediaDesk
from app.media_library.details import Details
from editor.library.media.medium import Medium
from runtime.messages.limits import STRICTEST
from runtime.messages.targets import Targets, targets_of_profile
from runtime.wording import Wording
from widgets.common import Choice, EmptyState, Label, Segment, Toast, follow_look
from widgets.common.painting import draw_box
from widgets.language import language_changed, tr
from widgets.media.media_list import MediaList, MediaRow
from widgets.media.verdicts import verdict
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CARD, SPACE_8, SPACE_12, SPACE_24

_EMPTY: Final = Wording(
    "把图片拖到这里，会自动裁成各家要求的大小", "Drop pictures here; they are cut to what each carrier wants"
)
_ADD: Final = Wording("添加文件…", "Add files…")
_NOT_FOUND: Final = Wording("没有找到「{words}」。换个词，或看全部文件", 'Nothing found for "{words}"')
_NONE_SUCH: Final = Wording("没有这样的文件", "There are no such files")
_SHOW_ALL: Final = Wording("看全部", "Show all")
_LIST: Final = Wording("媒体", "Media")
_KINDS: Final = Wording("哪种文件", "Kind of file")
_STATES: Final = Wording("哪些文件", "Which files")
_COUNT: Final = Wording("{count} 个文件", "{count} files")
_UNUSED: Final = Wording("没用到", "Unused")
_TWINS: Final = Wording("{count} 个相同", "{count} the same")
_USED: Final = Wording("用在 {count} 处", "used {count} times")
_SHIPPED: Final = Wording("信流自带", "built in")
_QUIET_MS: Final = 150
_INVITATION_PX: Final = 130
_FLAWED: Final = Wording("用不了", "Unusable")


class MediaPage(QWidget):
    """Asks the desk for everything; holds only what is typed and chosen here."""

    def __init__(self, desk: MediaDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._media: tuple[Medium, ...] = ()
        self._search = ""
        self._wished: object = None
        self._is_dropping = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(desk.refresh)
        self._targets = targets_of_profile(STRICTEST)
        self.kinds = Segment(
            (
                Choice("", Wording("全部", "All")),
                Choice("image", Wording("图片", "Pictures")),
                Choice("video", Wording("视频", "Films")),
                Choice("audio", Wording("音频", "Sounds")),
            ),
            _KINDS,
        )
        self.states = Segment(
            (
                Choice("", Wording("全部", "All")),
                Choice("unused", _UNUSED),
                Choice("double", Wording("重复", "Double")),
                Choice("flawed", _FLAWED),
            ),
            _STATES,
        )
        self.count = Label("", "label", "text_second")
        self.list = MediaList(desk.pictures.shelf, _LIST)
        self.details = Details(desk.pictures.shelf)
        self.empty = EmptyState("image", _EMPTY, _ADD)
        self.invitation = EmptyState("image", _EMPTY, _ADD)
        self.invitation.setFixedHeight(_INVITATION_PX)
        self.toast = Toast(self)
        self._build()
        self._connect()

    def search(self, words: str) -> None:
        """Show what fits."""
        self._search = words
        self._show()

    def set_targets(self, targets: Targets) -> None:
        """Judge files by the carriers of the open scenario."""
        self._targets = targets
        self.details.set_targets(targets)
        self._show()

    def go_to(self, file: object) -> None:
        """Be at a file as soon as it is listed."""
        self._wished = file
        if file is not None:
            self.states.set_value("")
            self.kinds.set_value("")
        self._desk.refresh()

    def ask_for_files(self) -> None:
        """Let the person choose files to add."""
        dialog = QFileDialog(self, tr(_ADD))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_names)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def current(self) -> Medium | None:
        """The file the person is at."""
        key = self.list.current_key()
        return next((medium for medium in self._media if medium.file == key), None)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew: files and scenarios may have changed."""
        super().showEvent(event)
        self.set_targets(self._desk.targets)
        self._desk.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, rename with F2."""
        medium = self.current
        if event.key() == Qt.Key.Key_Delete and medium is not None and not medium.is_shipped:
            self._desk.remove(medium)
        elif event.key() == Qt.Key.Key_F2 and medium is not None and not medium.is_shipped:
            self.details.name.setFocus()
            self.details.name.selectAll()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be dropped; those of this list stay where they are."""
        if event.source() is not self.list and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_dropping(is_dropping=True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        self._show_dropping(is_dropping=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in."""
        self._show_dropping(is_dropping=False)
        event.acceptProposedAction()
        self._take_names([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; a frame while files hover."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        if self._is_dropping:
            area = QRect(self.rect()).adjusted(SPACE_12, SPACE_12, -SPACE_12, -SPACE_12)
            draw_box(painter, area, RADIUS_CARD, theme.accent_tint, theme.accent, 2)

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(SPACE_24, SPACE_12, SPACE_24, SPACE_8)
        filters.setSpacing(SPACE_12)
        filters.addWidget(self.kinds)
        filters.addWidget(self.states)
        filters.addStretch(1)
        filters.addWidget(self.count)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(filters)
        left.addWidget(self.invitation)
        holder = QHBoxLayout()
        holder.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_12)
        holder.addWidget(self._stack)
        left.addLayout(holder, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.details)
        self.list.viewport().setAutoFillBackground(False)
        self.setAcceptDrops(True)
        follow_look(self)

    def _connect(self) -> None:
        desk, details = self._desk, self.details
        desk.listed.connect(self._take)
        desk.done.connect(self._say)
        desk.changed.connect(self._on_changed)
        desk.refused.connect(self._refuse)
        self.kinds.changed.connect(self._show)
        self.states.changed.connect(self._show)
        self.list.turned.connect(self._turn)
        self.list.picked.connect(self._pick)
        self.empty.triggered.connect(self._on_empty)
        self.invitation.triggered.connect(self.ask_for_files)
        details.renamed.connect(self._rename)
        details.use_asked.connect(self._use)
        details.replace_asked.connect(self._ask_replacement)
        details.remove_asked.connect(self._remove)
        details.merge_asked.connect(self._merge)
        details.use_chosen.connect(desk.go_to)
        language_changed.connect(self._show)

    def _take(self, media: tuple[Medium, ...]) -> None:
        self._media = media
        self._show()
        if self._wished is not None and self.list.go_to(self._wished):
            self._wished = None

    def _on_changed(self) -> None:
        """A scenario was read, saved or removed: uses may be others."""
        if self.isVisible():
            self._timer.start()

    def _show(self, _: object = None) -> None:
        from editor.library.media.shelf import fitting

        found = tuple(fitting(self._media, self._search, self.kinds.value(), self.states.value()))
        self.count.set_words(_COUNT.format(count=len(found)))
        self.list.show_rows([self._row(medium) for medium in found])
        self._turn()
        self._stack.setCurrentWidget(self.list if found else self.empty)
        has_own = any(not medium.is_shipped for medium in self._media)
        self.invitation.setVisible(bool(found) and not has_own)
        if found:
            return
        if self._search.strip():
            self.empty.show_words(_NOT_FOUND.format(words=self._search.strip()), _SHOW_ALL)
        elif self.kinds.value() or self.states.value():
            self.empty.show_words(_NONE_SUCH, _SHOW_ALL)
        else:
            self.empty.show_words(_EMPTY, _ADD)

    def _row(self, medium: Medium) -> MediaRow:
        detail = tr(_SHIPPED) if medium.is_shipped else ""
        if medium.uses:
            detail = tr(_USED.format(count=len(medium.uses)))
        path, picture = str(medium.file), str(medium.file)
        if medium.facts.problem is not None:
            return MediaRow(medium.file, medium.facts, picture, detail, _FLAWED, "error")
        told = verdict(medium.facts, self._targets)
        if not told.is_fine:
            return MediaRow(medium.file, medium.facts, picture, detail, told.words, "warn", path)
        mark = _TWINS.format(count=len(medium.twins) + 1) if medium.twins else None
        if mark is None and medium.is_unused:
            mark = _UNUSED
        return MediaRow(medium.file, medium.facts, picture, detail, mark, "calm", path)

    def _turn(self, _: object = None) -> None:
        self.details.show_medium(self.current, can_use=self._desk.can_use)

    def _pick(self, _: object) -> None:
        """Enter: into the field that waits, else to the first place that shows it."""
        medium = self.current
        if medium is None:
            return
        if self._desk.can_use:
            self._desk.use(medium)
        elif medium.uses:
            self._desk.go_to(medium.uses[0])

    def _use(self) -> None:
        if self.current is not None:
            self._desk.use(self.current)

    def _rename(self, name: str) -> None:
        if self.current is not None:
            self._desk.rename(self.current, name)

    def _remove(self) -> None:
        if self.current is not None:
            self._desk.remove(self.current)

    def _merge(self) -> None:
        if self.current is not None:
            self._desk.merge(self.current)

    def _ask_replacement(self) -> None:
        dialog = QFileDialog(self, tr(Wording("换成哪个文件", "Which file instead")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._replace)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _replace(self, name: str) -> None:
        if self.current is not None:
            self._desk.replace(self.current, Path(name))

    def _take_names(self, names: list[str]) -> None:
        self._desk.take_in([Path(name) for name in names])

    def _on_empty(self) -> None:
        if self._search.strip() or self.kinds.value() or self.states.value():
            self._search = ""
            self.kinds.set_value("")
            self.states.set_value("")
            self._show()
        else:
            self.ask_for_files()

    def _say(self, words: Wording, action: Wording | str, act: object) -> None:
        if self.isVisible():
            self.toast.say(words, action, act if callable(act) else None)

    def _refuse(self, why: Wording) -> None:
        self.details.show_refusal(why)

    def _show_dropping(self, *, is_dropping: bool) -> None:
        self._is_dropping = is_dropping
        self.update()

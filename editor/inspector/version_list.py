"""The kept versions of the scenario, newest first, with what can be done with each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QMenu, QWidget

from editor.inspector.version_row import (
    REVISION,
    VersionRow,
    all_in_words,
    changes_in_words,
    kind_in_words,
    moment_in_words,
)
from editor.library.revision import Revision, RevisionId
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import CONTROL_HEIGHT_SMALL, SPACE_8

NAME_MAX: Final = 60
_NAME: Final = Wording("版本", "Versions")
_GIVE_NAME: Final = Wording("命名", "Name it")
_COMPARE: Final = Wording("和现在比较", "Compare with now")
_RESTORE: Final = Wording("恢复到这个版本", "Restore this version")
_BRANCH: Final = Wording("复制成新场景", "Copy into a new scenario")
_FIELD: Final = Wording("版本名称", "Name of the version")
_PROMPT: Final = Wording("给这个版本起个名字，回车确定", "Name this version and press Enter")
_AnyIndex = QModelIndex | QPersistentModelIndex


class VersionModel(QAbstractListModel):
    """The revisions in their order; their text is what assistive technology reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.revisions: tuple[Revision, ...] = ()

    def show(self, revisions: tuple[Revision, ...]) -> None:
        """Take other revisions."""
        self.beginResetModel()
        self.revisions = revisions
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.revisions)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        revision = self.revisions[index.row()]
        if role == REVISION:
            return revision
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            parts = (moment_in_words(revision), tr(kind_in_words(revision)), revision.name)
            return " · ".join(part for part in (*parts, changes_in_words(revision)) if part)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return all_in_words(revision)
        return None


class VersionList(QListView):
    """F2 names, Enter compares, Ctrl+Enter restores, Ctrl+D copies; the same stands as buttons on the row."""

    name_given = Signal(int, str)
    """A revision's id and its new name, which may be empty."""
    compare_asked = Signal(int)
    restore_asked = Signal(int)
    branch_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, of_scenario: bool = True) -> None:
        """What is no scenario can be named and restored, not compared or copied."""
        super().__init__(parent)
        self._of_scenario = of_scenario
        self.versions = VersionModel(self)
        self._row = VersionRow(self)
        self._field = QLineEdit(self.viewport())
        self._named: RevisionId | None = None
        self.setModel(self.versions)
        self.setItemDelegate(self._row)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setProperty("draws_own_focus", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons = QWidget(self.viewport())
        self._build_buttons()
        self._field.setMaxLength(NAME_MAX)
        self._field.hide()
        self._field.installEventFilter(self)
        self._field.editingFinished.connect(self._finish_name)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.verticalScrollBar().valueChanged.connect(self._place)
        theme_changed.connect(self.restyle)
        language_changed.connect(self.restyle)
        self.restyle()

    def show_versions(self, revisions: tuple[Revision, ...]) -> None:
        """Show other versions; the current row stays on its version."""
        if revisions == self.versions.revisions:
            return
        current = self.current()
        ids = [revision.id for revision in revisions]
        if self._field.property("revision") not in ids:
            self._field.hide()
        self._light(-1)
        self.versions.show(revisions)
        if current is not None and current.id in ids:
            self.setCurrentIndex(self.versions.index(ids.index(current.id)))
            self._place()
        if self._named in ids and self._named is not None:
            self.name_version(self._named)

    def current(self) -> Revision | None:
        """The version of the current row."""
        found = self.currentIndex().data(REVISION)
        return found if isinstance(found, Revision) else None

    def name_version(self, revision_id: RevisionId) -> None:
        """Let the person name a version in its row; one that is not listed yet as soon as it is."""
        self._named = revision_id
        for row, revision in enumerate(self.versions.revisions):
            if revision.id == revision_id:
                self._named = None
                self.setCurrentIndex(self.versions.index(row))
                self._begin_name()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self._field.setAccessibleName(tr(_FIELD))
        self._field.setPlaceholderText(tr(_PROMPT))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys; the arrows move."""
        controls = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.current() is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self._begin_name()
        elif is_enter:
            self._tell(self.restore_asked if controls else self.compare_asked)
        elif controls and event.key() == Qt.Key.Key_D:
            self._tell(self.branch_asked)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same as a menu."""
        if self.current() is None:
            return
        menu = QMenu(self)
        for words, slot, keys in self._deeds():
            entry = menu.addAction(tr(words), slot)
            entry.setShortcut(keys)
        menu.aboutToHide.connect(menu.deleteLater)
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        rect = self.visualRect(self.currentIndex())
        menu.popup(self.viewport().mapToGlobal(rect.bottomLeft()) if is_key else event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Put the buttons on the row under the pointer."""
        self._light(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Leave the buttons on the current row."""
        self._light(self.currentIndex().row())
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape leaves a name as it was."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is not self._field or event.type() is not QEvent.Type.KeyPress:
            return False
        if is_escape:
            self._field.hide()
            self.setFocus()
        elif isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # The field hands it on: the list would compare.
            self._finish_name()
        else:
            return False
        return True

    def _deeds(self) -> tuple[tuple[Wording, Callable[[], None], str], ...]:
        deeds = (
            (_GIVE_NAME, self._begin_name, "F2"),
            (_COMPARE, self._compare, "Return"),
            (_RESTORE, self._restore, "Ctrl+Return"),
            (_BRANCH, self._branch, "Ctrl+D"),
        )
        return deeds if self._of_scenario else (deeds[0], deeds[2])

    def _build_buttons(self) -> None:
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for icon_name, (words, slot, keys) in zip(
            ("pencil", "compare", "history", "duplicate") if self._of_scenario else ("pencil", "history"),
            self._deeds(),
            strict=True,
        ):
            button = ToolButton(icon_name, words, keys, parent=self.buttons)
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.pressed.connect(self._choose_lit)
            button.clicked.connect(slot)
            row.addWidget(button)
        self.buttons.hide()

    def _choose_lit(self) -> None:
        """A button belongs to the row it stands on."""
        if self._row.lit_row >= 0:
            self.setCurrentIndex(self.versions.index(self._row.lit_row))

    def _compare(self) -> None:
        self._tell(self.compare_asked)

    def _restore(self) -> None:
        self._tell(self.restore_asked)

    def _branch(self) -> None:
        self._tell(self.branch_asked)

    def _tell(self, signal: SignalInstance) -> None:
        revision = self.current()
        if revision is not None:
            signal.emit(revision.id)

    def _begin_name(self) -> None:
        revision = self.current()
        if revision is None:
            return
        self.scrollTo(self.currentIndex())
        self._field.setProperty("revision", revision.id)
        self._field.setText(revision.name)
        self._field.show()
        self._place()
        self._field.selectAll()
        self._field.setFocus()

    def _finish_name(self) -> None:
        if not self._field.isVisible():
            return
        self._field.hide()
        self.setFocus()
        revision_id = self._field.property("revision")
        name = self._field.text().strip()
        kept = {revision.id: revision.name for revision in self.versions.revisions}
        if isinstance(revision_id, int) and kept.get(revision_id, name) != name:
            self.name_given.emit(revision_id, name)

    def _on_current(self, index: QModelIndex) -> None:
        self._light(index.row())

    def _light(self, row: int) -> None:
        if row != self._row.lit_row:
            self._row.lit_row = row
            self._place()
            self.viewport().update()

    def _place(self) -> None:
        """Put the buttons on the lit row, and the field on the current one."""
        theme = current_theme()
        lit = self.visualRect(self.versions.index(self._row.lit_row)) if self._row.lit_row >= 0 else QRect()
        size = self.buttons.sizeHint()
        self._row.buttons_px = size.width()
        if lit.isEmpty():
            self.buttons.hide()
        else:
            top = lit.top() + (lit.height() - size.height()) // 2
            place = QPoint(self.viewport().width() - size.width() - SPACE_8, top)
            self.buttons.setGeometry(QRect(place, size))
            self.buttons.setVisible(
                not self._field.isVisible() or lit != self.visualRect(self.currentIndex())
            )
        revision = self.current()
        if self._field.isVisible() and revision is not None:
            row = self.visualRect(self.currentIndex())
            left = self._row.name_left(row, revision)
            height = theme.px(CONTROL_HEIGHT_SMALL)
            width = max(120, min(theme.px(320), row.right() - left - SPACE_8))
            self._field.setGeometry(left, row.center().y() - height // 2 + 1, width, height)

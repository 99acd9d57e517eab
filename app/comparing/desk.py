"""Compares the open scenario with another version in the place of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.main_window.notices import Notice, Notices
from app.reasons import reason_of
from runtime.wording import Wording, same
from widgets.background import Errand, begin
from widgets.language import tr

if TYPE_CHECKING:
    from app.comparing.found import Found
    from app.comparing.view import ComparingView
    from app.editing_area import EditingArea
    from app.library.desk import LibraryDesk
    from editor.library.revision import Revision
    from editor.library.workspace import Workspace
    from runtime.flow.document import Document

DRAFT: Final = Wording("草稿", "draft")
QUIET_MS: Final = 200
"""How long nothing must change before an edited draft is compared anew."""
_FILTER: Final = Wording("信流场景 (*.xinliu.json)", "Xinliu scenario (*.xinliu.json)")
_CANNOT: Final = Wording("不能和「{name}」比较：{why}", 'Cannot compare with "{name}": {why}')


class ComparingDesk(QObject):
    """Opens, follows and closes the comparison; the draft may be edited meanwhile."""

    changed = Signal()
    """A comparison was opened or closed."""

    def __init__(self, window: QWidget, notices: Notices, library: LibraryDesk | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._library = library
        self._area: EditingArea | None = None
        self._before: Document | None = None
        self._errand: Errand[Found] | None = None
        self.view: ComparingView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._compare)

    @property
    def is_open(self) -> bool:
        """Whether a comparison stands in the canvas's place."""
        return self.view is not None

    def take(self, area: EditingArea | None) -> None:
        """Work with another open scenario, or none."""
        self._stop()
        self._area, self.view, self._before = area, None, None
        if area is not None:
            area.document.changed.connect(self._on_change)
        self.changed.emit()

    def compare_with(self, document: Document, name: Wording) -> None:
        """Show how the open scenario differs from *document*, the earlier version, called *name*."""
        from app.comparing.view import ComparingView

        if self._area is None:
            return
        self._before = document
        self.view = ComparingView(name, DRAFT, self._area.pictures.shelf)
        self.view.close_asked.connect(self.close)
        self.view.node_chosen.connect(self._select)
        self._area.canvas_holder.replace(self.view)
        self._compare()
        self.view.changes.setFocus()
        self.changed.emit()

    def compare_revision(self, revision_id: int) -> None:
        """Show how the open scenario differs from a version of the library."""
        if self._library is None or self._area is None:
            return

        def read(workspace: Workspace) -> tuple[Revision, Document]:
            return workspace.versions.revision(revision_id), workspace.versions.document(revision_id)

        self._library.ask(read, partial(self._show_revision, self._area))

    def ask_file(self) -> None:
        """Let the person choose the file to compare with."""
        self.choose_file(Wording("与文件比较", "Compare with a file"), self.compare_file)

    def choose_file(self, title: Wording, then: Callable[[str], object]) -> None:
        """Let the person choose a scenario's file."""
        dialog = QFileDialog(self._window, tr(title), "", tr(_FILTER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def compare_file(self, name: str) -> bool:
        """Compare with a file; False, with a bar that says why, when it cannot be read."""
        document = self.read_other(Path(name), _CANNOT)
        if document is None:
            return False
        self.compare_with(document, same(Path(name).name.partition(".")[0]))
        return True

    def read_other(self, path: Path, complaint: Wording) -> Document | None:
        """The scenario of another file; None, with a bar that says why, when it cannot be read."""
        from runtime.flow.errors import UnreadableDocument
        from runtime.flow.file_format import read_document

        try:
            document = read_document(path)
        except UnreadableDocument as error:
            why = error.sentence
        except OSError as error:
            why = reason_of(error)
        else:
            self._notices.dismiss("compare")
            return document
        self._notices.show_notice(Notice("compare", complaint.format(name=path.name, why=why)))
        return None

    def next_change(self) -> None:
        """Go to the next difference."""
        if self.view is not None:
            self.view.step(1)

    def previous_change(self) -> None:
        """Go to the difference before."""
        if self.view is not None:
            self.view.step(-1)

    def close(self) -> None:
        """Show the canvas again."""
        self._stop()
        if self.view is None or self._area is None:
            return
        self.view, self._before = None, None
        self._area.canvas_holder.restore()
        self._area.canvas.setFocus()
        self.changed.emit()

    def _show_revision(self, area: EditingArea, found: tuple[Revision, Document]) -> None:
        from editor.inspector.version_row import moment_in_words

        if area is not self._area:
            return
        revision, document = found
        online = same(f"v{revision.published_as}") if revision.published_as else None
        self.compare_with(document, online or same(revision.name or moment_in_words(revision)))

    def _compare(self) -> None:
        from app.comparing.found import compared

        if self._before is None or self._area is None:
            return
        self._stop()
        before, after = self._before, self._area.document.document
        self._errand = begin(lambda _: compared(before, after), partial(self._show, before, after))

    def _show(self, before: Document, after: Document, found: Found) -> None:
        self._errand = None
        if self.view is not None:
            self.view.show_found(before, after, found)

    def _on_change(self) -> None:
        if self.view is not None:
            self._timer.start()

    def _select(self, node_id: str) -> None:
        from runtime.flow.ids import NodeId

        if self._area is not None and node_id in self._area.document.store.nodes:
            self._area.document.selection.set(nodes=(NodeId(node_id),))

    def _stop(self) -> None:
        self._timer.stop()
        if self._errand is not None:
            self._errand.stop()
            self._errand = None

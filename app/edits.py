"""What the edit and scenario menus do to the open scenario; what that takes is loaded when it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from app.main_window.notices import Notice, Notices
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.open_document import OpenDocument
    from app.wiring import Wiring

_NOTHING = Wording(
    "剪贴板里没有能粘贴的内容。可以粘贴信流的节点，或运营商消息的 JSON。",
    "Nothing here can be pasted. Nodes of Xinliu and carriers' message JSON can.",
)
_NOT_READ = Wording("没有粘贴：{why}", "Not pasted: {why}")
_PARTLY = Wording(
    "已粘贴消息。有 {count} 处没有看懂：{first}", "Pasted. {count} parts were not understood: {first}"
)
_PASTED = Wording("已粘贴消息，按原样保留", "Message pasted, everything kept")
_REPAIRED = Wording("已粘贴消息，改读了 {count} 处", "Message pasted, {count} parts read leniently")
_DELETED = Wording("已删除 {count} 个节点", "{count} nodes deleted")
_UNDO = Wording("撤销", "Undo")


class Edits(QObject):
    """Acts on the document that is open; without one it does nothing."""

    def __init__(self, notices: Notices) -> None:
        super().__init__(notices)
        self._notices = notices
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Act on another document from now on."""
        self._area, self._wiring = area, wiring

    @property
    def _document(self) -> OpenDocument | None:
        return self._area.document if self._area is not None else None

    def undo(self) -> None:
        """Take the last step back."""
        if self._document is not None:
            self._document.history.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._document is not None:
            self._document.history.redo()

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        from editor.tools.commands import delete_selection

        if self._document is not None and self._copy(self._document):
            delete_selection(self._document.store, self._document.selection)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self._document is not None:
            self._copy(self._document)

    def paste(self) -> None:
        """Add what is on the clipboard: our own nodes, or a carrier's message."""
        from editor.document import clipboard
        from editor.exchange.paste_wire import looks_like_wire

        area = self._area
        if area is None:
            return
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasFormat(clipboard.MIME):
            self._paste_nodes(area, bytes(mime.data(clipboard.MIME).data()))
        elif mime.hasText() and looks_like_wire(mime.text()):
            self._paste_wire(area, mime.text())
        else:
            area.say(_NOTHING)

    def duplicate(self) -> None:
        """Repeat what is selected."""
        if self._area is not None:
            self._area.inspector.duplicate_selection()

    def delete(self) -> None:
        """Delete what is selected; a note offers to take it back."""
        from editor.tools.commands import delete_selection

        area = self._area
        if area is None:
            return
        count = len(area.document.selection.nodes)
        if delete_selection(area.document.store, area.document.selection) and count > 1:
            area.toast.say(_DELETED.format(count=count), _UNDO, self.undo)

    def select_all(self) -> None:
        """Select everything on the canvas."""
        from editor.tools.commands import select_all

        if self._document is not None:
            select_all(self._document.store, self._document.selection)

    def show_scenario_form(self) -> None:
        """Show the settings of the scenario itself."""
        if self._area is not None and self._document is not None:
            self._document.selection.clear()
            self._area.show_column("inspector")
            self._area.inspector.focus_title()

    def arrange(self) -> None:
        """Put all nodes in columns."""
        if self._area is not None and self._area.document.store.nodes:
            self._area.canvas.arrange()

    def add_note(self) -> None:
        """Let the next click place a note."""
        if self._area is not None:
            self._area.canvas.start_note()

    def next_issue(self) -> None:
        """Go to the next problem."""
        self._step(1)

    def previous_issue(self) -> None:
        """Go to the problem before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._area is None or self._wiring is None:
            return
        self._area.checking.when_fresh(partial(self._go_to_issue, self._area, self._wiring, by))

    @staticmethod
    def _go_to_issue(area: EditingArea, wiring: Wiring, by: int) -> None:
        issue = area.problems.next_problem() if by > 0 else area.problems.previous_problem()
        if issue is not None:
            wiring.activate_issue(issue)

    def _copy(self, document: OpenDocument) -> bool:
        from editor.document import clipboard

        data = clipboard.copy(document.store, document.selection)
        if not data:
            return False
        mime = QMimeData()
        mime.setData(clipboard.MIME, data)
        QGuiApplication.clipboard().setMimeData(mime)
        return True

    def _paste_nodes(self, area: EditingArea, data: bytes) -> None:
        from editor.document import clipboard
        from editor.document.errors import DocumentRefusal

        try:
            pasted = clipboard.paste(area.document.store, data)
        except DocumentRefusal as refusal:
            area.say(refusal.sentence)
            return
        area.document.selection.set(pasted.nodes, pasted.notes, pasted.frames)

    def _paste_wire(self, area: EditingArea, text: str) -> None:
        from editor.exchange.paste_wire import paste_wire

        centre = area.canvas.area_in_view().centre
        pasted = paste_wire(area.document.store, text, (centre.x - 100, centre.y - 60))
        reasons = "\n".join(tr(words) for words in (*pasted.not_understood, *pasted.repaired))
        first = pasted.not_understood[0] if pasted.not_understood else Wording("", "")
        if pasted.node is None:
            self._notices.show_notice(Notice("paste", _NOT_READ.format(why=first), "warn", reasons))
            return
        area.canvas.reveal(pasted.node)
        if pasted.not_understood:
            sentence = _PARTLY.format(count=len(pasted.not_understood), first=first)
            self._notices.show_notice(Notice("paste", sentence, "warn", reasons))
        else:
            self._notices.dismiss("paste")
            area.say(_REPAIRED.format(count=len(pasted.repaired)) if pasted.repaired else _PASTED)

"""Joins another copy of the open scenario into it, and lets the person decide what clashes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.main_window.notices import Notice, NoticeAction, Notices
from runtime.wording import Wording, same
from widgets.background import begin

if TYPE_CHECKING:
    from app.comparing.bases import Base
    from app.comparing.conflict_pane import ConflictPane
    from app.comparing.desk import ComparingDesk
    from app.editing_area import EditingArea
    from app.library.desk import LibraryDesk
    from editor.document.change import Change
    from editor.document.merging import Merge
    from editor.library.workspace import Workspace
    from runtime.flow.document import Document

_CANNOT: Final = Wording("不能合并「{name}」：{why}", 'Cannot merge "{name}": {why}')
_NO_BASE: Final = Wording(
    "没有找到「{name}」和这个场景共同的旧版本，不知道各改了什么。选出当初的那个文件再合并。",
    '"{name}" and this scenario have no earlier version in common that is known here, so who changed what '
    "cannot be told. Choose the file both began with.",
)
_UNSURE: Final = Wording(
    "不知道「{name}」和这个场景各改了什么：这里没有更早的版本可以对照。选出当初的那个文件，或者全部采用「{name}」。",
    'Who changed what in "{name}" and here cannot be told: no earlier version is known. Choose the file both '
    'began with, or take everything from "{name}".',
)
_TAKE_ALL: Final = Wording("全部采用", "Take everything")
_SINCE: Final = Wording("{name}（对照：{base}）", "{name} (against: {base})")
_CHOOSE_BASE: Final = Wording("选共同的旧版本…", "Choose the earlier version…")
_CHOOSE_COPY: Final = Wording("合并另一份副本", "Merge another copy")
_CLASH: Final = Wording(
    "已合并「{name}」，有 1 处冲突要你决定", '"{name}" merged; 1 conflict is yours to decide'
)
_CLEAN: Final = Wording("已合并「{name}」，没有冲突", '"{name}" merged without conflicts')
_CLASHES: Final = Wording(
    "已合并「{name}」，有 {count} 处冲突要你决定", '"{name}" merged; {count} conflicts are yours to decide'
)
_SAME: Final = Wording("「{name}」里没有新的改动", '"{name}" holds nothing new')
_UNDO: Final = Wording("撤销", "Undo")
_EDITED_MEANWHILE: Final = Wording(
    "合并时场景又改过，没有合并。再来一次。",
    "The scenario was edited meanwhile; nothing was merged. Try again.",
)


class MergingDesk(QObject):
    """Finds the common version, joins beside the thread that paints, and shows what is left to decide."""

    def __init__(
        self, comparing: ComparingDesk, notices: Notices, library: LibraryDesk | None = None
    ) -> None:
        super().__init__(comparing)
        self._comparing = comparing
        self._notices = notices
        self._library = library
        self._area: EditingArea | None = None
        self._pane: ConflictPane | None = None

    def take(self, area: EditingArea | None) -> None:
        """Work with another open scenario, or none."""
        self._area, self._pane = area, None
        self._notices.dismiss("merge")
        if area is not None:
            area.document.changed.connect(self._on_change)

    def ask_copy(self) -> None:
        """Let the person choose the copy."""
        self._comparing.choose_file(_CHOOSE_COPY, self.merge_file)

    def merge_file(self, name: str, base_name: str = "") -> bool:
        """Join the copy in a file; False when it, or the *base* that was chosen, cannot be read."""
        theirs = self._comparing.read_other(Path(name), _CANNOT)
        if theirs is None or self._area is None:
            return False
        called = Path(name).name.partition(".")[0]
        if base_name:
            base = self._comparing.read_other(Path(base_name), _CANNOT)
            if base is not None:
                self._join(base, theirs, called)
            return base is not None
        self._find_base(theirs, called, Path(name))
        return True

    def decide(self, conflict_id: str, side: str) -> None:
        """Settle one conflict, in one edit."""
        from editor.document.merging.deciding import decide

        area = self._area
        conflict = area.document.store.conflicts.get(conflict_id) if area is not None else None
        if area is not None and conflict is not None:
            area.document.history.seal()
            decide(area.document.store, conflict, "theirs" if side == "theirs" else "ours")

    def decide_all(self, side: str) -> None:
        """Settle all that is left with one side, in one edit."""
        from editor.document.merging.deciding import decide_all

        if self._area is not None:
            self._area.document.history.seal()
            decide_all(self._area.document.store, "theirs" if side == "theirs" else "ours")

    def _find_base(self, theirs: Document, called: str, path: Path) -> None:
        from app.comparing.bases import common_base, kept_versions, saved_version

        area = self._area
        assert area is not None
        ours, own_path = area.document.document, area.document.path

        def look(workspace: Workspace | None) -> Base | None:
            found = kept_versions(workspace, ours, theirs) if workspace is not None else []
            return common_base(ours, theirs, [*saved_version(own_path), *found])

        then = partial(self._with_base, area, theirs, called, path)
        if self._library is not None:
            self._library.ask(look, then)
        else:
            begin(lambda _: look(None), then)

    def _with_base(
        self, area: EditingArea, theirs: Document, called: str, path: Path, base: Base | None
    ) -> None:
        from app.comparing.bases import is_sure

        if area is not self._area:
            return
        ours = area.document.document
        if base is not None and is_sure(base, ours, theirs):
            self._join(base.document, theirs, called, base.name)
            return
        choose = NoticeAction(_CHOOSE_BASE, partial(self._ask_base, str(path)))
        if base is None:
            self._notices.show_notice(
                Notice("merge", _NO_BASE.format(name=called), "warn", actions=(choose,))
            )
            return
        take_all = NoticeAction(_TAKE_ALL, partial(self._join, ours, theirs, called))
        sentence = _UNSURE.format(name=called)
        self._notices.show_notice(Notice("merge", sentence, "warn", actions=(choose, take_all)))

    def _ask_base(self, name: str) -> None:
        self._comparing.choose_file(_CHOOSE_BASE, partial(self.merge_file, name))

    def _join(self, base: Document, theirs: Document, called: str, base_name: Wording | None = None) -> None:
        from editor.document.merging import merge

        area = self._area
        assert area is not None
        ours = area.document.document
        theirs = _without_own_name(theirs, base, ours)
        self._notices.dismiss("merge")
        area.canvas.setFocus()
        words = same(called) if base_name is None else _SINCE.format(name=called, base=base_name)
        begin(lambda _: merge(base, ours, theirs), partial(self._adopt, area, ours, words))

    def _adopt(self, area: EditingArea, ours: Document, called: Wording, merged: Merge) -> None:
        from editor.document.merging.deciding import adopt

        if area is not self._area:
            return
        document = area.document
        if document.document is not ours:
            area.say(_EDITED_MEANWHILE)
            return
        document.history.seal()
        adopt(document.store, merged)
        if document.document is ours:
            area.say(_SAME.format(name=called))
            return
        count = len(merged.conflicts)
        words = (_CLEAN, _CLASH)[count] if count < 2 else _CLASHES
        words = words.format(name=called, count=count)
        area.toast.say(words, _UNDO, document.history.undo)
        if self._pane is not None and count:
            self._pane.focus_first()

    def _on_change(self, change: Change) -> None:
        if self._area is None or not any(kind == "conflict" for kind, _ in change.records):
            return
        conflicts = tuple(self._area.document.store.conflicts.values())
        if self._pane is None and conflicts:
            self._pane = self._made_pane(self._area)
        if self._pane is not None:
            self._pane.show_conflicts(conflicts)

    def _made_pane(self, area: EditingArea) -> ConflictPane:
        from app.comparing.conflict_pane import ConflictPane

        pane = ConflictPane()
        pane.decided.connect(self.decide)
        pane.all_decided.connect(self.decide_all)
        pane.visited.connect(self._visit)
        area.canvas_holder.put_below(pane)
        return pane

    def _visit(self, conflict_id: str) -> None:
        from app.comparing.conflict_issues import node_of

        area = self._area
        conflict = area.document.store.conflicts.get(conflict_id) if area is not None else None
        node = node_of(conflict) if conflict is not None else None
        if area is not None and node is not None and node in area.document.store.nodes:
            area.canvas.reveal(node)


def _without_own_name(theirs: Document, base: Document, ours: Document) -> Document:
    """A copy that became a scenario of its own has a name and an id of its own; they stay with it."""
    if theirs.flow.id == ours.flow.id:
        return theirs
    head = {"id": ours.flow.id, "name": base.flow.name}
    return theirs.model_copy(update={"flow": theirs.flow.model_copy(update=head)})

"""The sheet over the canvas that shows what a script table would change, before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.exporting.script_list import ScriptList
from app.publishing.sheet_frame import SheetFrame
from app.publishing.sheet_header import SheetFooter, SheetHeader
from editor.document.errors import DocumentRefusal
from editor.exchange.script.applying import apply_script, taken_by_default
from editor.exchange.script.comparison import Comparison, TextChange, compare
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, Segment
from widgets.theme.measures import SPACE_12

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from editor.document.change import Change
    from editor.exchange.script.reading import ReadTable

_TITLE = Wording("读入文案表", "Read script table")
_CLOSE = Wording("关闭", "Close")
_CANCEL = Wording("取消", "Cancel")
_TAKE = Wording("读入 {count} 处文字", "Take {count} texts")
_NOTHING = Wording("没有要读入的文字", "Nothing to take")
_SHOW = Wording("显示哪些", "What to show")
_SUMMARY = Wording("{same} 处没有变", "{same} unchanged")
_OVER = Wording(
    "{count} 处超过限制，可以读入，会列在问题里。", "{count} are over their limit; they go in as problems."
)
_LOST = Wording("{count} 处少了变量。", "{count} lost a variable.")
_ADDS = Wording("会加上语言：{languages}。", "Adds the languages {languages}.")
_TAKEN = Wording("已读入 {count} 处文字", "{count} texts taken")
_PARTLY = Wording("已读入 {count} 处文字，{refused} 处放不进去", "{count} texts taken, {refused} do not fit")
_UNDO = Wording("撤销", "Undo")
_FILTERS: Final = (
    ("changed", Wording("改动 {count}", "Changed {count}")),
    ("conflict", Wording("冲突 {count}", "Conflicts {count}")),
    ("left", Wording("读不进 {count}", "Left out {count}")),
)
_SETTLED_MS: Final = 300
"""How long the scenario must be at rest before it is compared again: large ones take a while."""
_LEFT: Final = ("unknown", "empty", "repeated")


class ScriptSheet(SheetFrame):
    """Lists changes to tick, conflicts to decide and rows that are left out; one button takes what is ticked.

    Changes are ticked from the start, conflicts are not: the scenario's text stays unless a person says so.
    """

    def __init__(self, area: EditingArea) -> None:
        super().__init__(area, area.canvas, area.canvas)
        self._area = area
        self._table: ReadTable | None = None
        self._comparison = Comparison(())
        self._ticks: dict[str, bool] = {}
        self._header = SheetHeader(_TITLE, _CLOSE)
        self._filter_holder = QHBoxLayout()
        self._filter: Segment | None = None
        self._shown = "changed"
        self.list = ScriptList()
        self._cancel = Button(_CANCEL, ButtonKind.NORMAL)
        self.take_button = Button(_NOTHING, ButtonKind.PRIMARY)
        self._footer = SheetFooter(self._cancel, self.take_button)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._compare_again)
        self._build()
        area.document.changed.connect(self._on_change)

    @property
    def comparison(self) -> Comparison:
        """What the sheet shows."""
        return self._comparison

    def show_table(self, table: ReadTable, comparison: Comparison, name: str) -> None:
        """Show how a table compares with the scenario, and slide in."""
        self._table, self._comparison = table, comparison
        self._ticks = {}
        counts = self._comparison.counts()
        self._shown = next(
            (kind for kind in ("changed", "conflict") if counts[kind]), "left" if self._left() else "changed"
        )
        self._header.set_texts(_TITLE, name)
        self._renew_filter()
        self._renew_list()
        self.open_sheet()
        self.list.setFocus()

    def show_only(self, kind: str) -> None:
        """Show changed texts, conflicts or what is left out."""
        self._shown = kind
        self._renew_list()

    def take(self) -> None:
        """Put what is ticked into the scenario, as one edit, and go."""
        area = self._area
        if self._later.isActive():
            self._later.stop()
            self._compare_again()
        try:
            applied = apply_script(area.document.store, self._comparison, self._is_ticked)
        except DocumentRefusal as refusal:
            area.say(refusal.sentence)
            return
        self.close_sheet()
        words = (_PARTLY if applied.refused else _TAKEN).format(
            count=applied.taken, refused=len(applied.refused)
        )
        area.toast.say(words, _UNDO, area.document.history.undo)

    def _build(self) -> None:
        self._header.closed.connect(self.close_sheet)
        self._cancel.clicked.connect(self.close_sheet)
        self.take_button.clicked.connect(self.take)
        self.list.ticked.connect(self._on_tick)
        self.list.chosen.connect(self._reveal)
        self._filter_holder.setContentsMargins(20, SPACE_12, 20, SPACE_12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._filter_holder)
        column.addWidget(self.list, 1)
        column.addWidget(self._footer)

    def _renew_filter(self) -> None:
        """The choice between the kinds, with their numbers."""
        old = self._filter
        counts = self._comparison.counts()
        numbers = {"changed": counts["changed"], "conflict": counts["conflict"], "left": len(self._left())}
        self._filter = Segment(
            tuple(Choice(kind, words.format(count=numbers[kind])) for kind, words in _FILTERS), _SHOW
        )
        self._filter.set_value(self._shown)
        self._filter.changed.connect(self.show_only)
        self._filter_holder.insertWidget(0, self._filter, 0, Qt.AlignmentFlag.AlignLeft)
        if old is not None:
            self._filter_holder.removeWidget(old)
            old.deleteLater()

    def _renew_list(self) -> None:
        texts: tuple[TextChange, ...]
        if self._shown == "left":
            texts = self._left()
        else:
            texts = tuple(text for text in self._comparison.texts if text.kind == self._shown)
        self.list.show_texts(texts, self._is_ticked, can_tick=self._shown != "left")
        self._renew_foot()

    def _renew_foot(self) -> None:
        taken = [text for text in self._takeable() if self._is_ticked(text)]
        self.take_button.set_words(_TAKE.format(count=len(taken)) if taken else _NOTHING)
        self.take_button.setEnabled(bool(taken))
        over, lost = sum(text.over > 0 for text in taken), sum(bool(text.lost) for text in taken)
        hints = [_OVER.format(count=over)] if over else []
        hints += [_LOST.format(count=lost)] if lost else []
        new = self._comparison.new_languages
        hints += [_ADDS.format(languages=", ".join(new))] if new else []
        hints = hints or [_SUMMARY.format(same=self._comparison.counts()["unchanged"])]
        self._footer.set_hint(
            Wording("".join(each.zh for each in hints), " ".join(each.en for each in hints))
        )

    def _takeable(self) -> tuple[TextChange, ...]:
        return tuple(text for text in self._comparison.texts if text.kind in ("changed", "conflict"))

    def _left(self) -> tuple[TextChange, ...]:
        return tuple(text for text in self._comparison.texts if text.kind in _LEFT)

    def _is_ticked(self, text: TextChange) -> bool:
        return self._ticks.get(text.id, taken_by_default(text))

    def _on_tick(self, text_id: str, is_ticked: bool) -> None:
        self._ticks[text_id] = is_ticked
        self._renew_foot()

    def _reveal(self, text: TextChange) -> None:
        if text.node is not None and text.node in self._area.document.store.nodes:
            self._area.canvas.reveal(text.node)

    def _on_change(self, change: Change) -> None:
        """Whatever else is edited while the sheet is open, it shows the scenario as it is."""
        if self.is_open and change.touches_flow():
            self._later.start()

    def _compare_again(self) -> None:
        if self.is_open and self._table is not None:
            self._comparison = compare(self._table, self._area.document.flow)
            self._renew_filter()
            self._renew_list()

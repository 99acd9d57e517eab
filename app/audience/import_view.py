"""The import inside the page: what the columns are, what was found, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.audience.mapping_page import MappingPage
from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, ElidedLabel, Label, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import INSPECTOR_HEADER_HEIGHT, SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_IMPORT: Final = Wording("导入", "Import")
_TITLE: Final = Wording("导入「{name}」", 'Import "{name}"')
_UPLOADING: Final = Wording("正在交给运行服务…", "Handing the file to the runtime…")
_CHECKING: Final = Wording(
    "正在检查，已读 {rows} 行，可导入 {good}，有问题 {bad}",
    "Checking: {rows} rows read, {good} good, {bad} bad",
)
_MERGING: Final = Wording(
    "正在导入，新增 {added}，更新 {updated}", "Importing: {added} new, {updated} updated"
)
_UNDOING: Final = Wording("正在撤销，已移除 {removed}", "Taking it out again: {removed} removed")
_CHECKED: Final = Wording("可导入 {good} 人。{rest}", "People to import: {good}. {rest}")
_REST: Final = {
    "bad": Wording("有问题 {n} 行", "wrong rows: {n}"),
    "repeated": Wording("重复 {n} 行", "repeated: {n}"),
    "left_out": Wording("没有采用的值 {n} 项", "values left out: {n}"),
}
_CLEAN: Final = Wording("没有问题。", "Nothing is wrong.")
_DONE: Final = Wording(
    "导入完成：新增 {added} 人，更新 {updated} 人，没有变化 {unchanged} 人。",
    "Imported: {added} new, {updated} updated, {unchanged} unchanged.",
)
_UNDONE: Final = Wording(
    "已撤销：移除 {removed} 人，恢复 {restored} 人。{stayed} 人此后有过往来，保留。",
    "Undone: {removed} removed, {restored} restored. {stayed} stay because more happened since.",
)
_CANCELLED: Final = Wording("已取消，什么也没有留下。", "Cancelled; nothing was kept.")
_CHECK: Final = Wording("检查文件", "Check the file")
_MERGE: Final = Wording("导入 {good} 人", "Import {good}")
_BACK: Final = Wording("返回修改", "Back to the columns")
_CANCEL: Final = Wording("取消导入", "Cancel the import")
_UNDO: Final = Wording("撤销这次导入", "Undo this import")
_SEE: Final = Wording("看这批人", "See these people")
_CLOSE: Final = Wording("完成", "Done")
_SAVE: Final = Wording("下载问题行（CSV）", "Download what was wrong (CSV)")
_PROBLEMS: Final = Wording("有问题的行", "What was wrong")
_PART: Final = Wording(
    "有问题的行：共 {count} 处，先列 {shown} 处，全部在 CSV 里",
    "What was wrong: {shown} of {count} are listed, all of them are in the CSV file",
)
_AGAIN: Final = Wording("换一个文件", "Choose another file")
_LINE: Final = Wording("第 {line} 行", "Row {line}")


class ImportView(QWidget):
    """Shows one import and says what the person wants next."""

    check_asked = Signal(object)
    reading_changed = Signal(object)
    merge_asked = Signal()
    cancel_asked = Signal()
    undo_asked = Signal()
    problems_asked = Signal()
    file_asked = Signal()
    closed = Signal(bool)
    """Whether the people who came are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "section_title")
        self.mapping = MappingPage()
        self.progress = QProgressBar()
        self.sentence = Label("", "body", wraps=True)
        self.problems = QListWidget()
        self.problems_label = Label(_PROBLEMS, "node_title")
        self.cancel = Button(_CANCEL, ButtonKind.PLAIN)
        self.back = Button(_BACK)
        self.save = Button(_SAVE)
        self.undo = Button(_UNDO)
        self.again = Button(_AGAIN)
        self.see = Button(_SEE)
        self.check = Button(_CHECK, ButtonKind.PRIMARY)
        self.merge = Button(_MERGE, ButtonKind.PRIMARY)
        self.done = Button(_CLOSE, ButtonKind.PRIMARY)
        self._buttons = (
            *(self.cancel, self.back, self.undo, self.again),
            *(self.see, self.check, self.merge, self.done),
        )
        self._pages = QStackedWidget()
        self._header = QWidget()
        self._state = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._connect()
        follow_look(self)

    @property
    def state(self) -> str:
        """What is shown: uploading, mapping, checking, checked, merging, done, undoing, undone or failed."""
        return self._state

    def show_upload(self, name: str, done: int, whole: int) -> None:
        """Show how much of the file is with the runtime."""
        self.title.set_words(_TITLE.format(name=name))
        self._show("uploading", _UPLOADING, done / max(1, whole))

    def show_preview(self, preview: Mapping[str, Any], known: Mapping[str, str]) -> None:
        """Show the beginning of the file."""
        self.mapping.show_preview(preview, known)
        self._pages.setCurrentWidget(self.mapping)
        self._offer("mapping", self.cancel, self.check)
        self._allow_check()

    def show_told(self, told: Mapping[str, Any]) -> None:
        """Show how far it is."""
        state, counts = str(told["state"]), {name: f"{value:,}" for name, value in told["counts"].items()}
        if "name" in told:
            self.title.set_words(_TITLE.format(name=told["name"]))
        if state == "failed":
            failed = told["failed"]
            self.show_failure(Wording(failed["zh"], failed["en"]))
            return
        whole = {
            name: counts.get(name, "0")
            for name in ("rows", "good", "bad", "repeated", "left_out", "added", "updated", "unchanged")
        }
        whole |= {name: counts.get(name, "0") for name in ("removed", "restored", "stayed")}
        words = {"checking": _CHECKING, "checked": _CHECKED, "merging": _MERGING, "done": _DONE}
        words |= {"undoing": _UNDOING, "undone": _UNDONE}
        self.merge.set_words(_MERGE.format(good=whole["good"]))
        # Before it is shown: what is off takes no focus.
        self.merge.setEnabled(bool(told["counts"].get("good")))
        if state == "undone" and not any(
            told["counts"].get(name) for name in ("removed", "restored", "stayed")
        ):
            self._show(state, _CANCELLED, 1.0)
            return
        self._show(
            state, words.get(state, same("")).format(rest=_rest_of(whole), **whole), float(told["share"])
        )

    def show_problems(self, found: Mapping[str, Any]) -> None:
        """Show what was wrong, the first rows of it."""
        self.problems.clear()
        for one in found["problems"]:
            parts = [_LINE.format(line=one["line"]), same(one["column"]), same(one["shown"])]
            parts.append(Wording(one["zh"], one["en"]))
            self.problems.addItem(" · ".join(tr(part) for part in parts if part.zh))
        whole = sum(int(one["count"]) for one in found["counts"])
        is_part = whole > len(found["problems"])
        part = _PART.format(count=f"{whole:,}", shown=len(found["problems"]))
        self.problems_label.set_words(part if is_part else _PROBLEMS)
        has_some = bool(found["problems"])
        for widget in (self.problems, self.problems_label, self.save):
            widget.setVisible(has_some)

    def show_failure(self, sentence: Wording) -> None:
        """Say why it ended."""
        self._show("failed", sentence, 0.0)

    def restyle(self) -> None:
        """Take sizes and words anew."""
        theme = current_theme()
        self._header.setFixedHeight(theme.px(INSPECTOR_HEADER_HEIGHT))
        self.problems.setAccessibleName(tr(_PROBLEMS))
        self.setAccessibleName(tr(_IMPORT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with the hairline of the header."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        line = self._header.height() - theme.line_px
        painter.fillRect(0, line, self.width(), theme.line_px, theme.line_hair)

    def _show(self, state: str, sentence: Wording, share: float) -> None:
        self.sentence.set_words(sentence)
        self.sentence.set_colour("error" if state == "failed" else "text")
        is_busy = state in ("uploading", "checking", "merging", "undoing")
        self.progress.setVisible(is_busy)
        self.progress.setValue(round(share * 1000))
        if state != self._state and state not in ("checked", "done"):
            for widget in (self.problems, self.problems_label, self.save):
                widget.hide()
        self._pages.setCurrentIndex(1)
        offers: dict[str, tuple[Button, ...]] = {
            "checked": (self.cancel, self.back, self.merge),
            "done": (self.undo, self.see, self.done),
            "undone": (self.done,),
            "failed": (self.again, self.done),
            "undoing": (),
        }
        self._offer(state, *offers.get(state, (self.cancel,)))

    def _offer(self, state: str, *buttons: Button) -> None:
        is_new = state != self._state
        self._state = state
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.setVisible(button in buttons)
        if is_new and buttons and state in ("checked", "done", "undone", "failed"):
            buttons[-1].setFocus()
        elif had_focus and is_new:
            # The button that was pressed is gone; without this the focus would leave the page.
            self.setFocus()

    def _allow_check(self) -> None:
        self.check.setEnabled(self.mapping.is_whole)

    def _check(self) -> None:
        self.check_asked.emit(self.mapping.wish())

    def _go_back(self) -> None:
        self._pages.setCurrentWidget(self.mapping)
        self._offer("mapping", self.cancel, self.check)

    def _end(self) -> None:
        self.closed.emit(False)

    def _see(self) -> None:
        self.closed.emit(True)

    def _build(self) -> None:
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_24, 0, SPACE_16, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.title)
        # At the left: whoever clicks twice at the right must not cancel what began.
        row.addWidget(self.cancel)
        row.addStretch(1)
        for button in self._buttons[1:]:
            row.addWidget(button)
        state = QWidget()
        column = QVBoxLayout(state)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        self.problems.setSpacing(SPACE_4)
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(SPACE_8)
        column.addWidget(self.sentence)
        column.addWidget(self.progress)
        column.addSpacing(SPACE_12)
        head = QHBoxLayout()
        head.addWidget(self.problems_label, 1)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.problems, 1)
        column.addStretch(0)
        self._pages.addWidget(self.mapping)
        self._pages.addWidget(state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addWidget(self._pages, 1)
        self._offer("")

    def _connect(self) -> None:
        self.mapping.changed.connect(self._allow_check)
        self.mapping.reading_changed.connect(self.reading_changed)
        self.check.clicked.connect(self._check)
        self.merge.clicked.connect(self.merge_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.save.clicked.connect(self.problems_asked)
        self.again.clicked.connect(self.file_asked)
        self.back.clicked.connect(self._go_back)
        self.see.clicked.connect(self._see)
        self.done.clicked.connect(self._end)


def _rest_of(counts: Mapping[str, str]) -> Wording:
    """What a check left out, without what there is none of."""
    found = [words.format(n=counts[name]) for name, words in _REST.items() if counts[name] != "0"]
    if not found:
        return _CLEAN
    english = ", ".join(one.en for one in found)
    return Wording("，".join(one.zh for one in found) + "。", f"{english[0].upper()}{english[1:]}.")

"""The three parts of the publish sheet that come from the draft, the runtime and the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.publishing.change_row import ChangeRow
from app.publishing.check_row import ErrorRow, WarningRow
from app.publishing.online import Decision, WaitingHere
from app.publishing.section import RowBox, Section
from app.publishing.waiting_row import WaitingRow
from app.publishing.words import people
from editor.document.differing.entries import Entry
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.unchecked import UNCHECKED
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label
from widgets.language import Words

CHANGES_MAX: Final = 60
"""Differences listed; the canvas shows all."""
ERRORS_MAX: Final = 4
TOGETHER_FROM: Final = 4
"""Warnings from which on they can be ticked together."""
_DIFFERS = Wording("和线上 v{version} 的不同", "Different from v{version}")
_DIFFERS_OFF = Wording("和 v{version} 的不同", "Different from v{version}")
_PLACES = Wording("{count} 处", "{count}")
_SHOW = Wording("在画布上看", "Show on the canvas")
_FIRST = Wording("第一版", "The first version")
_FIRST_TEXT = Wording(
    "这个场景还没有发布过。发布后，按它的触发方式来的人就会走这一版。",
    "This scenario was never published. From now on it begins for everybody who comes by its triggers.",
)
_SAME = Wording("没有不同。", "Nothing is different.")
_MORE = Wording("还有 {count} 处，在画布上看得到。", "{count} more, to be seen on the canvas.")
_WAITING = Wording("正在等的人", "People who wait")
_NOBODY = Wording("现在没有人在等。", "Nobody waits now.")
_CHECKS = Wording("检查", "Checks")
_FINE = Wording("✓ 没有发现问题。{unchecked}", "✓ No problems found. {unchecked}").format(unchecked=UNCHECKED)
_BLOCKS = Wording("1 个错误要先改：{sentence}", "1 error to mend first: {sentence}")
_MORE_ERRORS = Wording(
    "还有 {count} 个错误，见「问题」列表。", "{count} more errors: see the list of problems."
)
_ALL = Wording("全部知道了（{count}）", "I know all {count}")


class ChangesPart(Section):
    """What differs from what is online, each row the way to its node."""

    chosen = Signal(object)
    """The ChangeRow that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.compare = Button(_SHOW, ButtonKind.LINK, small=True)
        super().__init__(_FIRST, self.compare, parent)
        self.box = RowBox()
        self.remark = Label("", "body", "text_second", wraps=True)
        self.add(self.box)
        self.add(self.remark)

    def show_first(self) -> None:
        """There is nothing to compare with."""
        self.title.set_words(_FIRST)
        self.count.set_words("")
        self.compare.hide()
        self.box.set_rows([])
        self._say(_FIRST_TEXT)

    def show_changes(self, entries: Sequence[Entry], version: int, *, is_online: bool) -> None:
        """List the differences from a version."""
        self.title.set_words((_DIFFERS if is_online else _DIFFERS_OFF).format(version=version))
        self.count.set_words(_PLACES.format(count=len(entries)) if entries else "")
        self.compare.setVisible(bool(entries))
        rows: list[QWidget] = []
        for entry in entries[:CHANGES_MAX]:
            row = ChangeRow(entry)
            row.clicked.connect(self._on_click)
            rows.append(row)
        self.box.set_rows(rows)
        more = len(entries) - CHANGES_MAX
        self._say(_MORE.format(count=more) if more > 0 else "" if entries else _SAME)

    def _say(self, words: Words) -> None:
        self.remark.set_words(words)
        self.remark.setVisible(bool(words))

    def _on_click(self) -> None:
        self.chosen.emit(self.sender())


class PeoplePart(Section):
    """Who waits at which node, and what becomes of them."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WAITING, None, parent)
        self.box = RowBox()
        self.remark = Label(_NOBODY, "body", "text_second")
        self.add(self.box)
        self.add(self.remark)

    @property
    def rows(self) -> list[WaitingRow]:
        """One row for each node where somebody waits."""
        return [row for row in self.box.rows if isinstance(row, WaitingRow)]

    def decisions(self) -> dict[NodeId, Decision]:
        """Node → what becomes of who waits there."""
        return {row.place.node: row.decision for row in self.rows}

    def show_people(
        self,
        places: Sequence[WaitingHere],
        nodes: Mapping[NodeId, Node],
        version: int,
        decisions: Mapping[NodeId, Decision],
        rewired: Mapping[NodeId, Sequence[Wording]],
    ) -> None:
        """List the nodes; what was decided before stays where it still can be.

        *rewired* has the labels of a node's exits that lead elsewhere in the new version.
        """
        rows: list[QWidget] = []
        for place in places:
            decision = decisions.get(place.node, "finish")
            row = WaitingRow(place, nodes.get(place.node), version, decision, rewired.get(place.node, ()))
            row.decided.connect(self.decided)
            rows.append(row)
        self.box.set_rows(rows)
        self.count.set_words(people(sum(place.count for place in places)) if places else "")
        self.remark.setVisible(not places)


class ChecksPart(Section):
    """Errors with the way to them, warnings to tick."""

    ticked = Signal()
    issue_chosen = Signal(object)
    node_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.all = Button("", ButtonKind.LINK, small=True)
        super().__init__(_CHECKS, self.all, parent)
        self.errors = RowBox()
        self.warnings = RowBox()
        self.remark = Label(_FINE, "body", "ok", wraps=True)
        for widget in (self.errors, self.warnings, self.remark):
            self.add(widget)
        self.all.clicked.connect(self._tick_all)
        self._known: frozenset[Wording] = frozenset()
        self._sentences: list[Wording] = []

    @property
    def unticked(self) -> int:
        """How many warnings nobody has ticked."""
        return sum(not row.tick.isChecked() for row in self._rows())

    def show_checks(self, issues: Iterable[Issue], blocking: Sequence[tuple[Wording, NodeId]]) -> None:
        """Show the issues, and what the runtime would refuse with the node it is mended at."""
        listed = list(issues)
        errors = [issue for issue in listed if issue.severity == "error"]
        warnings = [issue for issue in listed if issue.severity == "warning"]
        self._known = self._ticked_sentences()
        self.errors.set_rows(self._error_rows(errors, blocking), is_alarming=True)
        self._sentences = [issue.sentence for issue in warnings]
        rows: list[QWidget] = []
        for issue in warnings:
            row = WarningRow(issue.sentence, is_ticked=issue.sentence in self._known)
            row.ticked.connect(self.ticked)
            rows.append(row)
        self.warnings.set_rows(rows)
        self.all.set_words(_ALL.format(count=len(rows)))
        self.all.setVisible(len(rows) >= TOGETHER_FROM)
        self.remark.setVisible(not errors and not blocking and not rows)

    def stops(self) -> list[QWidget]:
        """What the keyboard stops at, from top to bottom."""
        errors: list[QWidget] = [row.button for row in self.errors.rows if isinstance(row, ErrorRow)]
        return [*errors, *(row.tick for row in self._rows())]

    def forget_ticks(self) -> None:
        """Ask again."""
        for row in self._rows():
            row.tick.setChecked(False)

    def _error_rows(
        self, errors: Sequence[Issue], blocking: Sequence[tuple[Wording, NodeId]]
    ) -> list[QWidget]:
        rows: list[QWidget] = []
        is_only = len(errors) + len(blocking) == 1
        for issue in errors[:ERRORS_MAX]:
            sentence = _BLOCKS.format(sentence=issue.sentence) if is_only else issue.sentence
            row = ErrorRow(sentence)
            row.setProperty("issue", issue)
            row.go_asked.connect(self._go_to_issue)
            rows.append(row)
        for words, node in blocking:
            row = ErrorRow(words)
            row.setProperty("node", str(node))
            row.go_asked.connect(self._go_to_node)
            rows.append(row)
        if len(errors) > ERRORS_MAX:
            rows.append(ErrorRow(_MORE_ERRORS.format(count=len(errors) - ERRORS_MAX), has_place=False))
        return rows

    def _rows(self) -> list[WarningRow]:
        return [row for row in self.warnings.rows if isinstance(row, WarningRow)]

    def _ticked_sentences(self) -> frozenset[Wording]:
        pairs = zip(self._rows(), self._sentences, strict=True)
        return frozenset(sentence for row, sentence in pairs if row.tick.isChecked())

    def _tick_all(self) -> None:
        for row in self._rows():
            row.tick.setChecked(True)

    def _go_to_issue(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.issue_chosen.emit(sender.property("issue"))

    def _go_to_node(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.node_chosen.emit(str(sender.property("node")))

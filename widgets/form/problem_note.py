"""The sentence under a field that says what is wrong, with the fix beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label, follow_look
from widgets.common.painting import draw_icon
from widgets.form.problem import Problem
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL

_LEAD_PX = ICON_SMALL + 5


class _Sentence(Label):
    """One wrapped sentence with the icon of its severity before it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "label", "error", wraps=True, parent=parent)
        self._severity = "error"
        self.setContentsMargins(_LEAD_PX, 0, 0, 0)

    def show_problem(self, problem: Problem) -> None:
        self._severity = problem.severity
        self.set_colour("error" if problem.severity == "error" else "warn")
        self.set_words(problem.sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        is_error = self._severity == "error"
        ink = theme.error if is_error else theme.warn
        at = QPoint(ICON_SMALL // 2 + 1, theme.line_height("label") // 2)
        draw_icon(QPainter(self), "error" if is_error else "warning", ICON_SMALL, ink, at)


class ProblemNote(QWidget):
    """Shows the problems of one value below it; hidden while there are none."""

    fix_requested = Signal(object)
    """The token of the problem whose fix was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._problems: tuple[Problem, ...] = ()
        self._rows: list[QWidget] = []
        self.hide()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown now."""
        return self._problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems, errors first."""
        ordered = tuple(sorted(problems, key=lambda problem: problem.severity != "error"))
        if ordered == self._problems:
            return
        self._problems = ordered
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for problem in ordered:
            sentence = _Sentence(self)
            sentence.show_problem(problem)
            self._add(sentence)
            if problem.fix is not None:
                self._add(_FixButton(problem.fix, problem.token, self))
        self.setVisible(bool(ordered))

    def _add(self, row: QWidget) -> None:
        if isinstance(row, _FixButton):
            row.clicked.connect(self._fix)
        self._column.addWidget(row)
        self._rows.append(row)
        row.show()

    def _fix(self) -> None:
        button = self.sender()
        if isinstance(button, _FixButton):
            self.fix_requested.emit(button.token)


class _FixButton(Button):
    """Offers the repair of one problem, named by its result."""

    def __init__(self, words: Wording, token: object, parent: QWidget) -> None:
        super().__init__(words, ButtonKind.LINK, small=True, parent=parent)
        self.token = token


class HelpNote(Label):
    """The help under a field, hidden when there is none."""

    def __init__(self, words: Wording | None, parent: QWidget) -> None:
        super().__init__(words or "", "label", "text_second", wraps=True, parent=parent)
        self.setVisible(words is not None)
        follow_look(self)

"""What an expression comes to while it is written: its value with samples, or what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.flow.expressions.functions import FUNCTIONS
from runtime.flow.expressions.scope import Scope
from runtime.flow.expressions.trial import Trial, sample_value, tried
from runtime.flow.values import Value, ValueType, as_text
from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, Label
from widgets.form.context import FormContext
from widgets.form.expression_completion import call_around
from widgets.form.problem import Problem
from widgets.form.text_area import TextArea

PAUSE_MS: Final = 150
"""How long after the last keystroke the expression is worked out."""
_RESULT: Final = Wording("现在算出来是 {value}", "Comes to {value} now")
_LACKING: Final = Wording(
    "变量「{name}」没有样例值，现在算不出来", '"{name}" has no sample value, so nothing to show yet'
)
_NOTHING: Final = Wording("用现在的样例值算不出来", "Has no value with the samples there are")
_TRUTH: Final = {True: Wording("是", "yes"), False: Wording("否", "no")}
_MOST: Final = 60


class ExpressionWatch(QWidget):
    """Stands below an editor of an expression: help for the call at the cursor, then result or mistake."""

    fix_requested = Signal(object)
    """The token of the problem whose repair was chosen."""

    def __init__(self, area: TextArea, context: FormContext, wanted: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = area
        self._context = context
        self._wanted = wanted
        self._shown: tuple[object, ...] = ()
        self.trial: Trial | None = None
        """The outcome shown, None while there is no expression."""
        self.help = Label("", "label", "text_second", wraps=True, parent=self)
        self.result = Label("", "label", "text_second", wraps=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.help)
        column.addWidget(self.result)
        self.help.hide()
        self._token: object = None
        self.fix = Button("", ButtonKind.LINK, small=True, parent=self)
        self.fix.clicked.connect(self._ask_for_fix)
        self.fix.hide()
        column.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignLeft)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        area.edited.connect(self._typed)
        area.cursorPositionChanged.connect(self._explain)
        context.changed.connect(self.look)
        self.look()

    def take_fix(self, problems: Sequence[Problem]) -> list[Problem]:
        """Offer the repair of a mistake below its sentence; gives the problems that are others.

        What the checks say about an expression the watch says itself, sooner and in place.
        """
        mistakes = [each for each in problems if getattr(each.token, "code", "") == "expression"]
        self._token = next((each.token for each in mistakes if each.fix is not None), None)
        words = next((each.fix for each in mistakes if each.fix is not None), None)
        self.fix.setVisible(words is not None)
        self.fix.set_words(words or "")
        return [each for each in problems if each not in mistakes]

    def look(self) -> None:
        """Work the expression out now."""
        source = self._area.value()
        key = (source, self._context.variables, self._context.time_zone)
        if key == self._shown or (self._area.isHidden() and not source):
            return
        self._shown = key
        if not source.strip():
            self.trial = None
            self.result.hide()
            self._area.set_wrong(None)
            return
        scope, samples = _world(self._context)
        self.trial = tried(source, scope, samples, datetime.now(UTC).astimezone(scope.zone), self._wanted)
        wrong = self.trial.refusal is not None
        self._area.set_wrong(max(self.trial.column - 1, 0) if wrong and self.trial.column else None)
        self.result.set_colour("error" if wrong else "text_second")
        self.result.set_words(_words(self.trial))
        self.result.show()

    def _ask_for_fix(self) -> None:
        self.fix_requested.emit(self._token)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _explain(self) -> None:
        cursor = self._area.textCursor()
        name = call_around(self._area.value()[: cursor.position()])
        found = next((each for each in FUNCTIONS if each.name == name), None)
        self.help.setVisible(found is not None and self._area.hasFocus())
        if found is not None:
            zh, en = (f"{found.signature.zh} · {found.help.zh}", f"{found.signature.en} · {found.help.en}")
            self.help.set_words(Wording(zh, en))


def _world(context: FormContext) -> tuple[Scope, dict[str, Value]]:
    """The declared variables with their samples, as expressions see them."""
    types = {offer.name: ValueType(offer.value_type) for offer in context.variables}
    scope = Scope(tuple(sorted(types.items())), context.time_zone)
    samples: dict[str, Value] = {}
    for offer in context.variables:
        value = sample_value(offer.sample, types[offer.name], scope.zone)
        if value is not None:
            samples[offer.name] = value
    return scope, samples


def _words(trial: Trial) -> Wording:
    if trial.refusal is not None:
        return trial.refusal
    if trial.value is None:
        return _LACKING.format(name=trial.lacking[0]) if trial.lacking else _NOTHING
    if isinstance(trial.value, bool):
        return _RESULT.format(value=_TRUTH[trial.value])
    text = as_text(trial.value)
    shown = f"「{text[:_MOST]}」" if isinstance(trial.value, str) else text
    return _RESULT.format(value=same(shown))

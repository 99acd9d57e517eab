"""The pane with the phone: what is edited, what is played, what really arrived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.handset_pane.phones import Phones
from app.handset_pane.values_choice import ValuesChoice
from app.handset_pane.variables import VariableValues
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, EmptyState, Segment, ToolButton, follow_look
from widgets.common.elided_label import Label
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, PANE_HEADER_HEIGHT, PANE_PADDING, SPACE_8, SPACE_12

PaneMode: TypeAlias = Literal["edit", "play", "real"]
MODES: tuple[PaneMode, ...] = ("edit", "play", "real")

_EMPTY = Wording("选中一条消息，这里显示它在手机上的样子", "Select a message to see it on a handset")
_NOT_PLAYED = Wording("点「试玩」，在这部手机上把场景走一遍", "Play the scenario through on this handset")
_NOT_TRIED = Wording(
    "在模拟网络上试发，这里只显示手机真正收到的内容",
    "Try it on the simulated network: only what really arrives is shown",
)
_PLAY = Wording("开始试玩", "Start playing")
_TRY = Wording("试发", "Try it")
_EMPTY_WORDS: dict[PaneMode, tuple[Wording, Wording | str]] = {
    "edit": (_EMPTY, ""),
    "play": (_NOT_PLAYED, _PLAY),
    "real": (_NOT_TRIED, _TRY),
}
_NAME = Wording("手机显示什么", "What the handset shows")
_RESTART = Wording("重新开始", "Start over")
_SKIP = Wording("跳过等待", "Skip the wait")
_LOOK = Wording("手机的字号和外观", "Text size and look of the handset")
_MATRIX = Wording("机型对照", "Handsets side by side")
_GAP = 2
_VALUES = Wording("变量的值", "Values of the variables")


class HandsetPane(QWidget):
    """Header with three views and tools, a line of remarks, the phones, and the variables on demand."""

    mode_chosen = Signal(str)
    play_asked = Signal()
    try_asked = Signal()
    restart_asked = Signal()
    skip_asked = Signal()
    handset_chosen = Signal(str)
    """The key of one of the simulated handsets."""
    remark_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode: PaneMode = "edit"
        self.segment = Segment(
            (
                Choice("edit", Wording("编辑", "Edit")),
                Choice("play", Wording("试玩", "Play")),
                Choice("real", Wording("实发", "Real")),
            ),
            _NAME,
            self,
        )
        self.segment.changed.connect(self.mode_chosen)
        self.restart = self._tool("restart", _RESTART, "Ctrl+F5")
        self.skip = self._tool("fast_forward", _SKIP, "Ctrl+.")
        self.values_button = self._tool("sliders", _VALUES, "")
        self.values_button.setCheckable(True)
        self.look_button = self._tool("contrast", _LOOK, "")
        self.matrix_button = self._tool("device", _MATRIX, "Ctrl+Alt+5")
        self.values_choice = ValuesChoice(self)
        self.restart.clicked.connect(self.restart_asked)
        self.skip.clicked.connect(self.skip_asked)
        self.values_button.toggled.connect(self._show_values)
        self.phones = Phones(self)
        self.empty = EmptyState("device", _EMPTY, parent=self)
        self.empty.triggered.connect(self._empty_action)
        self.values = VariableValues(self)
        self.values.setVisible(False)
        self.choices = QWidget(self)
        self._choice_row = QHBoxLayout(self.choices)
        self._choice_row.setContentsMargins(PANE_PADDING, SPACE_8, PANE_PADDING, 0)
        self._handsets: Segment | None = None
        self.remark = Label("", "label", "text_second", wraps=True, parent=self)
        self.remark_action = Button("", ButtonKind.LINK, small=True, parent=self)
        self.remark_action.clicked.connect(self.remark_clicked)
        self._build()
        self.show_remark("")
        self.show_mode("edit", has_content=False)
        follow_look(self)

    @property
    def mode(self) -> PaneMode:
        """What the pane shows."""
        return self._mode

    def show_mode(self, mode: PaneMode, *, has_content: bool) -> None:
        """Show one of the three views, or what it is for while there is nothing to see."""
        self._mode = mode
        self.segment.set_value(mode)
        self.restart.setVisible(mode != "edit")
        self.skip.setVisible(mode == "play")
        self.matrix_button.setVisible(mode == "edit")
        self.values_choice.setVisible(mode == "edit")
        self.values_button.setVisible(mode == "play")
        self.values.setVisible(mode == "play" and self.values_button.isChecked())
        self.choices.setVisible(mode == "real" and self._handsets is not None)
        self.phones.set_mode(mode)
        if mode != "real":
            self.phones.set_offers_twin(True)
        self.empty.show_words(*_EMPTY_WORDS[mode])
        self._stack.setCurrentWidget(self.phones if has_content else self.empty)
        self._fit_header()

    def offer_handsets(self, handsets: Sequence[tuple[str, Wording]]) -> None:
        """Let one of several simulated handsets be chosen; none takes the choice away."""
        if self._handsets is not None:
            self._choice_row.removeWidget(self._handsets)
            self._handsets.deleteLater()
            self._handsets = None
        if len(handsets) > 1:
            choices = [Choice(key, words) for key, words in handsets]
            self._handsets = Segment(choices, Wording("看哪部手机", "Which handset"), self.choices)
            self._handsets.changed.connect(self.handset_chosen)
            self._choice_row.addWidget(self._handsets)
        self.choices.setVisible(self._mode == "real" and self._handsets is not None)

    def show_remark(
        self, words: Wording | str, action: Wording | str = "", colour: str = "text_second"
    ) -> None:
        """Say something under the header, with something to do about it; empty words take it away."""
        self.remark.set_words(words)
        self.remark.set_colour(colour)
        self.remark_action.set_words(action)
        self.remark_action.setVisible(bool(action))
        self._remark_row.setVisible(bool(words))

    def restyle(self) -> None:
        """Take sizes anew."""
        self._header.setFixedHeight(current_theme().px(PANE_HEADER_HEIGHT))
        self._fit_header()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the choice out where there is no room."""
        self.values_choice.fit(event.size().width())
        self._fit_header()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the hairline at the left and the one below the header."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        px = theme.line_px
        painter.fillRect(QRect(0, 0, px, self.height()), theme.line_hair)
        painter.fillRect(QRect(0, self._header.height() - px, self.width(), px), theme.line_hair)

    def _build(self) -> None:
        self._header = QWidget(self)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_12, 0, SPACE_8, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.segment)
        row.addStretch(1)
        row.addWidget(self.values_choice)
        for tool in (self.restart, self.skip, self.values_button, self.matrix_button, self.look_button):
            row.addWidget(tool)
        self._remark_row = QWidget(self)
        line = QHBoxLayout(self._remark_row)
        line.setContentsMargins(PANE_PADDING, SPACE_8, SPACE_8, 0)
        line.addWidget(self.remark, 1)
        line.addWidget(self.remark_action)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.phones)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.choices)
        column.addWidget(self._remark_row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.values)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _fit_header(self) -> None:
        """Leave out tools that menus have too where the words of the views would be cut."""
        kept = [self.values_button, self.values_choice]
        used = SPACE_12 + SPACE_8 + self.segment.sizeHint().width()
        used += sum(each.sizeHint().width() + _GAP for each in kept if each.isVisibleTo(self))
        for tool, is_wanted in (
            (self.matrix_button, self._mode == "edit"),
            (self.skip, self._mode == "play"),
            (self.restart, self._mode != "edit"),
            (self.look_button, True),
        ):
            used += tool.sizeHint().width() + _GAP if is_wanted else 0
            tool.setVisible(is_wanted and used <= self.width())

    def _tool(self, icon_name: str, words: Wording, shortcut: str) -> ToolButton:
        return ToolButton(icon_name, words, shortcut, side_px=CONTROL_HEIGHT, parent=self)

    def _show_values(self, shown: bool) -> None:
        self.values.setVisible(shown and self._mode == "play")

    def _empty_action(self) -> None:
        if self._mode == "play":
            self.play_asked.emit()
        elif self._mode == "real":
            self.try_asked.emit()

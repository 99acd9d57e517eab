"""The list in which a person gives actions other keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.actions import ACTIONS, MENUS, ActionSpec
from app.finding.ranking import fit
from app.shortcuts.key_button import KeyButton
from app.shortcuts.keymap import Keymap, native
from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, Label, SearchField, ToolButton
from widgets.language import language_changed, tr
from widgets.theme.measures import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_FILTER: Final = Wording("筛选操作或快捷键", "Filter actions or keys")
_RESET: Final = Wording("恢复「{done}」原来的快捷键", "Give {done} its usual keys")
_TAKEN: Final = Wording("{keys} 现在是「{other}」", "{keys} is {other} now")
_TAKE_OVER: Final = Wording("改给「{done}」", "Take it for {done}")
_FIXED: Final = Wording("{keys} 用来{use}，不能改", "{keys} is for {use} and stays so")


class KeyRow(QWidget):
    """One action with its keys; says below when new keys belong to another."""

    def __init__(self, spec: ActionSpec, keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self._keymap = keymap
        self._wanted = ""
        self.button = KeyButton(spec.words, self)
        self.reset = ToolButton("undo", _RESET.format(done=spec.words), parent=self)
        self._note = Label("", "label", "error", wraps=True, parent=self)
        self.take_over = Button(_TAKE_OVER.format(done=spec.words), ButtonKind.LINK, small=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(Label(spec.words, "body", parent=self), 1)
        row.addWidget(Label(MENUS[spec.menu], "label", "text_second", parent=self))
        row.addWidget(self.button)
        row.addWidget(self.reset)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._note)
        below.addWidget(self.take_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_8, 0)
        column.setSpacing(SPACE_4)
        column.addLayout(row)
        column.addLayout(below)
        self.button.pressed_keys.connect(self._try)
        self.reset.clicked.connect(self._reset)
        self.take_over.clicked.connect(self._take)
        keymap.changed.connect(self.refresh)
        self.refresh()

    @property
    def note(self) -> str:
        """What is said below, empty for nothing."""
        return "" if self._note.isHidden() else self._note.text()

    def fits(self, words: str) -> bool:
        """Whether the action or its keys fit what was typed."""
        keys = " ".join(native(each) for each in self._keymap.keys(self.spec.id))
        texts = (tr(self.spec.words), self.spec.words.en, keys)
        return any(fit(text, words) is not None for text in texts)

    def refresh(self) -> None:
        """Show the keys as they are now."""
        keys = self._keymap.keys(self.spec.id)
        self.button.show_keys(" ".join(native(each) for each in keys))
        self.reset.setVisible(self._keymap.is_own(self.spec.id))
        self._say(None)

    def _try(self, keys: str) -> None:
        use = self._keymap.fixed_use(keys)
        other = self._keymap.taken_by(keys, self.spec.id) if keys else None
        if use is not None:
            self._say(_FIXED.format(keys=native(keys), use=use))
        elif other is not None:
            self._wanted = keys
            self._say(_TAKEN.format(keys=native(keys), other=other.words), may_take=True)
            self.take_over.setFocus()
        else:
            self._keymap.choose(self.spec.id, keys)

    def _take(self) -> None:
        self.button.setFocus()
        self._keymap.choose(self.spec.id, self._wanted)

    def _reset(self) -> None:
        self.button.setFocus()
        self._keymap.reset(self.spec.id)

    def _say(self, words: Wording | None, *, may_take: bool = False) -> None:
        self._note.set_words(words if words is not None else same(""))
        self._note.setVisible(words is not None)
        self.take_over.setVisible(may_take)
        self.button.setAccessibleDescription(tr(words) if words is not None else "")


class KeyEditor(QWidget):
    """Lists every action; made when it is first shown."""

    changed = Signal()

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = SearchField(_FILTER, parent=self)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, SPACE_16, 0)
        rows.setSpacing(SPACE_8)
        self.rows = [KeyRow(spec, keymap, page) for spec in ACTIONS]
        for row in self.rows:
            rows.addWidget(row)
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(page)
        page.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_8, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.filter)
        column.addWidget(scroll, 1)
        self.filter.textChanged.connect(self._filter)
        language_changed.connect(self._filter_again)

    def _filter(self, words: str) -> None:
        for row in self.rows:
            row.setVisible(row.fits(words))

    def _filter_again(self) -> None:
        self._filter(self.filter.text())

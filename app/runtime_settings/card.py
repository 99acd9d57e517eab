"""Settings of the runtime on a card: kept when a field is left, put back to what is usual at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.campaigns.card import Card, in_row, labelled
from app.runtime_settings.entries import ChoiceEntry, ClockEntry, CountEntry, Entry, SwitchEntry, Value, usual
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, Label, Segment, Switch
from widgets.form.line_edit import LineEdit
from widgets.language import language_changed, tr
from widgets.theme.measures import SPACE_8

_BACK: Final = Wording("恢复默认", "Back to the usual")
_KEPT: Final = Wording("已保存", "Kept")


class RulesCard(Card):
    """Shows values and tells them all once one is changed; what cannot be is only said at its field."""

    changed = Signal(dict)
    """Every value of the card."""
    reset_asked = Signal()

    def __init__(
        self,
        title: Wording,
        note: Wording,
        rows: tuple[tuple[Entry, ...], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        self._usual = usual(rows)
        self._kept: dict[str, Value] = {}
        self._entries = {entry.key: entry for row in rows for entry in row}
        self.fields: dict[str, LineEdit] = {}
        self.mistakes: dict[str, Label] = {}
        self.segments: dict[str, Segment] = {}
        self.switches: dict[str, Switch] = {}
        self.said = Label("", "label", "text_second", wraps=True)
        self.back = Button(_BACK, ButtonKind.PLAIN)
        self.body.addWidget(Label(note, "label", "text_second", wraps=True))
        for row in rows:
            self._add_row(row)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(foot)
        self.back.clicked.connect(self.reset_asked)
        language_changed.connect(self._rename)
        self._rename()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show values as they are kept; a field in which somebody writes is left alone."""
        self._kept = {key: values[key] for key in self._entries}
        for key, field in self.fields.items():
            if not field.hasFocus():
                self._show_text(key)
        for key, segment in self.segments.items():
            with QSignalBlocker(segment):
                segment.set_value(str(values[key]))
        for key, switch in self.switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(bool(values[key]))
        self._offer_back()

    def show_kept(self) -> None:
        """Say that what was changed is kept."""
        self._say(_KEPT, "text_second")

    def show_problem(self, words: Wording) -> None:
        """Say why what was changed is not kept, and show what is."""
        self._say(words, "error")

    def show_possible(self, *, is_possible: bool) -> None:
        """Let people change things, or not."""
        for widget in (*self.fields.values(), *self.segments.values(), *self.switches.values()):
            widget.setEnabled(is_possible)
        self._offer_back()

    def _add_row(self, row: tuple[Entry, ...]) -> None:
        columns = []
        for entry in row:
            match entry:
                case ClockEntry() | CountEntry():
                    field = self.fields[entry.key] = LineEdit()
                    mistake = self.mistakes[entry.key] = Label(entry.wanted, "label", "error", wraps=True)
                    mistake.hide()
                    field.finished.connect(self._tell)
                    field.returnPressed.connect(self._tell)
                    columns.append(labelled(entry.words, field, mistake))
                case ChoiceEntry():
                    choices = [Choice(key, words) for key, words in entry.choices]
                    segment = self.segments[entry.key] = Segment(choices, entry.words)
                    segment.changed.connect(self._tell)
                    columns.append(labelled(entry.words, segment))
                case SwitchEntry():
                    switch = self.switches[entry.key] = Switch(entry.words)
                    switch.toggled.connect(self._tell)
                    self.body.addWidget(switch)
        if columns:
            self.body.addLayout(in_row(columns))

    def _show_text(self, key: str) -> None:
        entry = self._entries[key]
        assert isinstance(entry, ClockEntry | CountEntry)
        self.fields[key].setText(entry.shown(self._kept[key]))
        self._mark(key, is_fine=True)

    def _tell(self) -> None:
        told = self._read()
        if told is not None and self._kept and told != self._kept:
            self._kept = told
            self._offer_back()
            self.changed.emit(told)

    def _read(self) -> dict[str, Value] | None:
        told: dict[str, Value] = {}
        is_fine = True
        for key, entry in self._entries.items():
            match entry:
                case ClockEntry() | CountEntry():
                    value = entry.read(self.fields[key].text())
                    self._mark(key, is_fine=value is not None)
                    is_fine = is_fine and value is not None
                    told[key] = value if value is not None else ""
                case ChoiceEntry():
                    told[key] = self.segments[key].value()
                case SwitchEntry():
                    told[key] = self.switches[key].isChecked()
        return told if is_fine else None

    def _mark(self, key: str, *, is_fine: bool) -> None:
        field = self.fields[key]
        field.setProperty("invalid", "false" if is_fine else "true")
        field.style().polish(field)
        self.mistakes[key].setVisible(not is_fine)

    def _offer_back(self) -> None:
        can = bool(self._kept) and all(one.isEnabled() for one in self.fields.values())
        self.back.setEnabled(can and self._kept != self._usual)

    def _say(self, words: Wording, colour: str) -> None:
        self.said.set_colour(colour)
        self.said.set_words(words)

    def _rename(self) -> None:
        for key, field in self.fields.items():
            field.setAccessibleName(tr(self._entries[key].words))

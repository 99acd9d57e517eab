"""When a campaign begins and how fast it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.campaigns.card import Card, in_row, labelled
from app.campaigns.throttles import Throttles
from runtime.wording import Wording
from widgets.common import Choice, ChoiceField, Label, Segment
from widgets.form.context import FormContext
from widgets.form.line_edit import LineEdit
from widgets.form.moment_edit import MomentEdit
from widgets.language import language_changed, tr
from widgets.theme.measures import SPACE_12

_TITLE: Final = Wording("时间与节奏", "Time and pace")
_WHEN: Final = Wording("什么时候开始", "When it begins")
_BEGIN: Final = Wording("开始时间", "Begins at")
_KINDS: Final = (
    Choice("now", Wording("立即", "At once")),
    Choice("at", Wording("定时", "At a time")),
    Choice("cron", Wording("重复", "Again and again")),
)
_REPEAT: Final = Wording("多久一次", "How often")
_CRON: Final = Wording("分 时 日 月 周", "minute hour day month weekday")
_OWN: Final = Wording("自己写…", "Own…")
_PRESETS: Final[tuple[tuple[str, Wording], ...]] = (
    ("0 10 * * *", Wording("每天 10:00", "Daily at 10:00")),
    ("0 10 * * 1-5", Wording("周一至周五 10:00", "Weekdays at 10:00")),
    ("0 10 * * 1", Wording("每周一 10:00", "Mondays at 10:00")),
    ("0 10 1 * *", Wording("每月 1 日 10:00", "On the 1st at 10:00")),
)
_RATE: Final = Wording("速度（人/分钟）", "Pace (people a minute)")
_FAST: Final = Wording("不限，按运营商能收的速度", "As fast as the carriers take")
_PRIORITY: Final = Wording("优先级", "Priority")
_PRIORITIES: Final = (
    Wording("1（最先）", "1 (first)"),
    Wording("2", "2"),
    Wording("3（一般）", "3 (usual)"),
    Wording("4", "4"),
    Wording("5（最后）", "5 (last)"),
)
_LATE: Final = Wording("到点时程序没运行", "If the program did not run then")
_LATE_CHOICES: Final = (
    Choice("skip", Wording("晚 1 小时以上就跳过", "Skip when over 1 h late")),
    Choice("send", Wording("补发", "Send later")),
)
_BAD_RATE: Final = Wording("写 1 到 60,000 的整数，或留空", "A whole number from 1 to 60,000, or nothing")
_MOST: Final = 60_000


class TimeCard(Card):
    """Shows and tells timing, pace and priority of a definition."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, "", parent)
        self.kind = Segment(_KINDS, _WHEN)
        self.kind.set_value("now")
        self.at = MomentEdit(FormContext(self), self, has_zone=False)
        self._at_text = ""
        self.preset = ChoiceField(_REPEAT)
        self.cron = LineEdit()
        self.rate = LineEdit()
        self.throttles = Throttles()
        self.priority = ChoiceField(_PRIORITY)
        self.late = Segment(_LATE_CHOICES, _LATE)
        self.late.set_value("skip")
        self._rate_note = Label("", "label", "error", wraps=True)
        self._rate_note.hide()
        self._build()
        self._connect()
        self._rename()
        self._show_kind()

    def show_definition(self, definition: Mapping[str, Any]) -> None:
        """Show a definition's time and pace."""
        timing = definition.get("timing") or {"kind": "now"}
        self.kind.set_value(timing["kind"])
        self._at_text = str(timing.get("at", ""))
        self.at.show_text(self._at_text)
        cron = str(timing.get("cron") or _PRESETS[0][0])
        self.cron.setText(cron)
        self._show_preset(cron)
        self.late.set_value(str(timing.get("late", "skip")))
        per_minute = int(definition.get("per_minute") or 0)
        self.rate.setText(str(per_minute) if per_minute else "")
        self.throttles.show_throttles(definition.get("throttles") or {})
        with QSignalBlocker(self.priority):
            self.priority.setCurrentIndex(int(definition.get("priority") or 3) - 1)
        self._show_kind()

    def definition(self) -> dict[str, Any]:
        """The part of a definition that is shown here."""
        kind = self.kind.value()
        timing: dict[str, Any] = {"kind": kind, "late": self.late.value()}
        if kind == "at":
            timing["at"] = self._at_text
        if kind == "cron":
            timing["cron"] = self.cron.text().strip()
        rate = self.rate.text().strip()
        per_minute = int(rate) if rate.isdigit() and int(rate) <= _MOST else 0
        return {
            "timing": timing,
            "per_minute": per_minute,
            "throttles": self.throttles.throttles(),
            "priority": self.priority.currentIndex() + 1,
        }

    @property
    def is_complete(self) -> bool:
        """Whether a time is given where one is needed, and the pace is a number."""
        has_time = self.kind.value() != "at" or bool(self._at_text)
        has_cron = self.kind.value() != "cron" or len(self.cron.text().split()) == 5
        return has_time and has_cron and self._is_rate_fine() and self.throttles.is_complete

    def show_outlook(self, found: Mapping[str, Any]) -> None:
        """Say by whose clock the time is, and offer a limit for each endpoint people are reached by."""
        self.throttles.show_shares(found["shares"])
        zone = found["zone"]
        self.note.set_words(Wording(f"按场景时区 {zone}", f"By the scenario's clock, {zone}"))

    def _build(self) -> None:
        self.body.addWidget(self.kind)
        self._at_part = QWidget()
        self._at_part.setLayout(labelled(_BEGIN, self.at))
        self._cron_part = QWidget()
        row = QHBoxLayout(self._cron_part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_12)
        row.addLayout(labelled(_REPEAT, self.preset), 1)
        row.addLayout(labelled(_CRON, self.cron), 1)
        for part in (self._at_part, self._cron_part):
            layout = part.layout()
            assert layout is not None
            layout.setContentsMargins(0, 0, 0, 0)
            self.body.addWidget(part)
        self.body.addLayout(
            in_row([labelled(_RATE, self.rate, self._rate_note), labelled(_PRIORITY, self.priority)])
        )
        self.body.addWidget(self.throttles)
        self._late_part = QWidget()
        column = QVBoxLayout(self._late_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(labelled(_LATE, self.late))
        self.body.addWidget(self._late_part)

    def _connect(self) -> None:
        self.kind.changed.connect(self._kind_chosen)
        self.at.edited.connect(self._at_edited)
        self.preset.activated.connect(self._preset_chosen)
        self.cron.textEdited.connect(self._cron_edited)
        self.rate.textEdited.connect(self._rate_edited)
        self.rate.finished.connect(self._check_rate)
        self.priority.activated.connect(self.changed)
        self.throttles.changed.connect(self.changed)
        self.late.changed.connect(self.changed)
        language_changed.connect(self._rename)

    def _kind_chosen(self, _kind: str) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        kind = self.kind.value()
        self._at_part.setVisible(kind == "at")
        self._cron_part.setVisible(kind == "cron")
        self._late_part.setVisible(kind != "now")

    def _at_edited(self, text: str, _typed: bool) -> None:
        self._at_text = text[:16].replace(" ", "T")
        self.changed.emit()

    def _preset_chosen(self, _index: int) -> None:
        cron = self.preset.currentData()
        if cron:
            self.cron.setText(cron)
        else:
            self.cron.setFocus()
        self.changed.emit()

    def _cron_edited(self, text: str) -> None:
        self._show_preset(text)
        self.changed.emit()

    def _show_preset(self, cron: str) -> None:
        with QSignalBlocker(self.preset):
            place = self.preset.findData(cron.strip())
            self.preset.setCurrentIndex(place if place >= 0 else self.preset.count() - 1)

    def _rate_edited(self) -> None:
        if self._is_rate_fine():
            self._check_rate()
        self.changed.emit()

    def _is_rate_fine(self) -> bool:
        rate = self.rate.text().strip()
        return not rate or (rate.isascii() and rate.isdigit() and 1 <= int(rate) <= _MOST)

    def _check_rate(self) -> None:
        is_fine = self._is_rate_fine()
        self.rate.setProperty("invalid", "false" if is_fine else "true")
        self.rate.style().polish(self.rate)
        self._rate_note.set_words("" if is_fine else _BAD_RATE)
        self._rate_note.setVisible(not is_fine)

    def _rename(self) -> None:
        self.rate.setPlaceholderText(tr(_FAST))
        self.rate.setAccessibleName(tr(_RATE))
        self.cron.setAccessibleName(tr(_CRON))
        for field, offered in (
            (self.preset, [*((words, cron) for cron, words in _PRESETS), (_OWN, "")]),
            (self.priority, [(words, number) for number, words in enumerate(_PRIORITIES, 1)]),
        ):
            with QSignalBlocker(field):
                place = field.currentIndex() if field.count() else 2 if field is self.priority else 0
                field.clear()
                for words, data in offered:
                    field.addItem(tr(words), data)
                field.setCurrentIndex(place)

"""A moment as a day, an hour and a zone, never as raw text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.condition import moment_from
from runtime.wording import Wording
from widgets.common import ChoiceField, ToolButton
from widgets.form.context import FormContext
from widgets.form.line_edit import LineEdit
from widgets.form.moment_words import date_from, open_calendar, time_from
from widgets.language import language_changed, tr
from widgets.theme import current_theme

_PICK: Final = Wording("从日历里选", "Pick from a calendar")
_DAY: Final = Wording("日期", "Date")
_HOUR: Final = Wording("钟点", "Hour")
_ZONE: Final = Wording("时区", "Time zone")
_HOUR_PX: Final = 64
_ZONE_NAMES: Final = {"Asia/Shanghai": Wording("北京时间", "China Standard Time")}


class MomentEdit(QWidget):
    """Edits a moment as text: RFC 3339 where it has a zone, else a day and an hour by the scenario's clock.

    What is no whole moment yet is told as an empty text only when everything is empty.
    """

    edited = Signal(str, bool)
    """The moment as text, and whether it came by typing."""
    finished = Signal()

    def __init__(self, context: FormContext, parent: QWidget, *, has_zone: bool) -> None:
        super().__init__(parent)
        self._context = context
        self._moment: datetime | None = None
        self._zones: list[tzinfo] = []
        self.day = LineEdit(self)
        self.day.setPlaceholderText("2026-03-15")
        self.pick = ToolButton("calendar", _PICK, bordered=True, side_px=32, parent=self)
        self.hour = LineEdit(self)
        self.hour.setPlaceholderText("10:00")
        self.zone = ChoiceField(_ZONE, self) if has_zone else None
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.day, 1)
        row.addWidget(self.pick)
        row.addWidget(self.hour)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        if self.zone is not None:
            column.addWidget(self.zone)
            self.zone.activated.connect(self._zone_picked)
        self.setFocusProxy(self.day)
        self.day.textEdited.connect(self._typed)
        self.hour.textEdited.connect(self._typed)
        self.hour.stepped.connect(self._step)
        self.pick.clicked.connect(self._open_calendar)
        for edit in (self.day, self.hour):
            edit.finished.connect(self._leave)
        context.changed.connect(self._offer_zones)
        language_changed.connect(self._rename)
        self._rename()

    def show_text(self, text: str) -> None:
        """Show a moment; words that are none leave the fields empty."""
        moment = moment_from(text) if text else None
        if moment is not None and (moment.tzinfo is None) == (self.zone is not None):
            own = self._own_zone()
            moment = moment.replace(tzinfo=own) if self.zone is not None else moment.astimezone(own)
        if moment is not None and moment == self._read():
            self._moment = moment
            return
        self._moment = moment
        self._offer_zones()
        self._write()

    def _own_zone(self) -> tzinfo:
        return ZoneInfo(self._context.time_zone)

    def _write(self) -> None:
        moment = self._moment
        self.day.setText("" if moment is None else moment.date().isoformat())
        self.hour.setText("" if moment is None else f"{moment:%H:%M}")

    def _read(self) -> datetime | None:
        day, hour = date_from(self.day.text()), time_from(self.hour.text() or "0:00")
        if day is None or hour is None:
            return None
        return datetime.combine(day, hour, tzinfo=self._zone_shown())

    def _zone_shown(self) -> tzinfo:
        index = self.zone.currentIndex() if self.zone is not None else -1
        return self._zones[index] if 0 <= index < len(self._zones) else self._own_zone()

    def _offer_zones(self) -> None:
        """The scenario's zone, UTC, and the offset the moment has if it is another."""
        if self.zone is None:
            return
        at = self._moment or datetime.now(UTC)
        own = self._own_zone()
        zones: list[tzinfo] = [own]
        offset = at.utcoffset() or timedelta()
        if offset != (at.astimezone(own).utcoffset() or timedelta()):
            zones.append(timezone(offset))
        if all(at.astimezone(zone).utcoffset() for zone in zones):
            zones.append(UTC)
        self._zones = zones
        with QSignalBlocker(self.zone):
            self.zone.clear()
            self.zone.addItems([_named(zone, at) for zone in zones])
            self.zone.setCurrentIndex(
                1 if len(zones) > 1 and zones[1] is not UTC else self._utc_shown(offset)
            )

    def _utc_shown(self, offset: timedelta) -> int:
        is_utc = self._moment is not None and not offset and len(self._zones) > 1
        return len(self._zones) - 1 if is_utc and self._zones[-1] is UTC else 0

    def _typed(self) -> None:
        self._tell(typed=True)

    def _tell(self, *, typed: bool) -> None:
        moment = self._read()
        if moment is not None:
            self._moment = moment
            self.edited.emit(self._text(moment), typed)
        elif not self.day.text().strip() and not self.hour.text().strip():
            self._moment = None
            self.edited.emit("", typed)

    def _text(self, moment: datetime) -> str:
        if self.zone is None:
            return f"{moment:%Y-%m-%d %H:%M}"
        return moment.isoformat(timespec="seconds")

    def _zone_picked(self, _index: int) -> None:
        if self._moment is not None:
            self._tell(typed=False)

    def _step(self, step: int) -> None:
        now = time_from(self.hour.text()) or time(0, 0)
        minutes = (now.hour * 60 + now.minute + 30 * step) % 1440
        self.hour.setText(f"{minutes // 60:02}:{minutes % 60:02}")
        self._tell(typed=True)

    def _open_calendar(self) -> None:
        open_calendar(self.day, date_from(self.day.text()), self._take)

    def _take(self, day: QDate) -> None:
        self.day.setText(date(day.year(), day.month(), day.day()).isoformat())
        if not self.hour.text():
            self.hour.setText("10:00")
        self._tell(typed=False)

    def _leave(self) -> None:
        if self._moment is not None and self._read() is not None:
            self._write()
        self.finished.emit()

    def _rename(self) -> None:
        self.day.setAccessibleName(tr(_DAY))
        self.hour.setAccessibleName(tr(_HOUR))
        self.hour.setFixedWidth(current_theme().px(_HOUR_PX))
        self._offer_zones()


def _named(zone: tzinfo, at: datetime) -> str:
    seconds = round((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())
    sign = "-" if seconds < 0 else "+"
    offset = f"UTC{sign}{abs(seconds) // 3600:02}:{abs(seconds) // 60 % 60:02}" if seconds else "UTC"
    if not isinstance(zone, ZoneInfo):
        return offset
    known = _ZONE_NAMES.get(zone.key)
    return f"{tr(known) if known else zone.key} ({offset})"

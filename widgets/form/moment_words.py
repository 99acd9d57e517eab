"""What people write for an hour or a day, and the calendar to pick one from."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget


def time_from(text: str) -> time | None:
    """The hour a person wrote, None when it is none; a full-width colon is understood."""
    hours, _, minutes = text.strip().replace("：", ":").partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return time(int(hours), int(minutes or 0))
    return None


def date_from(text: str) -> date | None:
    """The day a person wrote, None when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def open_calendar(below: QWidget, day: date | None, taken: object) -> QWidget:
    """Open a calendar under a widget; *taken* is a slot that gets the QDate."""
    popup = QWidget(below, Qt.WindowType.Popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget(popup)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.activated.connect(taken)
    calendar.clicked.connect(taken)
    calendar.clicked.connect(popup.close)
    column = QVBoxLayout(popup)
    column.setContentsMargins(4, 4, 4, 4)
    column.addWidget(calendar)
    popup.move(below.mapToGlobal(QPoint(0, below.height() + 4)))
    popup.show()
    calendar.setFocus()
    return popup

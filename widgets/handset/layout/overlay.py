"""The sheet that says what an action would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from widgets.handset.chrome.frame import Frame
from widgets.handset.metrics import (
    HOME_HEIGHT,
    MAP_HEIGHT,
    SHEET_ANSWER,
    SHEET_DETAIL_LINES_MAX,
    SHEET_GRIP,
    SHEET_ICON,
    SHEET_PADDING,
)
from widgets.handset.overlay import Overlay
from widgets.handset.paragraph import Paragraph, lay_out_text, one_line
from widgets.handset.typeface import line_height


@dataclass(frozen=True)
class OverlayBox:
    """A measured sheet in phone coordinates."""

    overlay: Overlay
    rect: QRectF
    icon: QRectF
    heading: Paragraph
    heading_at: QPointF
    subject: Paragraph
    subject_at: QPointF
    details: tuple[tuple[Paragraph, QPointF], ...]
    still: QRectF
    """Where the map or the page's picture is, empty for a plain note."""
    answers: tuple[tuple[Paragraph, QRectF], ...] = ()
    """What the handset asks, no first."""


def lay_out_overlay(overlay: Overlay, frame: Frame) -> OverlayBox:
    """Measure a sheet that stands on the lower edge of the screen."""
    screen = frame.screen
    left = screen.left() + SHEET_PADDING
    room = screen.width() - 2 * SHEET_PADDING
    scale = frame.scale
    text_left = left + SHEET_ICON + 12
    text_room = room - SHEET_ICON - 12
    heading = one_line(overlay.heading, "description", text_room, scale)
    subject = lay_out_text(overlay.subject, "title", text_room, 2, scale=scale)
    laid = [
        lay_out_text(text, "description", room, SHEET_DETAIL_LINES_MAX, scale=scale)
        for text in overlay.details
    ]
    head = max(heading.height + subject.height, SHEET_ICON) + 10
    words = head + sum(paragraph.height + 4 for paragraph in laid)
    still_height = MAP_HEIGHT * room / 250 + 8 if overlay.shape == "map" else 0.0
    room_max = screen.bottom() - frame.status.bottom()
    asked = SHEET_ANSWER + 12 if overlay.answers else 0.0
    height = SHEET_GRIP + words + still_height + asked + HOME_HEIGHT + 8
    height = min(max(height, overlay.share * room_max), room_max)
    rect = QRectF(screen.left(), screen.bottom() - height, screen.width(), height)
    top = rect.top() + SHEET_GRIP
    details = []
    y = top + head
    for paragraph in laid:
        details.append((paragraph, QPointF(left, y)))
        y += paragraph.height + 4
    lower = rect.bottom() - HOME_HEIGHT - 8
    still = QRectF(left, y + 4, room, max(lower - y - 4, 0.0)) if overlay.shape != "note" else QRectF()
    return OverlayBox(
        overlay=overlay,
        rect=rect,
        icon=QRectF(left, top + 1, SHEET_ICON, SHEET_ICON),
        heading=heading,
        heading_at=QPointF(text_left, top),
        subject=subject,
        subject_at=QPointF(text_left, top + line_height("description", scale)),
        details=tuple(details),
        still=still,
        answers=tuple(_answers(overlay, QRectF(left, lower - SHEET_ANSWER, room, SHEET_ANSWER), scale)),
    )


def _answers(overlay: Overlay, row: QRectF, scale: float) -> Iterator[tuple[Paragraph, QRectF]]:
    """The words side by side in equal pills."""
    width = (row.width() - 12) / 2
    for index, words in enumerate(overlay.answers):
        rect = QRectF(row.left() + index * (width + 12), row.top(), width, row.height())
        yield one_line(words, "suggestion", width - 24, scale), rect

"""One difference: sign, sentence, and the old text struck through before the new one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from editor.document.differing.entries import Entry, Sign
from runtime.wording import Wording
from widgets.common import BaseButton, Label, follow_look
from widgets.common.painting import draw_box, draw_icon, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL, SPACE_12

_DISC: Final = 20
_ARROW: Final = " → "
_ICONS: Final[dict[Sign, str]] = {
    "added": "plus",
    "removed": "minus",
    "changed": "pencil",
    "moved": "arrow_right",
}
_TOKENS: Final[dict[Sign, str]] = {
    "added": "ok",
    "removed": "error",
    "changed": "accent_fill",
    "moved": "text_second",
}
_SPOKEN: Final[dict[Sign, Wording]] = {
    "added": Wording("新增", "Added"),
    "removed": Wording("删除", "Removed"),
    "changed": Wording("修改", "Changed"),
    "moved": Wording("移动", "Moved"),
}


class SignDisc(QWidget):
    """The sign of a difference in a disc of its colour, 20 px."""

    def __init__(self, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign = sign
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and icon."""
        theme = current_theme()
        painter = QPainter(self)
        draw_box(painter, self.rect(), _DISC / 2, getattr(theme, _TOKENS[self._sign]))
        ink = theme.on_accent if self._sign == "changed" else theme.panel
        draw_icon(painter, _ICONS[self._sign], ICON_SMALL - 2, ink, QPoint(_DISC // 2, _DISC // 2))


class OldAndNew(QWidget):
    """One line: what was, struck through, and what is now; the longer of both gives way."""

    def __init__(self, was: Wording | None, now: Wording | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was, self._now = was, now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def restyle(self) -> None:
        """Take words and height anew."""
        whole = _ARROW.join(tr(each) for each in (self._was, self._now) if each is not None)
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        self.setFixedHeight(current_theme().line_height("label"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both texts."""
        theme = current_theme()
        painter = QPainter(self)
        font = theme.font("label")
        left = 0
        if self._was is not None:
            struck = QFont(font)
            struck.setStrikeOut(True)
            was = _one_line(self._was)
            now = _one_line(self._now) if self._now is not None else ""
            wanted = text_width(was, font)
            rest = text_width(_ARROW + now, font) if now else 0
            room = self.width() - rest
            width = min(wanted, max(room, (self.width() - text_width(_ARROW, font)) // 2 if now else room))
            draw_text(painter, QRect(0, 0, width + 1, self.height()), was, struck, theme.text_second)
            left = width
            if now:
                arrow = text_width(_ARROW, font)
                draw_text(painter, QRect(left, 0, arrow + 2, self.height()), _ARROW, font, theme.text_second)
                left += arrow
        if self._now is not None:
            place = QRect(left, 0, self.width() - left, self.height())
            draw_text(painter, place, _one_line(self._now), font, theme.text_second)


class ChangeRow(BaseButton):
    """A row that lights up; a click goes to the node it concerns, if that is still there."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        self.entry = entry
        super().__init__(entry.sentence, None, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 9, SPACE_12, 9)
        row.setSpacing(SPACE_12)
        self.sign = sign_of(entry)
        row.addWidget(SignDisc(self.sign), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(entry.sentence, "body", wraps=True))
        if entry.was is not None or entry.now is not None:
            lines.addWidget(OldAndNew(entry.was, entry.now))
        row.addLayout(lines, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if entry.node is None or entry.kind == "removed":
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.finish()

    def sizeHint(self) -> QSize:
        """As the texts want it."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def restyle(self) -> None:
        """Say the sign too."""
        super().restyle()
        detail = self.entry.detail
        parts = [tr(_SPOKEN[self.sign]), self.words, tr(detail) if detail is not None else ""]
        self.setAccessibleName(" · ".join(part for part in parts if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a row that is pointed at."""
        px = current_theme().line_px
        QPainter(self).fillRect(self.rect().adjusted(0, px, 0, 0), self.hover_ground())


def sign_of(entry: Entry) -> Sign:
    """The sign of a row: a node that only got something more is marked as an addition."""
    kinds = {change.kind for change in entry.changes}
    if entry.sign == "changed" and not entry.exits:
        if kinds == {"added"}:
            return "added"
        if kinds == {"removed"}:
            return "removed"
    return entry.sign


def _one_line(words: Wording) -> str:
    return " ".join(tr(words).split())

"""A choice of two to four, all visible: the segmented control."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common.base_button import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, RADIUS_CONTROL

_INSET = 3
_MOST = 4
_DOT = 6
_MARGIN = 4
"""Least room between the words of a part and its edge."""
_PROBLEM = Wording("这里有问题", "There are problems here")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its key and its words."""

    key: str
    words: Words


class _Part(BaseButton):
    """Shows one choice; the chosen one lies raised in the track."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(choice.words, None, parent)
        self.key = choice.key
        self.has_problem = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.finish()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(self.words_px() + 20 - 2 * _MARGIN, theme.px(CONTROL_HEIGHT) - 2 * _INSET)

    def minimumSizeHint(self) -> QSize:
        return QSize(28, self.sizeHint().height())

    def words_px(self) -> int:
        """Give the width that the words need when they are chosen."""
        return text_width(self.words, current_theme().font("body_strong")) + 2 * _MARGIN

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole words in the tooltip while they are cut."""
        super().resizeEvent(event)
        self.setToolTip(self.words if self.words_px() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        ink = theme.text if self.isChecked() or self._fade.value > 0 else theme.text_second
        if self.isChecked():
            line = theme.accent if theme.is_high_contrast else theme.line_hair
            draw_box(painter, self.rect(), RADIUS_CONTROL - 1, theme.raised, line)
        font = theme.font("body_strong" if self.isChecked() else "body")
        ink = ink if self.isEnabled() else theme.text_off
        draw_text(painter, self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0), self.words, font, ink, CENTRE)
        if self.has_problem:
            right = min(self.width() - _DOT, (self.width() + text_width(self.words, font)) // 2 + 4)
            draw_box(
                painter,
                self.rect().adjusted(right, 6, right + _DOT - self.width(), 6 + _DOT - self.height()),
                _DOT / 2,
                theme.error,
            )


class Segment(QWidget):
    """Lets one of two to four things be chosen; Tab enters, arrow keys choose."""

    changed = Signal(str)
    """The key that the person chose."""

    def __init__(self, choices: Sequence[Choice], name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not 2 <= len(choices) <= _MOST:
            raise ValueError(f"a segment shows 2 to {_MOST} choices, not {len(choices)}; use a list")
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(2)
        self._parts: dict[str, _Part] = {}
        for choice in choices:
            part = _Part(choice, self)
            part.clicked.connect(self._tell)
            self._parts[choice.key] = part
            row.addWidget(part, 1)
        self._value = choices[0].key
        self._parts[self._value].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def value(self) -> str:
        """Give the key of the choice, empty when nothing is chosen."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose without telling; raises KeyError when there is no such choice."""
        self._parts[key].setChecked(True)
        self._value = key

    def clear(self) -> None:
        """Choose nothing, for a value that is not known yet."""
        if self._value:
            chosen = self._parts[self._value]
            chosen.setAutoExclusive(False)
            chosen.setChecked(False)
            chosen.setAutoExclusive(True)
            self._value = ""

    def set_problem(self, key: str, present: bool) -> None:
        """Mark a choice whose page has problems with a red dot."""
        part = self._parts[key]
        part.has_problem = present
        part.setAccessibleDescription(words_of(_PROBLEM) if present else "")
        part.update()

    def part(self, key: str) -> BaseButton:
        """Give the button of a choice."""
        return self._parts[key]

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(words_of(self._name))
        self.setFixedHeight(current_theme().px(CONTROL_HEIGHT))
        self._share()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        """Share the width anew when a choice was hidden or shown."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def _share(self) -> None:
        """Give all parts one width, or where words would be cut to each what its words need."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        shown = [part for part in self._parts.values() if not part.isHidden()]
        inner = self.width() - 2 * _INSET - row.spacing() * (len(shown) - 1)
        needed = [part.words_px() for part in shown]
        is_tight = bool(shown) and max(needed) * len(shown) > inner
        rest = max(0, inner - sum(needed)) // max(1, len(shown))
        for part, words_px in zip(shown, needed, strict=True):
            row.setStretchFactor(part, words_px + rest if is_tight else 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track."""
        theme = current_theme()
        line = theme.line_control if theme.is_high_contrast else None
        draw_box(QPainter(self), self.rect(), RADIUS_CONTROL + 2, theme.hover, line)

    def _tell(self) -> None:
        part = self.sender()
        if isinstance(part, _Part) and part.key != self._value:
            self._value = part.key
            self.changed.emit(part.key)

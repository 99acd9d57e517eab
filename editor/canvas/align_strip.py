"""The strip over the tools while several things are selected: align and distribute."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from editor.tools.aligning import ALIGN_WORDS, SPREAD_WORDS, align, pieces_of, spread
from editor.tools.stage import Stage
from widgets.icons import qicon
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import ICON_MEDIUM, RADIUS_OVERLAY, SPACE_4

_HEIGHT: Final = 34
_LEAST_TO_SPREAD: Final = 3


class AlignStrip(QFrame):
    """Acts on the selection of its canvas; hidden while fewer than two things are selected."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self._buttons = {name: self._button(name) for name in (*ALIGN_WORDS, *SPREAD_WORDS)}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        layout.setSpacing(2)
        for button in self._buttons.values():
            layout.addWidget(button)
        self._dress()
        theme_changed.connect(self._dress)
        language_changed.connect(self._dress)
        self.hide()

    def follow(self) -> None:
        """Show what the selection allows."""
        count = len(pieces_of(self._stage)) if _may_be_several(self._stage) else 0
        self.setVisible(count > 1)
        for way in SPREAD_WORDS:
            self._buttons[way].setEnabled(count >= _LEAST_TO_SPREAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.line_hair)
        painter.setBrush(theme.panel)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_OVERLAY, RADIUS_OVERLAY)
        painter.end()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setObjectName(name)
        button.setIconSize(QSize(ICON_MEDIUM, ICON_MEDIUM))
        button.clicked.connect(self._act)
        return button

    def _act(self) -> None:
        name = self.sender().objectName()
        if name in ALIGN_WORDS:
            align(self._stage, name)
        elif name in SPREAD_WORDS:
            spread(self._stage, name)

    def _dress(self) -> None:
        theme = current_theme()
        side = theme.px(_HEIGHT) - 6
        named = [(edge, words, f"align_{edge}") for edge, words in ALIGN_WORDS.items()]
        for name, words, glyph in (*named, *((w, s, f"distribute_{w}") for w, s in SPREAD_WORDS.items())):
            button = self._buttons[name]
            button.setToolTip(tr(words))
            button.setAccessibleName(tr(words))
            button.setIcon(qicon(glyph))
            button.setFixedSize(side, side)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.adjustSize()
        self.update()


def _may_be_several(stage: Stage) -> bool:
    now = stage.selection.now
    return len(now.nodes) + len(now.notes) + len(now.frames) > 1

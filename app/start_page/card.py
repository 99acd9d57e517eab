"""One scenario on the start page: its picture, its name and what is known about it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common import BaseButton
from widgets.common.painting import draw_box, draw_icon, draw_text
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import ICON_EMPTY, PANE_PADDING, RADIUS_CARD

PICTURE_HEIGHT = 128
_FOOT = 62


class ScenarioCard(BaseButton):
    """A click opens the scenario."""

    def __init__(self, name: Words, note: Words, key: str, parent: QWidget | None = None) -> None:
        super().__init__(name, None, parent)
        self.key = key
        self._note = note
        self._picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", RADIUS_CARD)
        self.finish()

    def show_scenario(self, name: Words, note: Words, picture: QImage) -> None:
        """Show what was read of the scenario."""
        self._note, self._picture = note, picture
        self.set_words(name)

    @property
    def has_picture(self) -> bool:
        """Whether the scenario was read."""
        return self._picture is not None

    def forget_picture(self) -> None:
        """The colours changed: the picture is to be painted anew."""
        self._picture = None
        self.update()

    def restyle(self) -> None:
        """Take words and sizes anew; both lines are the accessible name."""
        super().restyle()
        self.setAccessibleName(f"{self.words}，{words_of(self._note)}")

    def sizeHint(self) -> QSize:
        return QSize(280, PICTURE_HEIGHT + current_theme().px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        """Room for the name."""
        return QSize(160, self.sizeHint().height())

    def picture_size(self) -> QSize:
        """The size the picture must have, logical px."""
        return QSize(self.width(), PICTURE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture on the canvas' ground, the line below it, name and note."""
        theme = current_theme()
        painter = QPainter(self)
        draw_box(painter, self.rect(), RADIUS_CARD, self.hover_ground(theme.panel))
        path = QPainterPath()
        path.addRoundedRect(self.rect().toRectF(), RADIUS_CARD, RADIUS_CARD)
        painter.setClipPath(path)
        top = QRect(0, 0, self.width(), PICTURE_HEIGHT)
        painter.fillRect(top, theme.canvas)
        if self._picture is not None:
            painter.drawImage(
                (self.width() - round(self._picture.deviceIndependentSize().width())) // 2, 0, self._picture
            )
        else:
            draw_icon(painter, "document", ICON_EMPTY, theme.text_off, top.center())
        painter.fillRect(QRect(0, PICTURE_HEIGHT, self.width(), theme.line_px), theme.line_hair)
        painter.setClipping(False)
        draw_box(
            painter, self.rect(), RADIUS_CARD, None, theme.accent if self.underMouse() else theme.line_hair
        )
        left, width = PANE_PADDING, self.width() - 2 * PANE_PADDING
        first = theme.line_height("node_title")
        begin = PICTURE_HEIGHT + (self.height() - PICTURE_HEIGHT - first - theme.line_height("label")) // 2
        draw_text(painter, QRect(left, begin, width, first), self.words, theme.font("node_title"), theme.text)
        second = QRect(left, begin + first, width, theme.line_height("label"))
        draw_text(painter, second, words_of(self._note), theme.font("label"), theme.text_second)

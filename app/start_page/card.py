"""One scenario on the start page: its picture, its name, how it stands and what is known about it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common import BadgeState, BaseButton, badge_colours
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import (
    CHIP_HEIGHT,
    ICON_EMPTY,
    PANE_PADDING,
    RADIUS_CARD,
    RADIUS_CHIP,
    SPACE_4,
    SPACE_8,
)

PICTURE_HEIGHT = 128
_FOOT = 62


class ScenarioCard(BaseButton):
    """A click opens the scenario."""

    def __init__(self, name: Words, note: Words, key: str, parent: QWidget | None = None) -> None:
        super().__init__(name, None, parent)
        self.key = key
        self._note = note
        self._chip: tuple[Wording, BadgeState] | None = None
        self._tags: tuple[Wording, ...] = ()
        self._picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", RADIUS_CARD)
        self.finish()

    def show_scenario(self, name: Words, note: Words, picture: QImage) -> None:
        """Show what was read of the scenario."""
        self._note, self._picture = note, picture
        self.set_words(name)

    def show_facts(
        self,
        name: Words,
        note: Words,
        chip: tuple[Wording, BadgeState] | None,
        tags: tuple[Wording, ...] = (),
    ) -> None:
        """Show what is known without reading the scenario; the picture stays."""
        self._note, self._chip, self._tags = note, chip, tags
        self.set_words(name)

    def show_picture(self, picture: QImage) -> None:
        """Show the scenario's picture."""
        self._picture = picture
        self.update()

    @property
    def note(self) -> str:
        """The second line in the language in use."""
        return words_of(self._note)

    @property
    def has_picture(self) -> bool:
        """Whether the scenario was read."""
        return self._picture is not None

    def forget_picture(self) -> None:
        """The colours changed: the picture is to be painted anew."""
        self._picture = None
        self.update()

    def restyle(self) -> None:
        """Take words and sizes anew; everything that is written is the accessible name."""
        super().restyle()
        chip = [words_of(self._chip[0])] if self._chip is not None else []
        tags = [words_of(tag) for tag in self._tags]
        self.setAccessibleName("，".join(part for part in (self.words, *chip, self.note, *tags) if part))

    def sizeHint(self) -> QSize:
        return QSize(280, PICTURE_HEIGHT + current_theme().px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        """Room for the name."""
        return QSize(160, self.sizeHint().height())

    def picture_size(self) -> QSize:
        """The size the picture must have, logical px."""
        return QSize(self.width(), PICTURE_HEIGHT)

    def name_rect(self) -> QRect:
        """Where the name stands."""
        return self._lines()[0]

    def note_rect(self) -> QRect:
        """Where the second line stands."""
        return self._lines()[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture on the canvas' ground, the line below it, name, chip and note."""
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
        self._paint_tags(painter)
        painter.fillRect(QRect(0, PICTURE_HEIGHT, self.width(), theme.line_px), theme.line_hair)
        painter.setClipping(False)
        draw_box(
            painter, self.rect(), RADIUS_CARD, None, theme.accent if self.underMouse() else theme.line_hair
        )
        name, note = self._lines()
        if self._chip is not None:
            name.setWidth(name.width() - self._paint_chip(painter, *self._chip) - SPACE_8)
        draw_text(painter, name, self.words, theme.font("node_title"), theme.text)
        draw_text(painter, note, self.note, theme.font("label"), theme.text_second)

    def _lines(self) -> tuple[QRect, QRect]:
        theme = current_theme()
        left, width = PANE_PADDING, self.width() - 2 * PANE_PADDING
        first, second = theme.line_height("node_title"), theme.line_height("label")
        begin = PICTURE_HEIGHT + (self.height() - PICTURE_HEIGHT - first - second) // 2
        return QRect(left, begin, width, first), QRect(left, begin + first, width, second)

    def _paint_chip(self, painter: QPainter, words: Wording, state: BadgeState) -> int:
        theme = current_theme()
        ground, ink = badge_colours(state)
        width, height = text_width(words_of(words), theme.font("badge")) + 12, theme.px(CHIP_HEIGHT)
        line = self.name_rect()
        chip = QRect(self.width() - PANE_PADDING - width, line.center().y() - height // 2 + 1, width, height)
        draw_box(painter, chip, RADIUS_CHIP, ground, ink if theme.is_high_contrast else None)
        draw_text(painter, chip, words_of(words), theme.font("badge"), ink, CENTRE)
        return width

    def _paint_tags(self, painter: QPainter) -> None:
        """Tags stand on the picture, as many as fit."""
        theme = current_theme()
        font, height = theme.font("badge"), theme.px(CHIP_HEIGHT)
        left = SPACE_8
        for tag in self._tags:
            width = text_width(words_of(tag), font) + 12
            if left + width > self.width() - SPACE_8:
                break
            chip = QRect(left, PICTURE_HEIGHT - height - SPACE_8, width, height)
            draw_box(painter, chip, RADIUS_CHIP, theme.panel, theme.line_hair)
            draw_text(painter, chip, words_of(tag), font, theme.text_second, CENTRE)
            left += width + SPACE_4

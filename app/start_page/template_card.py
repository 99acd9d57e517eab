"""One template on the start page: a picture, what it is called, what it does, how large it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.templates.catalogue import Template
from runtime.wording import Wording
from widgets.common import BaseButton
from widgets.common.painting import draw_box, draw_text
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import PANE_PADDING, RADIUS_CARD
from widgets.theme.typefaces import FontRole

PICTURE_WIDTH = 104
_HEIGHT = 96
_NODES = Wording("{trade} · {count} 个节点", "{trade} · {count} nodes")


class TemplateCard(BaseButton):
    """A click begins a scenario of one's own from it."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(template.name, None, parent)
        self.template = template
        self._picture: QImage | None = None
        self._cut: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", RADIUS_CARD)
        self.finish()

    def restyle(self) -> None:
        """Take words and sizes anew; all lines are the accessible name."""
        super().restyle()
        self._cut = None
        self.setAccessibleName("，".join((self.words, tr(self.template.summary), self._facts())))

    def sizeHint(self) -> QSize:
        return QSize(280, current_theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for the picture and a name."""
        return QSize(PICTURE_WIDTH + 120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture at the left, then name, summary and size."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, self.rect(), RADIUS_CARD, self.hover_ground(theme.panel))
        path = QPainterPath()
        path.addRoundedRect(self.rect().toRectF(), RADIUS_CARD, RADIUS_CARD)
        painter.setClipPath(path)
        picture = self._scaled()
        painter.drawImage(0, 0, picture)
        painter.setClipping(False)
        edge = theme.accent if self.underMouse() else theme.line_hair
        draw_box(painter, self.rect(), RADIUS_CARD, None, edge)
        left = PICTURE_WIDTH + PANE_PADDING
        width = self.width() - left - PANE_PADDING
        lines: tuple[tuple[str, FontRole, QColor], ...] = (
            (self.words, "node_title", theme.text),
            (tr(self.template.summary), "body", theme.text_second),
            (self._facts(), "label", theme.text_second),
        )
        y = (self.height() - sum(theme.line_height(role) for _, role, _ in lines)) // 2
        for words, role, colour in lines:
            height = theme.line_height(role)
            draw_text(painter, QRect(left, y, width, height), words, theme.font(role), colour)
            y += height

    def _facts(self) -> str:
        return tr(_NODES.format(trade=self.template.trade, count=self.template.nodes))

    def _scaled(self) -> QImage:
        """The picture cut to its place, kept until the size changes."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(PICTURE_WIDTH, self.height()) * ratio
        if self._cut is None or self._cut.size() != wanted:
            if self._picture is None:
                self._picture = QImage(str(self.template.picture))
            grown = self._picture.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            x, y = (grown.width() - wanted.width()) // 2, (grown.height() - wanted.height()) // 2
            self._cut = grown.copy(x, y, wanted.width(), wanted.height())
            self._cut.setDevicePixelRatio(ratio)
        return self._cut

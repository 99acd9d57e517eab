"""A pane of the window: a header with title, subtitle and actions over its content."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.common.elided_label import ElidedLabel
from widgets.common.restyle import follow_look
from widgets.common.tile import Tile
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import INSPECTOR_HEADER_HEIGHT, PANE_HEADER_HEIGHT, PANE_PADDING


class PaneHeader(QWidget):
    """Shows a title, a second line when given, a tile before them and actions at the right; 44 or 52 high."""

    def __init__(self, title: Words = "", subtitle: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile: Tile | None = None
        self._title = ElidedLabel(title, "node_title", parent=self)
        self._subtitle = ElidedLabel(subtitle, "label", "text_second", parent=self)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._title)
        lines.addWidget(self._subtitle)
        lines.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(PANE_PADDING, 0, 10, 0)
        self._row.setSpacing(6)
        self._row.addLayout(lines, 1)
        self.set_texts(title, subtitle)
        follow_look(self)

    def set_texts(self, title: Words, subtitle: Words = "") -> None:
        """Change both lines; without a second line the header is 44 high."""
        self._title.set_words(title)
        self._subtitle.set_words(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.restyle()

    def set_tile(self, icon_name: str, category: str) -> None:
        """Show the tile of a node type before the title."""
        if self._tile is None:
            self._tile = Tile(icon_name, category, 26, self)
            self._row.insertWidget(0, self._tile)
            self._row.insertSpacing(1, 4)
        self._tile.show_type(icon_name, category)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_content(self, widget: QWidget) -> None:
        """Put a widget at the left, behind the texts: a segment for instance."""
        self._row.insertWidget(self._row.count() - 1 if self._title.words else 0, widget)

    def restyle(self) -> None:
        """Take sizes anew."""
        height = INSPECTOR_HEADER_HEIGHT if not self._subtitle.isHidden() else PANE_HEADER_HEIGHT
        self.setFixedHeight(current_theme().px(height))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline below."""
        theme = current_theme()
        line = QRect(0, self.height() - theme.line_px, self.width(), theme.line_px)
        QPainter(self).fillRect(line, theme.line_hair)


class Pane(QWidget):
    """Holds a header and one content widget on a ground of the theme, with hairlines at the edges named."""

    def __init__(
        self,
        content: QWidget,
        header: PaneHeader | None = None,
        *,
        ground: str = "panel",
        edges: Qt.Edge = Qt.Edge.LeftEdge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self._edges = edges
        self.header = header
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        if header is not None:
            self._column.addWidget(header)
        self._column.addWidget(content, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        follow_look(self)

    def restyle(self) -> None:
        """Take the width of the lines anew."""
        px = current_theme().line_px
        sides = (Qt.Edge.LeftEdge, Qt.Edge.TopEdge, Qt.Edge.RightEdge, Qt.Edge.BottomEdge)
        self._column.setContentsMargins(*(px if side in self._edges else 0 for side in sides))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """As its content."""
        return self._column.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairlines."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(theme, self._ground))
        px, width, height = theme.line_px, self.width(), self.height()
        lines = {
            Qt.Edge.LeftEdge: QRect(0, 0, px, height),
            Qt.Edge.TopEdge: QRect(0, 0, width, px),
            Qt.Edge.RightEdge: QRect(width - px, 0, px, height),
            Qt.Edge.BottomEdge: QRect(0, height - px, width, px),
        }
        for edge, line in lines.items():
            if edge in self._edges:
                painter.fillRect(line, theme.line_hair)

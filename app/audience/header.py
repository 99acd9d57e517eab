"""The bar over the area: its name and number, search, which contacts, export and import."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import (
    Button,
    ButtonKind,
    Choice,
    ElidedLabel,
    Label,
    SearchField,
    Segment,
    ToolButton,
    follow_look,
)
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_24

_TITLE: Final = Wording("人群", "Audience")
_COUNT: Final = Wording("{count} 人", "{count} people")
_SEARCH: Final = Wording("姓名、号码后四位、标签", "Name, digits, tag")
_STATES: Final = Wording("哪些联系人", "Which contacts")
_EXPORT: Final = Wording("导出这个列表", "Export this list")
_SEGMENT: Final = Wording("新建分群", "New segment")
_DETAIL: Final = Wording("这次导入…", "This import…")
_IMPORT: Final = Wording("导入…", "Import…")
HEIGHT_PX: Final = 56
SEARCH_PX: Final = 220


class Header(QWidget):
    """Says what the person wants; the page acts."""

    state_changed = Signal()
    import_asked = Signal()
    segment_asked = Signal()
    detail_asked = Signal()
    """The import whose people are listed is to be seen itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(_TITLE, "area_title")
        self.total = Label("", "body", "text_second")
        self.failure = ElidedLabel("", "label", "error")
        self.search = SearchField(_SEARCH)
        self.states = Segment(
            (
                Choice("all", Wording("全部", "All")),
                Choice("reachable", Wording("可发送", "Reachable")),
                Choice("refused", Wording("拒收", "Refused")),
                Choice("blacklisted", Wording("黑名单", "Blacklist")),
            ),
            _STATES,
        )
        self.export = ToolButton("export", _EXPORT)
        self.detail = Button(_DETAIL, ButtonKind.LINK)
        self.segment = Button(_SEGMENT)
        self.take = Button(_IMPORT, ButtonKind.PRIMARY)
        self._build()
        self.states.changed.connect(self._tell_state)
        self.detail.clicked.connect(self.detail_asked)
        self.segment.clicked.connect(self.segment_asked)
        self.take.clicked.connect(self.import_asked)
        follow_look(self)

    @property
    def state(self) -> str:
        """all, reachable, refused or blacklisted."""
        return self.states.value()

    def show_total(self, count: int | None) -> None:
        """Show how long the list is; nothing where that is not known."""
        self.failure.hide()
        self.total.set_words("" if count is None else _COUNT.format(count=f"{count:,}"))

    def show_failure(self, sentence: Wording) -> None:
        """Say what did not work, until something works again."""
        self.failure.set_words(sentence)
        self.failure.show()

    def set_connected(self, *, connected: bool) -> None:
        """Allow only what can be done."""
        for widget in (self.search, self.states, self.export, self.segment, self.take):
            widget.setEnabled(connected)

    def set_importing(self, *, importing: bool) -> None:
        """Leave what concerns lists out while a file has the page."""
        for widget in (self.total, self.search, self.states, self.export, self.segment, self.take):
            widget.setVisible(not importing)

    def clear(self) -> None:
        """Look at everything again."""
        self.search.clear()
        self.states.set_value("all")

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = current_theme()
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.search.setFixedWidth(theme.px(SEARCH_PX))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its hairline."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, self.height() - theme.line_px, self.width(), theme.line_px, theme.line_hair)

    def _tell_state(self) -> None:
        self.state_changed.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(self.title)
        row.addWidget(self.total)
        row.addWidget(self.detail)
        self.detail.hide()
        row.addWidget(self.failure, 1)
        row.addStretch(1)
        row.addWidget(self.states)
        row.addWidget(self.search)
        row.addWidget(self.export)
        row.addSpacing(SPACE_8)
        row.addWidget(self.segment)
        row.addWidget(self.take)
        self.failure.hide()

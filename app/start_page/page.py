"""The area 场景库: what was open last, samples to begin with, and a place to drop a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.command_line import SAMPLES
from app.start_page.card import ScenarioCard
from editor.library.recent import RecentFiles
from resources.files import resource_path
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, follow_look
from widgets.common.elided_label import Label
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_16, SPACE_24

if TYPE_CHECKING:
    from runtime.flow.document import Document

_TITLE = Wording("场景库", "Library")
_RECENT = Wording("最近的场景", "Recent scenarios")
_SAMPLES = Wording("从样例开始", "Start from a sample")
_SAMPLES_HELP = Wording("打开就能试玩，改完文案另存", "Play them at once, change the words, save as your own")
_NONE = Wording(
    "还没有打开过场景。新建一个，或把 .xinliu.json 文件拖到这里。",
    "No scenario was opened yet. Create one, or drop an .xinliu.json file here.",
)
_UNREAD = Wording("打不开", "Cannot be opened")
_ABOUT = {
    "spring-sale": Wording("轮播、A/B 分流、领券与到期提醒", "Carousel, A/B split, coupon and reminder"),
    "bill-reminder": Wording("查账、按说好的日子再提醒", "Bills, and a reminder on the day agreed"),
    "appointment": Wording("位置、日历、提前一天提醒", "Places, calendar, a reminder the day before"),
}
_GAP = 18


class StartPage(QWidget):
    """Shows cards; the scenarios behind them are read one by one after the page is on screen."""

    new_asked = Signal()
    open_asked = Signal()
    path_chosen = Signal(str)
    sample_chosen = Signal(str)

    def __init__(self, recent: RecentFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self._columns = 0
        self.recent_cards: list[ScenarioCard] = []
        self.sample_cards: list[ScenarioCard] = []
        self._none = Label(_NONE, "body", "text_second", wraps=True)
        self._reader = QTimer(self)
        self._reader.setInterval(0)
        self._reader.timeout.connect(self._read_one)
        self._build()
        for name in SAMPLES:
            card = ScenarioCard("", _ABOUT[name], name, self)
            card.clicked.connect(self._choose_sample)
            self.sample_cards.append(card)
        self.refresh()
        theme_changed.connect(self._repaint_pictures)
        follow_look(self)

    def refresh(self) -> None:
        """List the recent files anew."""
        for card in self.recent_cards:
            self._recent_grid.removeWidget(card)
            card.deleteLater()
        self.recent_cards = []
        for path in self._recent.paths():
            card = ScenarioCard(_short(path), "", str(path), self)
            card.clicked.connect(self._choose_recent)
            card.set_tip(str(path))
            self.recent_cards.append(card)
        self._none.setVisible(not self.recent_cards)
        self._columns = 0
        self._place()
        if self.isVisible():
            self._reader.start()

    def read_all(self) -> None:
        """Read every scenario now: for pictures that are drawn once."""
        while self._reader.isActive():
            self._read_one()

    def restyle(self) -> None:
        """Take colours anew."""
        self._header.setFixedHeight(current_theme().px(56))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the header's panel and the line below it."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        height = self._header.height()
        painter.fillRect(QRect(0, 0, self.width(), height), theme.panel)
        painter.fillRect(QRect(0, height - theme.line_px, self.width(), theme.line_px), theme.line_hair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._repaint_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reader.start()

    def _build(self) -> None:
        self._header = QWidget(self)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(Label(_TITLE, "area_title"))
        row.addStretch(1)
        open_button = Button(Wording("打开…", "Open…"), icon_name="folder")
        new_button = Button(Wording("新建场景", "New scenario"), ButtonKind.PRIMARY, icon_name="plus")
        open_button.clicked.connect(self.open_asked)
        new_button.clicked.connect(self.new_asked)
        row.addWidget(open_button)
        row.addWidget(new_button)
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        self._recent_grid = _grid()
        self._sample_grid = _grid()
        column.addWidget(Label(_RECENT, "section_title"))
        column.addWidget(self._none)
        column.addLayout(self._recent_grid)
        column.addSpacing(SPACE_16)
        line = QHBoxLayout()
        line.setSpacing(SPACE_8)
        line.addWidget(Label(_SAMPLES, "section_title"))
        line.addWidget(Label(_SAMPLES_HELP, "body", "text_second"))
        line.addStretch(1)
        column.addLayout(line)
        column.addLayout(self._sample_grid)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addWidget(scroll, 1)

    def _place(self) -> None:
        columns = 4 if self.width() >= 1200 else 3 if self.width() >= 900 else 2
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards in ((self._recent_grid, self.recent_cards), (self._sample_grid, self.sample_cards)):
            for index, card in enumerate(cards):
                grid.addWidget(card, index // columns, index % columns)
            for each in range(4):
                grid.setColumnStretch(each, 1 if each < columns else 0)

    def _repaint_pictures(self) -> None:
        for card in (*self.recent_cards, *self.sample_cards):
            card.forget_picture()
        if self.isVisible():
            self._reader.start()

    def _read_one(self) -> None:
        from app.start_page.thumbnail import thumbnail_of
        from runtime.flow.errors import UnreadableDocument
        from runtime.flow.file_format import SUFFIX, read_document

        cards = (*self.recent_cards, *self.sample_cards)
        card = next((each for each in cards if not each.has_picture), None)
        if card is None:
            self._reader.stop()
            return
        is_sample = card in self.sample_cards
        path = resource_path(f"scenarios/{card.key}{SUFFIX}") if is_sample else Path(card.key)
        size = card.picture_size()
        try:
            document = read_document(path)
        except (UnreadableDocument, OSError):
            card.show_scenario(_short(path), _UNREAD, thumbnail_of(_empty(), QSize(1, 1)))
            return
        picture = thumbnail_of(document, size, self.devicePixelRatioF())
        name = document.flow.name or _short(path)
        note = _about_sample(card.key, document) if is_sample else _about_file(path, document)
        card.show_scenario(name, note, picture)

    def _choose_recent(self) -> None:
        card = self.sender()
        if isinstance(card, ScenarioCard):
            self.path_chosen.emit(card.key)

    def _choose_sample(self) -> None:
        card = self.sender()
        if isinstance(card, ScenarioCard):
            self.sample_chosen.emit(card.key)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(_GAP)
    grid.setVerticalSpacing(_GAP)
    return grid


def _short(path: Path) -> str:
    """The file's name without what every scenario's ends in."""
    return path.name.removesuffix(".json").removesuffix(".xinliu")


def _empty() -> Document:
    from app.open_document import empty_document

    return empty_document()


def _about_sample(name: str, document: Document) -> Wording:
    count = len(document.flow.nodes)
    return Wording("{about} · {count} 个节点", "{about} · {count} nodes").format(
        about=_ABOUT[name], count=count
    )


def _about_file(path: Path, document: Document) -> Wording:
    moment = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    today = datetime.now().astimezone().date()
    count = len(document.flow.nodes)
    when = (
        Wording(f"今天 {moment:%H:%M}", f"today {moment:%H:%M}")
        if moment.date() == today
        else Wording(f"{moment.month} 月 {moment.day} 日", f"{moment:%d %b}")
    )
    return Wording("{when} · {count} 个节点", "{when} · {count} nodes").format(when=when, count=count)

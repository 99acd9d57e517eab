"""The area 场景库: the person's scenarios, samples to begin with, and a place to drop files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.command_line import SAMPLES
from app.library.shelf_desk import ShelfDesk
from app.start_page.card import ScenarioCard
from app.start_page.shelf import GAP, Shelf, columns_for
from editor.library.recent import RecentFiles
from resources.files import resource_path
from runtime.flow.document import Document
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, SearchField, Toast, follow_look
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import RADIUS_CARD, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_TITLE = Wording("场景库", "Library")
_SEARCH = Wording("搜索名称、文字、标签", "Search names, texts, tags")
_SEARCH_PX = 280
_IMPORT = Wording("导入…", "Import…")
_NEW = Wording("新建场景", "New scenario")
_SAMPLES = Wording("从样例开始", "Start from a sample")
_SAMPLES_HELP = Wording("打开就能试玩，改完文案另存", "Play them at once, change the words, save as your own")
_ABOUT = {
    "spring-sale": Wording("轮播、A/B 分流、领券与到期提醒", "Carousel, A/B split, coupon and reminder"),
    "bill-reminder": Wording("查账、按说好的日子再提醒", "Bills, and a reminder on the day agreed"),
    "appointment": Wording("位置、日历、提前一天提醒", "Places, calendar, a reminder the day before"),
}


class StartPage(QWidget):
    """Shows cards; what is behind them is read after the page is on screen."""

    new_asked = Signal()
    path_chosen = Signal(str)
    sample_chosen = Signal(str)

    def __init__(self, desk: ShelfDesk, recent: RecentFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._recent = recent
        self._columns = 0
        self._is_dropping = False
        self._has_begun = False
        self.sample_cards: list[ScenarioCard] = []
        self.shelf = Shelf(desk)
        self.search = SearchField(_SEARCH, "/")
        self.toast = Toast(self)
        self._reader = QTimer(self)
        self._reader.setInterval(0)
        self._reader.timeout.connect(self._read_one)
        self._build()
        for name in SAMPLES:
            card = ScenarioCard("", _ABOUT[name], name, self)
            card.clicked.connect(self._choose_sample)
            self.sample_cards.append(card)
        self.setAcceptDrops(True)
        self.shelf.path_chosen.connect(self.path_chosen)
        self.shelf.filter_cleared.connect(self.search.clear)
        self.search.textChanged.connect(self._on_search)
        desk.done.connect(self._say)
        theme_changed.connect(self._repaint_pictures)
        follow_look(self)

    def refresh(self) -> None:
        """Ask the library what is new, once the page is on screen."""
        if not self._has_begun:
            self.shelf.expect(tuple(str(path) for path in self._recent.paths()))
        elif self.isVisible():
            self.shelf.refresh()

    def read_all(self) -> None:
        """Read every sample now: for pictures that are drawn once."""
        while self._reader.isActive():
            self._read_one()

    def restyle(self) -> None:
        """Take colours anew."""
        self._header.setFixedHeight(current_theme().px(56))
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be dropped."""
        if _dropped(event):
            event.acceptProposedAction()
            self._show_dropping(is_dropping=True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        self._show_dropping(is_dropping=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in."""
        self._show_dropping(is_dropping=False)
        event.acceptProposedAction()
        self._desk.take_in(_dropped(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the header's panel and the line below it; a frame while files hover."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        height = self._header.height()
        painter.fillRect(QRect(0, 0, self.width(), height), theme.panel)
        painter.fillRect(QRect(0, height - theme.line_px, self.width(), theme.line_px), theme.line_hair)
        if self._is_dropping:
            area = self.rect().adjusted(SPACE_12, height + SPACE_12, -SPACE_12, -SPACE_12)
            draw_box(painter, area, RADIUS_CARD, theme.accent_tint, theme.accent, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._repaint_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reader.start()
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """After the first paint: the library's own libraries take longer to load than the window."""
        self.shelf.refresh()
        if not self._has_begun:
            self._has_begun = True
            self._desk.begin()

    def _build(self) -> None:
        self._header = QWidget(self)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(Label(_TITLE, "area_title"))
        row.addStretch(1)
        self.search.setFixedWidth(_SEARCH_PX)
        import_button = Button(_IMPORT, icon_name="import")
        new_button = Button(_NEW, ButtonKind.PRIMARY, icon_name="plus")
        import_button.clicked.connect(self._desk.ask_to_import)
        new_button.clicked.connect(self.new_asked)
        for widget in (self.search, import_button, new_button):
            row.addWidget(widget)
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        self._sample_grid = QGridLayout()
        self._sample_grid.setHorizontalSpacing(GAP)
        self._sample_grid.setVerticalSpacing(GAP)
        column.addWidget(self.shelf)
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
        columns = columns_for(self.width())
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self.sample_cards):
            self._sample_grid.addWidget(card, index // columns, index % columns)
        for each in range(4):
            self._sample_grid.setColumnStretch(each, 1 if each < columns else 0)

    def _repaint_pictures(self) -> None:
        for card in self.sample_cards:
            card.forget_picture()
        if self.isVisible():
            self._reader.start()

    def _read_one(self) -> None:
        from app.start_page.thumbnail import thumbnail_of
        from runtime.flow.file_format import SUFFIX, read_document

        card = next((each for each in self.sample_cards if not each.has_picture), None)
        if card is None:
            self._reader.stop()
            return
        document = read_document(resource_path(f"scenarios/{card.key}{SUFFIX}"))
        picture = thumbnail_of(document, card.picture_size(), self.devicePixelRatioF())
        card.show_scenario(document.flow.name, _about_sample(card.key, document), picture)

    def _choose_sample(self) -> None:
        card = self.sender()
        if isinstance(card, ScenarioCard):
            self.sample_chosen.emit(card.key)

    def _on_search(self, text: str) -> None:
        self.shelf.search(text)

    def _say(self, words: Wording, action: Wording | str, act: object) -> None:
        if self.isVisible():
            self.toast.say(words, action, act if callable(act) else None)

    def _show_dropping(self, *, is_dropping: bool) -> None:
        self._is_dropping = is_dropping
        self.update()


def _dropped(event: QDropEvent) -> list[str]:
    """The files, if each is one the library takes in; anything else is for the window."""
    from editor.library.importing import IMPORTERS

    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    fits = all(file.is_file() and file.name.lower().endswith(tuple(IMPORTERS)) for file in files)
    return [str(file) for file in files] if fits else []


def _about_sample(name: str, document: Document) -> Wording:
    count = len(document.flow.nodes)
    return Wording("{about} · {count} 个节点", "{about} · {count} nodes").format(
        about=_ABOUT[name], count=count
    )

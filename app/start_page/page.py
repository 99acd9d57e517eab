"""The area 场景库: scenarios, templates to begin with, the media, and a place to drop files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.chatbots.desk import ChatbotDesk
from app.library.shelf_desk import ShelfDesk
from app.media_library.desk import MediaDesk
from app.start_page.shelf import Shelf
from app.start_page.template_shelf import TemplateShelf
from app.start_page.tour_strip import TourStrip
from editor.library.recent import RecentFiles
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, SearchField, Segment, Toast, follow_look
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CARD, SPACE_12, SPACE_16, SPACE_24

if TYPE_CHECKING:
    from app.chatbots.page import ChatbotsPage
    from app.media_library.page import MediaPage

_TITLE = Wording("场景库", "Library")
_SEARCH = Wording("搜索名称、文字、标签", "Search names, texts, tags")
_SEARCH_PX = 280
_IMPORT = Wording("导入…", "Import…")
_NEW = Wording("新建场景", "New scenario")
_ADD_MEDIA = Wording("添加文件", "Add files")
_NEW_CHATBOT = Wording("新建聊天机器人", "New chatbot")
_SCENARIOS, _MEDIA, _CHATBOTS = "scenarios", "media", "chatbots"
_TABS = (
    Choice(_SCENARIOS, Wording("场景", "Scenarios")),
    Choice(_MEDIA, Wording("媒体", "Media")),
    Choice(_CHATBOTS, Wording("聊天机器人", "Chatbots")),
)


class StartPage(QWidget):
    """Shows cards; what is behind them is read after the page is on screen."""

    new_asked = Signal()
    path_chosen = Signal(str)
    template_chosen = Signal(str)

    def __init__(
        self,
        desk: ShelfDesk,
        recent: RecentFiles,
        media: MediaDesk,
        chatbots: ChatbotDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.media_desk = media
        self.media: MediaPage | None = None
        """The media, once they were asked for."""
        self.chatbot_desk = chatbots
        self.chatbots: ChatbotsPage | None = None
        """The chatbots, once they were asked for."""
        self._recent = recent
        self._is_dropping = False
        self._has_begun = False
        self.shelf = Shelf(desk)
        self.templates = TemplateShelf()
        self.tour_strip = TourStrip()
        self.search = SearchField(_SEARCH, "/")
        self.toast = Toast(self)
        self._build()
        self.setAcceptDrops(True)
        self.shelf.path_chosen.connect(self.path_chosen)
        self.templates.chosen.connect(self.template_chosen)
        self.shelf.filter_cleared.connect(self.search.clear)
        self.search.textChanged.connect(self._on_search)
        desk.done.connect(self._say)
        media.shown_at.connect(self._show_media_at)
        self.tabs.changed.connect(self._turn)
        follow_look(self)

    def show_media(self) -> None:
        """Turn to the media."""
        self.media_desk.show()

    def add_media(self) -> None:
        """Turn to the media and let the person choose files to add."""
        self.media_desk.show()
        if self.media is not None:
            self.media.ask_for_files()

    def show_chatbots(self) -> None:
        """Turn to the chatbots."""
        self.tabs.set_value(_CHATBOTS)
        self._turn(_CHATBOTS)

    def show_scenarios(self) -> None:
        """Turn to the scenarios."""
        self.tabs.set_value(_SCENARIOS)
        self._turn(_SCENARIOS)

    def refresh(self) -> None:
        """Ask the library what is new, once the page is on screen."""
        if not self._has_begun:
            self.shelf.expect(tuple(str(path) for path in self._recent.paths()))
        elif self.isVisible():
            self.shelf.refresh()

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """After the first paint: the library's own libraries take longer to load than the window."""
        self.shelf.refresh()
        if not self._has_begun:
            self._has_begun = True
            self._desk.begin()

    def _scrolled_scenarios(self) -> QScrollArea:
        """The scenarios, the templates below them and the invitation to the tour."""
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        column.addWidget(self.shelf)
        column.addSpacing(SPACE_16)
        column.addWidget(self.templates)
        column.addSpacing(SPACE_12)
        column.addWidget(self.tour_strip)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        return scroll

    def _build(self) -> None:
        self._header = QWidget(self)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(Label(_TITLE, "area_title"))
        self.tabs = Segment(_TABS, _TITLE)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.search.setFixedWidth(_SEARCH_PX)
        import_button = Button(_IMPORT, icon_name="import")
        new_button = Button(_NEW, ButtonKind.PRIMARY, icon_name="plus")
        self._add_button = Button(_ADD_MEDIA, ButtonKind.PRIMARY, icon_name="plus")
        self._add_button.clicked.connect(self.add_media)
        self._add_button.hide()
        self._chatbot_button = Button(_NEW_CHATBOT, ButtonKind.PRIMARY, icon_name="plus")
        self._chatbot_button.clicked.connect(self.chatbot_desk.create)
        self._chatbot_button.hide()
        self._scenario_buttons = (import_button, new_button)
        import_button.clicked.connect(self._desk.ask_to_import)
        new_button.clicked.connect(self.new_asked)
        for widget in (self.search, import_button, new_button, self._add_button, self._chatbot_button):
            row.addWidget(widget)
        scroll = self._scrolled_scenarios()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        self._pages = QStackedWidget()
        self._scenarios = scroll
        self._pages.addWidget(scroll)
        whole.addWidget(self._pages, 1)

    def _turn(self, key: str) -> None:
        page = self._page_of(key)
        self._add_button.setVisible(key == _MEDIA)
        self._chatbot_button.setVisible(key == _CHATBOTS)
        for button in self._scenario_buttons:
            button.setVisible(key == _SCENARIOS)
        self._pages.setCurrentWidget(page)
        self._on_search(self.search.text())

    def _page_of(self, key: str) -> QWidget:
        """The page of a tab, made when it is first looked at."""
        if key == _MEDIA and self.media is None:
            from app.media_library.page import MediaPage

            self.media = MediaPage(self.media_desk)
            self._pages.addWidget(self.media)
        if key == _CHATBOTS and self.chatbots is None:
            from app.chatbots.page import ChatbotsPage

            self.chatbots = ChatbotsPage(self.chatbot_desk)
            self._pages.addWidget(self.chatbots)
        if key == _MEDIA and self.media is not None:
            return self.media
        return self.chatbots if key == _CHATBOTS and self.chatbots is not None else self._scenarios

    def _show_media_at(self, file: object) -> None:
        self.tabs.set_value(_MEDIA)
        self._turn(_MEDIA)
        assert self.media is not None
        self.media.go_to(file)
        self.media.list.setFocus()

    def _on_search(self, text: str) -> None:
        if self.tabs.value() == _MEDIA and self.media is not None:
            self.media.search(text)
            return
        if self.tabs.value() == _CHATBOTS and self.chatbots is not None:
            self.chatbots.search(text)
            return
        self.shelf.search(text)
        self.templates.search(text)

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

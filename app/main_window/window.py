"""The main window: one scenario in the editing area, the library and the settings beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.actions import Need
from app.areas import AreaContext, Areas
from app.areas.node_sight import NodeSight
from app.audience.commands import AudienceCommands
from app.canvas_desk import CanvasDesk
from app.chatbots.desk import ChatbotDesk
from app.chatbots.scenario import ScenarioChatbots
from app.comparing.desk import ComparingDesk
from app.comparing.merging_desk import MergingDesk
from app.composing.desk import ComposingDesk
from app.conversations.commands import ConversationCommands
from app.edits import Edits
from app.exporting.desk import Exports
from app.exporting.drag_out import DragOut
from app.exporting.imports import Imports
from app.exporting.pasteboard import Pasteboard
from app.files import Files
from app.handset_pane.desk import HandsetDesk
from app.library.desk import LibraryDesk
from app.library.shelf_desk import ShelfDesk
from app.library.version_desk import VersionDesk
from app.main_window.collapse import arrange
from app.main_window.menus import Menus
from app.main_window.notices import Notice, Notices
from app.main_window.pane_walk import walk_panes
from app.main_window.possible import is_possible
from app.main_window.rail import Rail
from app.main_window.recent_menu import RecentMenu
from app.main_window.status_bar import StatusBar
from app.main_window.titles import Titles
from app.main_window.toolbar import Toolbar
from app.media_library.desk import MediaDesk
from app.neighbours import Neighbours
from app.places import workspace_folder
from app.publishing.publishing import Publishing
from app.publishing.records import Records
from app.recovery import Recovery
from app.run_desk import RunDesk
from app.settings import Settings
from app.settings_page import SettingsPage
from app.shortcuts.shortcuts import Shortcuts
from app.start_page.page import StartPage
from app.tour.tour import Tour
from app.views import Views
from runtime.wording import Wording
from widgets.language import language_changed

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.finding.finding import Finding
    from app.open_document import OpenDocument
    from app.play_desk import PlayDesk
    from app.wiring import Wiring

LEAST_SIZE = QSize(960, 600)
USUAL_SIZE = QSize(1600, 1000)
_ABOUT = Wording(
    "信流：在一台电脑上设计、试玩、检查并发送 5G 消息。MIT 许可。",
    "Xinliu: design, play, check and send 5G messages on one machine. MIT licence.",
)


class Window(QMainWindow):
    """Puts everything together; the parts hold no reference to it but through signals and Qt's parents."""

    closed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.area: EditingArea | None = None
        self.play: PlayDesk | None = None
        self.wiring: Wiring | None = None
        self._may_close = False
        self.notices = Notices()
        self.files = Files(self, self.notices)
        self.recovery = Recovery(self.files, self.notices)
        self.edits = Edits(self.notices, lambda: self.chatbots.history)
        self.views = Views(self, settings)
        self.exports = Exports(self, self.notices)
        self.imports = Imports(self, self.files, self.notices)
        self.pasteboard = Pasteboard(self.notices, self.imports)
        self.run = RunDesk(self, self.notices)
        self.menus = Menus(self)
        self.shortcuts = Shortcuts(self, self.menus, settings, self.notices)
        self.canvas_desk = CanvasDesk(self.menus)
        self.handset = HandsetDesk(self, settings, self.menus, self.notices)
        self.recent_menu = RecentMenu(self.menus, self.files)
        self.toolbar = Toolbar(self.menus)
        self.rail = Rail()
        self.status = StatusBar()
        self.library = LibraryDesk(workspace_folder(), self)
        self.neighbours = Neighbours(self.library, self.files, self)
        self.publishing = Publishing(self.run, self.notices, Records(self.library), self)
        self.versions = VersionDesk(self.library, self.files, self.notices)
        self.comparing = ComparingDesk(self, self.notices, self.library)
        self.merging = MergingDesk(self.comparing, self.notices, self.library)
        self.shelf = ShelfDesk(self.library, self.files, self.notices, self)
        self.chatbots = ChatbotDesk(self.library)
        self.scenario_chatbots = ScenarioChatbots(self.library, self.chatbots)
        media = MediaDesk(self.library, self.files, self)
        self.start_page = StartPage(self.shelf, self.files.recent, media, self.chatbots)
        self.settings_page = SettingsPage(settings, self.views, self.shortcuts, self.publishing.link)
        self.titles = Titles(self)
        self.drag_out = DragOut(self.toolbar.name, lambda: self.area)
        self.composing = ComposingDesk(self, self.notices, settings)
        self.tour = Tour(self)
        self._build()
        self._connect()
        self.setMinimumSize(LEAST_SIZE)
        self.setAcceptDrops(True)
        self.recent_menu.fill()
        self.show_library()

    @cached_property
    def finding(self) -> Finding:
        """Search and the command palette; what they need is loaded when they are first needed."""
        from app.finding.finding import Finding

        made = Finding(self, self.menus, self.settings, self.files)
        made.everywhere_asked.connect(self._search_library)
        return made

    def show_library(self) -> None:
        """Go to the library."""
        self.start_page.refresh()
        self._go("library")

    def show_editing(self) -> None:
        """Go to the open scenario."""
        if self.area is not None:
            self._go("editing")

    def show_opening(self) -> None:
        """Show an empty editing area while a scenario is being opened."""
        self._go("editing")

    def show_settings(self) -> None:
        """Go to the settings."""
        self._go("settings")

    def show_area(self, key: str) -> None:
        """Go to an area of the rail."""
        if self.business.has(key):
            self._go(key)
            return
        {
            "library": self.show_library,
            "editing": self.show_editing,
            "tour": self.tour.begin,
            "settings": self.show_settings,
        }[key]()

    def search_here(self) -> None:
        """Search what is on screen: the contacts or conversations of an area, else the open scenario."""
        if self.business.has_search(self._area_key):
            self.business.page(self._area_key).go_to_search()
        else:
            self.finding.find()

    @property
    def current_area(self) -> str:
        """The area on screen: library, editing, settings or one of the business."""
        return self._area_key

    def next_pane(self) -> None:
        """Take the keyboard to the next pane."""
        walk_panes(self._panes(), 1)

    def previous_pane(self) -> None:
        """Take the keyboard to the pane before."""
        walk_panes(self._panes(), -1)

    def show_about(self) -> None:
        """Say what this is."""
        self.notices.show_notice(Notice("about", _ABOUT, "info"))

    def quit(self) -> None:
        """End the program."""
        self.close()

    def refresh(self) -> None:
        """Say again what is open, what is possible, and how much room there is."""
        self.titles.refresh()
        self.menus.set_possible(self.is_possible)
        self._arrange()

    def is_possible(self, need: Need) -> bool:
        """Whether what an action needs is there."""
        return is_possible(self, need)

    def sizeHint(self) -> QSize:
        return USUAL_SIZE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.imports.drop(event.mimeData().urls(), event.position().toPoint()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and not self.files.may_leave(self._close_for_good):
            event.ignore()
            return
        self.settings.set_geometry(self.views.screen_size(), self.saveGeometry())
        self.business.close()
        self.publishing.close()
        self.run.close()
        self.exports.close()
        self.imports.close()
        self.pasteboard.close()
        self.files.end()
        self.chatbots.close()
        self.library.close()
        self.closed.emit()
        event.accept()

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    def _build(self) -> None:
        link, open_path = self.publishing.link, self.files.open_path
        shown = (lambda: self.area, self.show_editing, self.publishing)
        sight = NodeSight(self.library, self.files, self.notices, *shown)
        context = AreaContext(
            link,
            self.notices,
            self.settings,
            open_path,
            self.show_area,
            show_node=sight.show,
            show_count=self.rail.show_count,
        )
        self.business = Areas(context, lambda: self._areas)
        self.conversations = ConversationCommands(self.business.page)
        self.audience = AudienceCommands(self.business.page, self.show_area)
        self._areas = QStackedWidget()
        self._editing_holder = QStackedWidget()
        for page in (self.start_page, self._editing_holder, self.settings_page):
            self._areas.addWidget(page)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._areas, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.notices)
        column.addWidget(body, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self._area_key = "library"

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_area)
        self.files.opened.connect(self._take)
        self.files.title_changed.connect(self._on_title)
        self.files.saved.connect(self.titles.show_saved)
        self.start_page.new_asked.connect(self.files.new)
        self.start_page.path_chosen.connect(self.files.open_path)
        self.start_page.template_chosen.connect(self.files.open_template)
        self.tour.invite(self.start_page.tour_strip, self.settings)
        self.views.changed.connect(self.refresh)
        self.toolbar.search.installEventFilter(self.titles)
        self.titles.search_clicked.connect(self._open_palette)
        self.run.changed.connect(self.refresh)
        self.comparing.changed.connect(self.refresh)
        self.versions.compare_asked.connect(self.comparing.compare_revision)
        self.publishing.compare_asked.connect(self.comparing.compare_with)
        self.publishing.changed.connect(self.refresh)
        self.chatbots.history_changed.connect(self.refresh)
        self.chatbots.page_asked.connect(self.show_library)
        self.chatbots.page_asked.connect(self.start_page.show_chatbots)
        self.status.restart_asked.connect(self.run.restart_services)
        self._search_key = QShortcut(QKeySequence("/"), self, context=Qt.ShortcutContext.WindowShortcut)
        self._search_key.activated.connect(self._search_palette)
        language_changed.connect(self.refresh)

    def _take(self, document: OpenDocument | None) -> None:
        from app.editing_area import EditingArea
        from app.play_desk import PlayDesk
        from app.wiring import Wiring

        old, self.area, self.play, self.wiring = self.area, None, None, None
        if document is not None:
            self.area = EditingArea(document)
            self.play = PlayDesk(self.area)
            self.wiring = Wiring(self.area, self.play)
            self.wiring.widening_asked.connect(self._widen_palette)
            self.wiring.real_asked.connect(self.run.show_real)
            self.area.pane_resized.connect(self.views.keep)
            self.play.changed.connect(self.refresh)
            document.history.changed.connect(self.refresh)
            document.selection_changed.connect(self.refresh)
            self._editing_holder.addWidget(self.area)
            self._editing_holder.setCurrentWidget(self.area)
            self.area.checking.soon(0)
        self.edits.take(self.area, self.wiring)
        self.finding.take(self.area, self.wiring)
        self.canvas_desk.take(self.area)
        self.handset.take(self.area, self.wiring)
        self.views.take(self.area)
        self.exports.take(self.area)
        self.imports.take(self.area)
        self.pasteboard.take(self.area)
        self.versions.take(self.area)
        self.scenario_chatbots.take(self.area)
        self.neighbours.take(self.area)
        self.comparing.take(self.area)
        self.merging.take(self.area)
        self.run.take(self.area, self.play)
        self.publishing.take(self.area)
        self.composing.take(self.area, self.wiring)
        if old is not None:
            old.close_document()
            self._editing_holder.removeWidget(old)
            old.deleteLater()
        self.titles.show_saved(None)
        self.recent_menu.fill()
        if self.area is not None:
            self.show_editing()
            self.area.canvas.look_first()
        else:
            self.show_library()

    def _go(self, key: str) -> None:
        self._area_key = key
        pages = {"library": self.start_page, "editing": self._editing_holder, "settings": self.settings_page}
        self._areas.setCurrentWidget(self.business.page(key) if self.business.has(key) else pages[key])
        self.business.tell(key)
        self.toolbar.setVisible(key == "editing")
        self.rail.set_possible("editing", self.area is not None)
        self.rail.set_current(key)
        self.refresh()
        if key == "editing" and self.area is not None:
            self.area.canvas.setFocus()

    def _panes(self) -> tuple[QWidget, ...]:
        is_editing = self._area_key == "editing"
        inner = self.area.panes() if is_editing and self.area is not None else (self._areas.currentWidget(),)
        bubble = (self.tour.bubble,) if self.tour.bubble is not None else ()
        return (self.rail, self.notices, *bubble, *inner, self.status)

    def _arrange(self) -> None:
        arrangement = arrange(self.width(), self.height(), self.views.wishes(), self.settings.text_scale)
        self.rail.set_width(arrangement.rail_px)
        self.rail.setVisible(not self.views.is_focused or self._area_key != "editing")
        self.toolbar.set_shows_words(arrangement.shows_words)
        if self.area is not None:
            self.area.arrange(arrangement)

    def _on_title(self) -> None:
        self.recent_menu.fill()
        self.refresh()

    def _open_palette(self) -> None:
        self.finding.open_palette()

    def _search_library(self, words: str) -> None:
        self.show_library()
        self.start_page.show_scenarios()
        self.start_page.search.setText(words)
        self.start_page.search.setFocus()

    def _search_palette(self) -> None:
        if self.area is not None and self._area_key == "editing":
            self.area.palette_panel.focus_search()
        elif self._area_key == "library":
            self.start_page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _widen_palette(self) -> None:
        area = self.area
        if area is not None:
            area.widen_palette()
            QTimer.singleShot(0, area.palette_panel, area.palette_panel.focus_search)

"""The page of the area 人群: lists at the left, contacts in the middle, one of them at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.areas import AreaContext, AreaPage
from app.audience.builder import SegmentBuilder
from app.audience.builder_row import Known
from app.audience.contact_model import ContactModel
from app.audience.contact_panel import ContactPanel
from app.audience.contact_table import ContactTable
from app.audience.desk import AudienceDesk
from app.audience.export_menu import ExportMenu
from app.audience.file_dialogs import ask_for_table, ask_where_to_save, table_in
from app.audience.header import Header
from app.audience.import_desk import ImportDesk
from app.audience.import_view import ImportView
from app.audience.panel_edits import PanelEdits
from app.audience.sidebar import AudienceChoice, Sidebar
from runtime.wording import Wording
from widgets.common import EmptyState, Toast, follow_look
from widgets.language import language
from widgets.theme import current_theme

_EMPTY: Final = Wording(
    "还没有联系人。把 CSV 或 Excel 文件拖到这里：有一列手机号就够了，其他列会成为属性",
    "There are no contacts yet. Drop a CSV or Excel file here: a column of numbers is enough,"
    " the others become attributes",
)
_CHOOSE: Final = Wording("选择文件…", "Choose a file…")
_NOT_FOUND: Final = Wording(
    "没有找到这样的联系人。换个词，或看所有联系人", "No such contacts. Try other words, or see all contacts"
)
_SHOW_ALL: Final = Wording("看所有联系人", "See all contacts")
_NO_SERVICE: Final = Wording(
    "联系人在运行服务里。它还没有启动", "Contacts are with the runtime, which is not running yet"
)
_START: Final = Wording("启动运行服务", "Start the runtime")
_SAVED: Final = Wording("问题行已保存到 {name}", "Saved to {name}")
_QUIET_MS: Final = 250
SIDEBAR_PX: Final = 220


class AudiencePage(AreaPage):
    """Puts the parts together; the desks ask the runtime."""

    has_search = True

    def __init__(self, context: AreaContext) -> None:
        super().__init__(context)
        self.desk = AudienceDesk(context, self)
        self.imports = ImportDesk(self.desk, self)
        self.header = Header()
        self.sidebar = Sidebar()
        self.builder = SegmentBuilder()
        self.model = ContactModel(self)
        self.table = ContactTable(self.model)
        self.panel = ContactPanel()
        self.import_view = ImportView()
        self.empty = EmptyState("audience", _EMPTY, _CHOOSE)
        self.toast = Toast(self)
        self.export_menu = ExportMenu(self.header.export, self)
        self._overview: Mapping[str, Any] | None = None
        self._preview_condition: Mapping[str, Any] | None = None
        self._is_seen = False
        self._kept_segment = ""  # becomes the current one as soon as it is listed
        self._waiting_file = ""
        """A file that was chosen before the runtime was there."""
        self._list_pages = QStackedWidget()
        self._middle = QStackedWidget()
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_QUIET_MS)
        self._search_timer.timeout.connect(self._show_list)
        self.setAcceptDrops(True)
        self.edits = PanelEdits(self.panel, self.desk, self)
        self._build()
        self._connect()
        follow_look(self)

    def shown(self) -> None:
        """Read what may have changed."""
        self._is_seen = True
        self._reconnect()
        (self.sidebar if self._middle.currentIndex() == 0 else self.import_view).setFocus()

    def hidden(self) -> None:
        """Nothing is read while nobody looks."""
        self._is_seen = False

    def close_area(self) -> None:
        """End a file that is not taken over yet."""
        if self.import_view.state in ("uploading", "mapping", "checking", "checked"):
            self.imports.cancel()

    def choose_file(self) -> None:
        """Let the person choose a file to import."""
        ask_for_table(self, self.import_file)

    def import_file(self, name: str) -> None:
        """Begin to import a file."""
        if not self.desk.is_connected:
            self._waiting_file = name
            self.context.link.want_service()
            return
        self._waiting_file = ""
        self._close_panel()
        self._middle.setCurrentWidget(self.import_view)
        self.imports.begin(Path(name))

    def go_to_search(self) -> None:
        """Be where one searches."""
        self.header.search.setFocus()
        self.header.search.selectAll()

    def new_segment(self) -> None:
        """Begin to build a segment."""
        self._middle.setCurrentIndex(0)
        self.builder.begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that may be tables."""
        if table_in(event.mimeData().urls()) and self.desk.is_connected:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the file that was dropped."""
        path = table_in(event.mimeData().urls())
        if path:
            event.acceptProposedAction()
            self.import_file(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what stands open."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self.panel.isVisible():
            self._close_panel()
        elif event.matches(QKeySequence.StandardKey.Cancel) and self.builder.isVisible():
            self._close_builder()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take sizes and colours anew."""
        self.sidebar.setFixedWidth(current_theme().px(SIDEBAR_PX))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with the hairline beside the lists."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(self.sidebar.width(), 0, theme.line_px, self.height(), theme.line_hair)

    def _reconnect(self) -> None:
        if not self._is_seen:
            return
        is_connected = self.desk.is_connected
        self.header.set_connected(connected=is_connected)
        if is_connected:
            self.desk.refresh()
            self._show_list()
            if self._waiting_file:
                self.import_file(self._waiting_file)
        else:
            self.context.link.want_service()
            self.empty.show_words(_NO_SERVICE, _START)
            self._list_pages.setCurrentWidget(self.empty)

    def _show_list(self) -> None:
        self.desk.show_list(self._audience(), self.header.state, self.header.search.text())

    def _audience(self) -> dict[str, Any]:
        if self._preview_condition is not None:
            return {"kind": "condition", "condition": dict(self._preview_condition)}
        return self.sidebar.current.audience()

    def _take_overview(self, overview: Mapping[str, Any]) -> None:
        self._overview = overview
        self.model.set_attributes([one["name"] for one in overview["attributes"]])
        self.builder.set_known(Known.of(overview))
        self.sidebar.show_overview(overview)
        if self._kept_segment in {one["id"] for one in overview["segments"]}:
            self.sidebar.choose("segment", self._kept_segment)
            self._kept_segment = ""

    def _recall_import(self) -> None:
        """Show the import whose people are listed, where it can be undone."""
        if self.sidebar.current.kind == "import":
            self._close_panel()
            self._middle.setCurrentWidget(self.import_view)
            self.imports.recall(self.sidebar.current.data)

    def _choose(self, choice: AudienceChoice) -> None:
        self._preview_condition = None
        self.header.detail.setVisible(choice.kind == "import")
        if choice.kind == "segment" and choice.data is not None and choice.data["condition"] is not None:
            self.builder.edit(choice.data)
        else:
            self.builder.hide()
        if self.import_view.state not in ("uploading", "checking", "merging", "undoing"):
            self._middle.setCurrentIndex(0)
        self._close_panel()
        self._show_list()

    def _take_page(self, rows: Sequence[dict[str, Any]], is_first: bool, has_more: bool) -> None:
        if is_first:
            self.model.show(rows, has_more=has_more)
            self._list_pages.setCurrentWidget(self.table if rows else self.empty)
            if not rows:
                self._explain_nothing()
        else:
            self.model.add(rows, has_more=has_more)

    def _explain_nothing(self) -> None:
        has_people = self._overview is not None and self._overview["counts"]["all"] > 0
        if has_people:
            self.empty.show_words(_NOT_FOUND, _SHOW_ALL)
        else:
            self.empty.show_words(_EMPTY, _CHOOSE)

    def _act_on_nothing(self) -> None:
        if not self.desk.is_connected:
            self.context.link.want_service()
        elif self._overview is not None and self._overview["counts"]["all"]:
            self.header.clear()
            self._close_builder()
            self.sidebar.choose("everyone", "")
            self._show_list()
        else:
            self.choose_file()

    def _preview(self, condition: Mapping[str, Any]) -> None:
        self._preview_condition = condition
        self.desk.count({"kind": "condition", "condition": dict(condition)})
        self._show_list()

    def _close_builder(self) -> None:
        self.builder.hide()
        if self._preview_condition is not None:
            self._preview_condition = None
            self._show_list()

    def _keep_segment(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        self._kept_segment = segment_id
        self.desk.keep_segment(segment_id, name, condition)

    def _remove_segment(self, segment_id: str) -> None:
        self.builder.hide()
        self._preview_condition = None
        self.sidebar.choose("everyone", "")
        self.desk.remove_segment(segment_id)

    def _open(self, contact: Mapping[str, Any] | None) -> None:
        if contact is not None:
            self._show_contact(contact)
            self.desk.open_contact(str(contact["contact"]))

    def _take_contact(self, contact: dict[str, Any]) -> None:
        self.model.replace(contact)
        if self.panel.isVisible() and contact["contact"] == self.panel.contact:
            self._show_contact(contact)

    def _show_contact(self, contact: Mapping[str, Any]) -> None:
        overview = self._overview or {"attributes": [], "tags": {}}
        self.panel.show_contact(contact, overview["attributes"], tuple(overview["tags"]))

    def _take_timeline(self, contact: str, entries: Sequence[Mapping[str, Any]], is_first: bool) -> None:
        if contact == self.panel.contact:
            more = self.desk.has_more_timeline(contact)
            self.panel.timeline.show_entries(entries, is_first=is_first, has_more=more)

    def _close_panel(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.panel.isAncestorOf(focused)
        self.panel.hide()
        if had_focus:
            self.table.setFocus()

    def _take_preview(self, preview: Mapping[str, Any]) -> None:
        attributes = self._overview["attributes"] if self._overview else ()
        self.import_view.show_preview(preview, {one["name"]: one["type"] for one in attributes})

    def _take_told(self, told: Mapping[str, Any]) -> None:
        self.import_view.show_told(told)
        if told["state"] in ("done", "undone"):
            self.desk.refresh()
            self._show_list()

    def _cancel_import(self) -> None:
        self.imports.cancel()
        self._middle.setCurrentIndex(0)
        self.toast.say(Wording("已取消，什么也没有留下", "Cancelled; nothing was kept"))

    def _end_import(self, sees_people: bool) -> None:
        number = self.imports.import_id
        self.imports.forget()
        self._middle.setCurrentIndex(0)
        if sees_people:
            self.sidebar.choose("import", str(number))

    def _save_problems(self) -> None:
        ask_where_to_save(self, self._save_problems_to)

    def _save_problems_to(self, name: str) -> None:
        self.imports.save_problems(Path(name), language())

    def _build(self) -> None:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list_pages.addWidget(self.table)
        self._list_pages.addWidget(self.empty)
        column.addWidget(self.builder)
        column.addWidget(self._list_pages, 1)
        self._middle.addWidget(listed)
        self._middle.addWidget(self.import_view)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addSpacing(current_theme().line_px)
        row.addWidget(self._middle, 1)
        row.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(row, 1)
        self.builder.hide()
        self.panel.hide()

    def _connect(self) -> None:
        desk, imports, view = self.desk, self.imports, self.import_view
        self.context.link.changed.connect(self._reconnect)
        self._connect_parts()
        self._middle.currentChanged.connect(self._tell_importing)
        desk.overview_came.connect(self._take_overview)
        desk.page_came.connect(self._take_page)
        desk.total_came.connect(self.header.show_total)
        desk.counted.connect(self.builder.show_count)
        desk.contact_came.connect(self._take_contact)
        desk.timeline_came.connect(self._take_timeline)
        desk.done.connect(self._tell_done)
        desk.failed.connect(self.header.show_failure)
        imports.uploading.connect(view.show_upload)
        imports.previewed.connect(self._take_preview)
        imports.told.connect(self._take_told)
        imports.problems_came.connect(view.show_problems)
        imports.failed.connect(view.show_failure)
        imports.saved.connect(self._tell_saved)
        view.check_asked.connect(imports.check)
        view.reading_changed.connect(imports.read_again)
        view.merge_asked.connect(imports.merge)
        view.undo_asked.connect(imports.undo)
        view.cancel_asked.connect(self._cancel_import)
        view.problems_asked.connect(self._save_problems)
        view.file_asked.connect(self.choose_file)
        view.closed.connect(self._end_import)

    def _connect_parts(self) -> None:
        self.header.search.textChanged.connect(self._search_timer.start)
        self.header.state_changed.connect(self._show_list)
        self.header.import_asked.connect(self.choose_file)
        self.header.segment_asked.connect(self.new_segment)
        self.header.detail_asked.connect(self._recall_import)
        self.header.export.clicked.connect(self.export_menu.ask)
        self.export_menu.chosen.connect(self._export)
        self.sidebar.chosen.connect(self._choose)
        self.builder.condition_changed.connect(self._preview)
        self.builder.save_asked.connect(self._keep_segment)
        self.builder.remove_asked.connect(self._remove_segment)
        self.builder.closed.connect(self._close_builder)
        self.model.more_wanted.connect(self.desk.more)
        self.table.opened.connect(self._open)
        self.empty.triggered.connect(self._act_on_nothing)
        self.panel.closed.connect(self._close_panel)
        self.panel.more_asked.connect(self.desk.more_timeline)

    def _export(self, path: Path, wish: Mapping[str, object]) -> None:
        self.desk.export(path, **wish)

    def _tell_importing(self) -> None:
        is_importing = self._middle.currentWidget() is self.import_view
        self.header.set_importing(importing=is_importing)
        self.header.detail.setVisible(not is_importing and self.sidebar.current.kind == "import")

    def _tell_done(self, words: Wording) -> None:
        self.toast.say(words)

    def _tell_saved(self, name: str) -> None:
        self.toast.say(_SAVED.format(name=name))

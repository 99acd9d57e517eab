"""Composing in the open scenario: what the menus and keys do, and the parts that belong to its area."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.exporting.watching import WatchedWork
from app.main_window.notices import Notice, Notices
from app.places import workspace_folder
from app.reasons import reason_of
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.composing.card_pictures import CardPictures
    from app.composing.direct_editing import DirectEditing
    from app.composing.table_sheet import TableSheet
    from app.composing.template_desk import TemplateDesk
    from app.editing_area import EditingArea
    from app.settings import Settings
    from app.wiring import Wiring
    from editor.composing.card_table import CardTable
    from editor.exchange.format import Step
    from editor.library.people import Person
    from runtime.flow.ids import NodeId
    from runtime.flow.node import Node
    from runtime.records import FieldPath

T = TypeVar("T")

_NO_TEXT: Final = Wording("先点进一处文字，再插入表情", "Click into a text first")
_NO_MESSAGE: Final = Wording("先选中一条消息，再在手机上编辑", "Select a message first")
_NO_TABLE: Final = Wording(
    "剪贴板里没有表格。在 Excel 里选中几行几列，复制，再来一次。",
    "There is no table on the clipboard. Copy some rows and columns in Excel and try again.",
)
_READING: Final = Wording("正在读取「{name}」…", 'Reading "{name}"…')
_NOT_READ: Final = Wording("读不了「{name}」：{why}", 'Cannot read "{name}": {why}')
_NO_PEOPLE: Final = Wording(
    "没有人。第一行写变量名，下面每行一个人。",
    "There is nobody in it. Name the variables in the first row, one person in each row below.",
)
_PEOPLE: Final = Wording("已读入 {count} 个测试联系人", "{count} test people read")
_CHOOSE_TABLE: Final = Wording("选择表格", "Choose a table")
_TABLES: Final = Wording("表格", "Tables")
TABLE_SUFFIXES: Final = (".csv", ".tsv", ".xlsx")


class ComposingDesk(QObject):
    """Acts on the document that is open; without one it does nothing."""

    def __init__(self, window: QWidget, notices: Notices, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._settings = settings
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None
        self._work = WatchedWork(notices, "composing", self)
        self._emoji_restored = False
        self.editing: DirectEditing | None = None
        self.pictures: CardPictures | None = None
        self.templates: TemplateDesk | None = None
        self.sheet: TableSheet | None = None

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Act on another document from now on; what was made for the one before goes with its area."""
        self._work.cancel()
        if self.templates is not None:
            self.templates.close()
        self._area, self._wiring = area, wiring
        self.editing = self.pictures = self.templates = self.sheet = None
        if area is None or wiring is None:
            return
        from app.composing.card_pictures import CardPictures
        from app.composing.direct_editing import DirectEditing
        from app.composing.template_desk import TemplateDesk

        self.editing = DirectEditing(area, wiring.shown_node)
        self.pictures = CardPictures(area, self._notices)
        self.templates = TemplateDesk(area, self._notices)
        self.editing.field_asked.connect(wiring.edit_field)
        self.editing.events.file_dropped.connect(self._on_drop)
        self.editing.events.double_clicked.connect(self._on_double_click)
        area.handset_pane.values_choice.people_asked.connect(self.ask_people)
        area.context.emoji_asked.connect(self.pick_emoji)
        self._offer_kept_people(area)

    def pick_emoji(self) -> None:
        """Open the list of emoji at the text that is being written."""
        from widgets.emoji import pick_emoji, recent_emoji

        if not self._emoji_restored:
            self._emoji_restored = True
            recent_emoji.restore(self._settings.recent_emoji)
            recent_emoji.changed.connect(self._keep_emoji)
        if pick_emoji(QApplication.focusWidget()) is None and self._area is not None:
            self._area.say(_NO_TEXT)

    def edit_on_phone(self) -> None:
        """Type on the phone: at the ring, else at the first words of the message."""
        from editor.composing.parts import parts_of

        area, node = self._area, self._node()
        if area is None or self.editing is None:
            return
        focused = area.handset_pane.phones.handset.phone.state.focused
        if focused is not None and focused.path and self.editing.begin(focused.path):
            return
        parts = parts_of(node) if node is not None else ()
        if not parts:
            area.say(_NO_MESSAGE)
            return
        area.show_column("handset")
        self.editing.begin(parts[0].path)

    def next_values(self) -> None:
        """Preview with the next person's values."""
        if self._area is not None:
            self._area.preview_values.step(1)

    def previous_values(self) -> None:
        """Preview with the values of the person before."""
        if self._area is not None:
            self._area.preview_values.step(-1)

    def save_message(self) -> None:
        """Keep the message on the phone as a template."""
        if self.templates is not None:
            self.templates.save_message(self._node())

    def save_card(self) -> None:
        """Keep the card that is edited as a template."""
        if self.templates is not None:
            self.templates.save_card(self._node(), self._path())

    def insert_template(self) -> None:
        """Offer the templates for the message on the phone."""
        if self.templates is not None:
            self.templates.open_menu(self._node(), self._path(), QCursor.pos())

    def paste_table(self) -> None:
        """Make a carousel of the table on the clipboard."""
        from editor.composing.card_table import table_in_text
        from runtime.spreadsheets.refusals import FileRefused

        area = self._area
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if area is None or mime is None:  # another program had the clipboard and is gone
            return
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        tables = [path for path in files if path.suffix.lower() in TABLE_SUFFIXES]
        if tables:
            self.read_table(tables[0])
            return
        try:
            table = table_in_text(mime.text()) if mime.hasText() else None
        except FileRefused as refusal:
            area.say(refusal.sentence)
            return
        if table is None:
            area.say(_NO_TABLE)
            return
        self._show_table(self._shown_id(), table)

    def read_table(self, path: Path) -> None:
        """Make a carousel of the table in a file."""
        from editor.composing.card_table import table_in_file

        def job(_: Step) -> CardTable | None:
            return table_in_file(path)

        self._start(path, job, partial(self._show_table, self._shown_id()))

    def ask_table(self) -> None:
        """Let a table be chosen."""
        self._ask(self.read_table)

    def ask_people(self) -> None:
        """Let a table of test people be chosen."""
        self._ask(self.read_people)

    def read_people(self, path: Path) -> None:
        """Preview with the people in a file, and keep them for later."""
        from editor.library.people import keep_people, read_people

        def job(_: Step) -> tuple[Person, ...]:
            people = read_people(path)
            if people:
                keep_people(workspace_folder(), people)
            return people

        self._start(path, job, self._show_people)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        if self._area is None:
            return
        if not people:
            self._area.say(_NO_PEOPLE)
            return
        self._area.preview_values.set_people(people)
        self._area.preview_values.choose("0")
        self._area.say(_PEOPLE.format(count=len(people)))

    def _offer_kept_people(self, area: EditingArea) -> None:
        from editor.library.people import PEOPLE_FILE, kept_people
        from runtime.spreadsheets.refusals import FileRefused

        if (workspace_folder() / PEOPLE_FILE).is_file():
            try:
                area.preview_values.set_people(kept_people(workspace_folder()))
            except (FileRefused, OSError):
                area.preview_values.set_people(())

    def _show_table(self, node_id: NodeId | None, table: CardTable | None) -> None:
        from app.composing.table_sheet import TableSheet

        if self._area is None or self._wiring is None:
            return
        if table is None:
            self._area.say(_NO_TABLE)
            return
        if self.sheet is None:
            self.sheet = TableSheet(self._area)
            self.sheet.closed.connect(self._wiring.show_edited)
        self.sheet.show_table(table, node_id)

    def _ask(self, take: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, tr(_CHOOSE_TABLE))
        patterns = " ".join(f"*{suffix}" for suffix in TABLE_SUFFIXES)
        dialog.setNameFilter(f"{tr(_TABLES)} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self, path: Path, job: Callable[[Step], T], then: Callable[[T], None]) -> None:
        self._work.run(_READING.format(name=path.name), job, then, partial(self._on_failed, path))

    def _on_failed(self, path: Path, error: Exception) -> None:
        from runtime.flow.errors import UnreadableDocument

        if isinstance(error, UnreadableDocument):
            why = error.sentence
        elif isinstance(error, OSError):
            why = reason_of(error)
        else:
            raise error
        sentence = _NOT_READ.format(name=path.name, why=why)
        self._notices.show_notice(Notice("composing", sentence, "error", str(error)))

    def _keep_emoji(self) -> None:
        from widgets.emoji import recent_emoji

        self._settings.recent_emoji = recent_emoji.texts

    def _shown_id(self) -> NodeId | None:
        return self._wiring.shown_node() if self._wiring is not None else None

    def _node(self) -> Node | None:
        node_id = self._shown_id()
        return self._area.document.store.nodes.get(node_id) if self._area is not None and node_id else None

    def _path(self) -> FieldPath | None:
        """What is being typed, or has the ring, or was clicked last on the phone."""
        if self.editing is not None and self.editing.part is not None:
            return self.editing.part.path
        if self._area is None:
            return None
        state = self._area.handset_pane.phones.handset.phone.state
        return state.focused.path if state.focused is not None else state.selected_path

    def _on_drop(self, file: Path, path: FieldPath) -> None:
        node_id = self._shown_id()
        if file.suffix.lower() in TABLE_SUFFIXES:
            self.read_table(file)
        elif node_id is not None and self.pictures is not None:
            self.pictures.drop(node_id, path, file)

    def _on_double_click(self, path: FieldPath) -> None:
        """Choose a picture where there is one or could be one; words are being edited already."""
        node_id = self._shown_id()
        if node_id is None or self.pictures is None or self.editing is None or self.editing.part is not None:
            return
        self.pictures.choose(node_id, path)

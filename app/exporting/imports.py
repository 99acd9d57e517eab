"""Takes files in, from the menu and by drop: scenarios, packages, messages, script tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exporting.registry import import_formats
from app.exporting.watching import WatchedWork
from app.main_window.notices import Kind, Notice, NoticeAction, Notices
from app.places import workspace_folder
from app.reasons import reason_of
from editor.exchange.format import Step
from editor.exchange.registry import format_of
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.exporting.script_sheet import ScriptSheet
    from app.files import Files
    from editor.exchange.media_nodes import TakenMedia
    from editor.exchange.message_files import NamedReading
    from editor.exchange.package.reading import Package
    from editor.exchange.script.comparison import Comparison
    from editor.exchange.script.reading import ReadTable
    from runtime.flow.document import Document

T = TypeVar("T")

_READING = Wording("正在读取「{name}」…", 'Reading "{name}"…')
_UNKNOWN = Wording(
    "没有读入「{name}」：信流不认识这种文件。能读的有：{all}。",
    '"{name}" was not read: Xinliu does not know such files. It reads {all}.',
)
_REFUSED = Wording("打不开「{name}」：{why}", 'Cannot open "{name}": {why}')
_NEEDS_SCENARIO = Wording(
    "先打开「{name}」对应的场景，再读入文案表。",
    'Open the scenario "{name}" belongs to, then read the script table.',
)
_NO_SCENARIO = Wording(
    "先打开或新建一个场景，再拖入图片。", "Open or begin a scenario before you drop pictures."
)
_WITHOUT = Wording("不带这些文件打开", "Open without them")
_WITHOUT_ONE = Wording("不带这张图片打开", "Open without the picture")
_MORE = Wording(
    "包里有 {count} 个场景，打开了第一个。xinliu import 可以全部取出。",
    "The package holds {count} scenarios; the first is open. xinliu import takes out all of them.",
)
_MESSAGES = Wording("已导入 {count} 条消息", "{count} messages imported")
_LOST = Wording(
    "已导入 {count} 条消息，{lost} 处没有看懂：{first}",
    "{count} messages imported, {lost} places were not understood: {first}",
)
_MEDIA = Wording("已加入 {count} 张图片", "{count} pictures added")
_ALL_FILES: Final = Wording("能读入的文件", "Files that can be read")


class Imports(QObject):
    """Finds out what a file is, reads it in a thread, and puts it where it belongs."""

    def __init__(self, window: QWidget, files: Files, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._notices = notices
        self._area: EditingArea | None = None
        self._work = WatchedWork(notices, "reading", self)
        self._sheet: ScriptSheet | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read."""
        return self._work.is_busy

    def take(self, area: EditingArea | None) -> None:
        """Read into another document from now on."""
        self._area = area
        if self._sheet is not None:
            self._sheet.close_sheet()
            self._sheet.deleteLater()
            self._sheet = None

    def close(self) -> None:
        """Give up what is being read, when the window goes."""
        self._work.close()

    def ask(self) -> None:
        """Let the person choose a file to read."""
        patterns = sorted({f"*{s}" for each in import_formats() for s in (each.suffix, *each.more_suffixes)})
        dialog = QFileDialog(
            self._window, tr("导入", "Import"), str(self._home()), f"{tr(_ALL_FILES)} ({' '.join(patterns)})"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def drop(self, urls: Sequence[QUrl], place: QPoint) -> bool:
        """Take in what was dropped at a place of the window; False when there is no file among it."""
        return self.take_urls(urls, self._scene_at(place))

    def take_urls(self, urls: Sequence[QUrl], at: tuple[float, float] | None) -> bool:
        """Take in files, at a place of the canvas if there is one; False when there is none among them."""
        from editor.exchange.media_nodes import MEDIA_SUFFIXES

        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if not paths:
            return False
        media = [path for path in paths if path.suffix.lower() in MEDIA_SUFFIXES]
        if media and len(media) == len(paths):
            if len(media) > 1 or not self._put_on_node(media[0], at):
                self._add_media(media, at)
        else:
            self.open_path(str(next(path for path in paths if path not in media)), at)
        return True

    def open_path(self, name: str, at: tuple[float, float] | None = None) -> None:
        """Read a file of any kind there is an importer for; a bar says why when it cannot be."""
        path = Path(name)
        try:
            found = format_of(path, import_formats())
        except OSError as error:
            self._refuse(path, Wording("{why}。", "{why}.").format(why=reason_of(error)), str(error))
            return
        kind = found.imports if found is not None else ""
        if kind == "scenario":
            self._notices.dismiss("import")
            self._files.open_path(name)
        elif kind == "package":
            self._read_package(path)
        elif kind == "messages":
            self._read_messages(path, at)
        elif kind == "texts":
            self._read_script(path)
        else:
            known = ", ".join(dict.fromkeys(each.suffix for each in import_formats()))
            self._say(_UNKNOWN.format(name=path.name, all=known), "error")

    def _read_package(self, path: Path) -> None:
        from editor.exchange.package.reading import read_package

        self._start(path, partial(read_package, path), self._offer_package)

    def _offer_package(self, package: Package) -> None:
        """Open it, or say first which media in it are damaged."""
        if not package.damaged:
            self._unpack(package)
            return
        sentence = _REFUSED.format(name=package.path.name, why=package.damaged[0])
        words = _WITHOUT_ONE if len(package.damaged) == 1 else _WITHOUT
        self._say(
            sentence,
            "error",
            "\n".join(tr(each) for each in package.damaged),
            NoticeAction(words, partial(self._unpack, package)),
        )

    def _unpack(self, package: Package) -> None:
        from editor.exchange.package.reading import unpack
        from editor.library.media_folder import MediaFolder
        from editor.library.scenario_files import SCENARIOS

        home = workspace_folder() / SCENARIOS / "media"

        def job(_: Step) -> Document:
            return unpack(package, package.scenarios[0], MediaFolder(home))

        def show(document: Document) -> None:
            self._files.open_unsaved(document, home)
            if len(package.scenarios) > 1:
                self._say(_MORE.format(count=len(package.scenarios)), "info")

        self._start(package.path, job, show)

    def _read_messages(self, path: Path, at: tuple[float, float] | None) -> None:
        from editor.exchange.message_files import read_messages

        self._start(path, partial(read_messages, path), partial(self._add_messages, path, at))

    def _add_messages(
        self, path: Path, at: tuple[float, float] | None, messages: tuple[NamedReading, ...]
    ) -> None:
        from editor.exchange.message_files import add_messages

        lost = [words for each in messages for words in each.reading.not_understood]
        readable = [each for each in messages if each.reading.message is not None]
        if not readable:
            self._refuse(path, lost[0] if lost else Wording("", ""), "\n".join(map(tr, lost)))
            return
        if self._area is None:
            self._files.new()
        area = self._area
        if area is None:
            return
        made = add_messages(area.document.store, messages, at or self._centre(area))
        area.document.selection.set(made)
        area.canvas.zoom_to_selection()
        if lost:
            sentence = _LOST.format(count=len(made), lost=len(lost), first=lost[0])
            self._say(sentence, "warn", "\n".join(map(tr, lost)))
        else:
            self._notices.dismiss("import")
            area.say(_MESSAGES.format(count=len(made)))

    def _read_script(self, path: Path) -> None:
        from editor.exchange.script.comparison import compare
        from editor.exchange.script.reading import read_script

        if self._area is None:
            self._say(_NEEDS_SCENARIO.format(name=path.name), "warn")
            return
        flow = self._area.document.flow

        def job(step: Step) -> tuple[ReadTable, Comparison]:
            table = read_script(path, step)
            return table, compare(table, flow)

        self._start(path, job, partial(self._show_script, path))

    def _show_script(self, path: Path, read: tuple[ReadTable, Comparison]) -> None:
        from app.exporting.script_sheet import ScriptSheet

        if self._area is None:
            return
        if self._sheet is None:
            self._sheet = ScriptSheet(self._area)
        self._sheet.show_table(*read, path.name)

    def _put_on_node(self, file: Path, at: tuple[float, float] | None) -> bool:
        """Show a picture in the message it was dropped on; False when there is none below."""
        from app.exporting.picture_drop import place_for_picture

        place = place_for_picture(self._area, at) if self._area is not None else None
        if place is None or self._area is None:
            return False
        self._area.canvas.reveal(place[0])
        self._area.show_column("inspector")
        return self._area.inspector.take_media(place[1], file)

    def _add_media(self, files: Sequence[Path], at: tuple[float, float] | None) -> None:
        from editor.exchange.media_nodes import take_media

        area = self._area
        if area is None:
            self._say(_NO_SCENARIO, "warn")
            return
        folder = area.document.media

        def job(step: Step) -> list[TakenMedia]:
            return take_media(files, folder, step)

        self._start(files[0], job, partial(self.add_taken, area, at))

    def add_taken(self, area: EditingArea, at: tuple[float, float] | None, taken: list[TakenMedia]) -> None:
        """Add a card for each picture that was taken in, in one edit."""
        from editor.exchange.media_nodes import add_media_nodes

        if area is not self._area:
            return
        made = add_media_nodes(area.document.store, taken, at or self._centre(area))
        area.document.selection.set(made)
        area.say(_MEDIA.format(count=len(made)))

    def _start(self, path: Path, read: Callable[[Step], T], then: Callable[[T], None]) -> None:
        """Reads in a thread; refusals are said in a bar, bugs are raised."""
        self._work.run(_READING.format(name=path.name), read, then, partial(self._on_failed, path))

    def _on_failed(self, path: Path, error: Exception) -> None:
        from runtime.flow.errors import UnreadableDocument

        if isinstance(error, UnreadableDocument):
            self._refuse(path, error.sentence)
        elif isinstance(error, OSError):
            self._refuse(path, Wording("{why}。", "{why}.").format(why=reason_of(error)), str(error))
        else:
            raise error

    def _refuse(self, path: Path, why: Wording, detail: str = "") -> None:
        self._say(_REFUSED.format(name=path.name, why=why), "error", detail)

    def _say(self, sentence: Wording, kind: Kind, detail: str = "", *actions: NoticeAction) -> None:
        self._notices.show_notice(Notice("import", sentence, kind, detail, actions))

    def _home(self) -> Path:
        document = self._files.document
        return document.path.parent if document is not None and document.path is not None else Path.home()

    def _scene_at(self, place: QPoint) -> tuple[float, float] | None:
        """The place of the canvas under a place of the window, None beside the canvas."""
        if self._area is None:
            return None
        canvas = self._area.canvas
        here = canvas.mapFrom(self._window, place)
        if not canvas.rect().contains(here) or not canvas.isVisible():
            return None
        point = canvas.scene_at(here)
        return point.x, point.y

    @staticmethod
    def _centre(area: EditingArea) -> tuple[float, float]:
        centre = area.canvas.area_in_view().centre
        return centre.x - 100, centre.y - 60

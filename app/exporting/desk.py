"""What the export menu writes: the open scenario in every format there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exporting.registry import format_called
from app.exporting.watching import WatchedWork
from app.main_window.notices import Notice, Notices
from app.reasons import reason_of
from editor.exchange.format import ExportRefused, ExportRequest, Format, Step, no_step
from runtime.wording import Wording, printable
from widgets.language import language, tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea

PNG_SCALE = 2.0
_WRITING = Wording("正在导出「{name}」…", 'Exporting "{name}"…')
_WRITTEN = Wording("已导出到「{name}」", 'Exported to "{name}"')
_FAILED = Wording(
    "没有导出到「{name}」：{why}。换个位置再导出。", 'Not exported to "{name}": {why}. Choose another place.'
)
_REFUSED = Wording("没有导出：{why}", "Not exported: {why}")


class Exports(QObject):
    """Writes files beside the document's own; the document is not touched."""

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._area: EditingArea | None = None
        self._work = WatchedWork(notices, "exporting", self)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._work.is_busy

    def take(self, area: EditingArea | None) -> None:
        """Export another document from now on."""
        self._area = area

    def close(self) -> None:
        """Give up what is being written, when the window goes."""
        self._work.close()

    def ask(self, format_id: str) -> None:
        """Let the person choose where the file goes, and write it."""
        self._ask(format_called(format_id), of_selection=False)

    def ask_selection(self, format_id: str) -> None:
        """The same for what is selected alone."""
        self._ask(format_called(format_id), of_selection=True)

    def write(self, format_id: str, name: str, *, of_selection: bool = False) -> None:
        """Write the scenario to a file, in a thread if it does not paint; a bar says when it cannot be."""
        area = self._area
        if area is None:
            return
        chosen, path = format_called(format_id), Path(name)
        request = request_of(area, chosen, of_selection=of_selection)
        remarks: list[Wording] = []

        def job(step: Step) -> object:
            from app.exporting.writing import write_export

            write_export(chosen, request.with_watch(step, remarks.append), path)
            return remarks

        def done(_: object) -> None:
            self._tell_written(area, path, remarks)

        def failed(error: Exception) -> None:
            self._tell_failed(path, error)

        if not chosen.paints:
            self._work.run(_WRITING.format(name=path.name), job, done, failed)
            return
        try:
            job(no_step)
        except (OSError, ExportRefused) as error:
            failed(error)
        else:
            done(None)

    def _ask(self, chosen: Format, *, of_selection: bool) -> None:
        if self._area is None:
            return
        document = self._area.document
        folder = document.path.parent if document.path is not None else Path.home()
        name = file_name(tr(document.name), chosen)
        words = tr(chosen.words)
        dialog = QFileDialog(
            self._window, tr("导出", "Export"), str(folder / name), f"{words} (*{chosen.suffix})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(chosen.suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.setProperty("format", chosen.id)
        dialog.setProperty("of_selection", of_selection)
        dialog.fileSelected.connect(self._write_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_chosen(self, name: str) -> None:
        dialog = self.sender()
        self.write(str(dialog.property("format")), name, of_selection=bool(dialog.property("of_selection")))

    def _tell_written(self, area: EditingArea, path: Path, remarks: list[Wording]) -> None:
        self._notices.dismiss("export")
        if remarks:
            sentence = Wording(
                f"{_WRITTEN.format(name=path.name).zh}。{remarks[0].zh}",
                f"{_WRITTEN.format(name=path.name).en}. {remarks[0].en}",
            )
            self._notices.show_notice(Notice("export", sentence, "warn"))
        elif area is self._area:
            area.say(_WRITTEN.format(name=path.name))

    def _tell_failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, ExportRefused):
            sentence = _REFUSED.format(why=error.sentence)
        elif isinstance(error, OSError):
            sentence = _FAILED.format(name=path.name, why=reason_of(error))
        else:
            raise error
        self._notices.show_notice(Notice("export", sentence, "error", f"{path}\n{error}"))


def request_of(area: EditingArea, chosen: Format, *, of_selection: bool) -> ExportRequest:
    """What there is to export of an open scenario, as it is now."""
    document = area.document
    has_choice = of_selection and "selection" in chosen.options
    selection = frozenset(document.selection.nodes) if has_choice else frozenset()
    return ExportRequest(document.document, document.media, selection, PNG_SCALE, language())


def file_name(title: str, chosen: Format) -> str:
    """The name a new file of a scenario gets: its title as every system can keep it."""
    from editor.library.media_folder import portable_name

    return portable_name(printable(title, 80)) + chosen.suffix

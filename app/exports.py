"""What the export menu writes: pictures of the canvas and copies of the scenario."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.main_window.notices import Notice, Notices
from app.reasons import reason_of
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea

PNG_SCALE = 2.0
_WRITTEN = Wording("已导出到「{name}」", 'Exported to "{name}"')
_FAILED = Wording(
    "没有导出到「{name}」：{why}。换个位置再导出。", 'Not exported to "{name}": {why}. Choose another place.'
)


class Exports(QObject):
    """Writes files beside the document's own; the document is not touched."""

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._area: EditingArea | None = None

    def take(self, area: EditingArea | None) -> None:
        """Export another document from now on."""
        self._area = area

    def ask_png(self) -> None:
        """Let the person choose where the picture goes."""
        self._ask(".png", Wording("图片 (*.png)", "Picture (*.png)"), self.write_png)

    def ask_svg(self) -> None:
        """Let the person choose where the drawing goes."""
        self._ask(".svg", Wording("矢量图 (*.svg)", "Drawing (*.svg)"), self.write_svg)

    def ask_copy(self) -> None:
        """Let the person choose where the copy goes."""
        from runtime.flow.file_format import SUFFIX

        self._ask(
            SUFFIX, Wording("信流场景 (*.xinliu.json)", "Xinliu scenario (*.xinliu.json)"), self.write_copy
        )

    def write_png(self, name: str) -> bool:
        """Write the canvas as a picture at twice its size."""
        return self._write(Path(name), self._png)

    def write_svg(self, name: str) -> bool:
        """Write the canvas as a drawing."""
        return self._write(Path(name), self._svg)

    def write_copy(self, name: str) -> bool:
        """Write the scenario to another file and keep working on this one."""
        return self._write(Path(name), self._copy)

    def _png(self, area: EditingArea, path: Path) -> None:
        if not area.canvas.render_image(PNG_SCALE).save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
            with path.open("ab"):
                pass
            raise OSError(f"no picture in {path.name}")

    def _svg(self, area: EditingArea, path: Path) -> None:
        area.canvas.render_svg(path)

    def _copy(self, area: EditingArea, path: Path) -> None:
        from runtime.flow.file_format import write_document

        write_document(area.document.document, path)

    def _ask(self, suffix: str, filter_words: Wording, write: Callable[[str], bool]) -> None:
        if self._area is None:
            return
        document = self._area.document
        folder = document.path.parent if document.path is not None else Path.home()
        name = tr(document.name).replace("/", "-") + suffix
        dialog = QFileDialog(self._window, tr("导出", "Export"), str(folder / name), tr(filter_words))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, path: Path, write: Callable[[EditingArea, Path], None]) -> bool:
        area = self._area
        if area is None:
            return False
        try:
            write(area, path)
        except OSError as error:
            sentence = _FAILED.format(name=path.name, why=reason_of(error))
            self._notices.show_notice(Notice("export", sentence, "error", f"{path}\n{error}"))
            return False
        self._notices.dismiss("export")
        area.say(_WRITTEN.format(name=path.name))
        return True

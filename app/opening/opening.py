"""Opens one large scenario beside the screen and shows how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.opening.page import OpeningPage
from app.opening.reading import OpeningStopped, Prepared, prepare
from runtime.flow.file_format import SUFFIX
from runtime.wording import Wording
from widgets.background import Errand, begin
from widgets.theme import current_theme


class Opening(QObject):
    """One file on its way to the screen; ends with one of its signals."""

    ready = Signal(object)
    """The Prepared scenario."""
    failed = Signal(object)
    """The exception that says why it could not be read."""
    given_up = Signal()

    def __init__(self, path: Path, window: QWidget) -> None:
        super().__init__(window)
        centre = window.centralWidget() if isinstance(window, QMainWindow) else None
        self.page = OpeningPage(path.name.removesuffix(SUFFIX), centre or window)
        self.page.cancelled.connect(self.give_up)
        self.page.show()
        self.page.raise_()
        self.page.setFocus()
        theme = current_theme()

        def work(errand: Errand[Prepared]) -> Prepared:
            def report(stage: Wording, done: float) -> None:
                errand.say(lambda: self.page.show_progress(stage, done))

            return prepare(path, theme, report, errand.is_stopped)

        self._errand: Errand[Prepared] = begin(work, self._done, self._fail)

    def give_up(self) -> None:
        """Stop; what was open stays open."""
        self.close()
        self.given_up.emit()

    def close(self) -> None:
        """Take the page away and hear no more of it."""
        self._errand.stop()
        self.page.hide()
        self.page.deleteLater()
        self.deleteLater()

    def _done(self, prepared: Prepared) -> None:
        self.ready.emit(prepared)
        self.close()

    def _fail(self, error: Exception) -> None:
        self.close()
        if not isinstance(error, OpeningStopped):
            self.failed.emit(error)

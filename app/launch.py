"""Starts the editor: the application, its look, the window, and what follows the first paint."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from app.crash import install
from app.garbage import GarbageKeeper
from app.main_window.notices import Notice
from app.main_window.window import Window
from app.settings import Settings
from resources.files import resource_path
from runtime.wording import Wording
from widgets.common import FocusRing
from widgets.theme import keep_dressed

_LIBRARY_AFTER_MS = 1_200
_NO_CHINESE = Wording(
    "没有中文字体 / No Chinese font: install one, on Debian `apt install fonts-noto-cjk`, and start again.",
    "No Chinese font: install one, on Debian `apt install fonts-noto-cjk`, and start again.",
)


def application() -> QApplication:
    """The one application object, dressed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # pydantic looks for plugins in everything that is installed before its first class; none is ours.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        app = QApplication(sys.argv[:1])
        app.setApplicationName("xinliu")
        app.setDesktopFileName("xinliu")
        app.setWindowIcon(QIcon(str(resource_path("app_icon.svg"))))
    return app


def open_window(settings: Settings, file: Path | None, sample: str | None) -> Window:
    """The window on its screen, with a file or sample in it, or the library."""
    window = Window(settings)
    geometry = settings.geometry(window.views.screen_size())
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(window.sizeHint().boundedTo(window.screen().availableSize()))
    if file is not None or sample is not None:
        window.show_opening()
        window.library.hold()
        QTimer.singleShot(_LIBRARY_AFTER_MS, window.library, window.library.release)
    window.show()
    window.repaint()
    QTimer.singleShot(0, window, partial(_open_first, window, file, sample))
    QTimer.singleShot(1500, window.run, window.run.warm_up)
    return window


def _open_first(window: Window, file: Path | None, sample: str | None) -> None:
    """Open what was asked for once the empty window is on screen; without it the library is shown."""
    if file is not None and file.suffix == ".xinliu":
        window.show_library()
        window.imports.open_path(str(file))
    elif file is not None and not window.files.open_soon(file):
        window.show_library()
    elif sample is not None:
        window.files.open_sample(sample)
    window.recovery.offer()
    say_what_cannot_be_read(window)


def say_what_cannot_be_read(window: Window) -> None:
    """Say in a bar that Chinese would show as boxes; in Latin letters too, as those can be read."""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        window.notices.show_notice(Notice("fonts", _NO_CHINESE, "warn"))


def run(file: Path | None, sample: str | None, language: str | None, theme: str | None) -> int:
    """Runs the editor until its window is closed; returns the exit status."""
    app = application()
    settings = Settings()
    settings.override(language, theme)
    settings.dress()
    keep_dressed(app)
    FocusRing(app)
    keeper = GarbageKeeper(app)
    window = open_window(settings, file, sample)
    install(window)
    status = app.exec()
    keeper.close()
    return status

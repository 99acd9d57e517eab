"""The main window, shown, on settings and files of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.settings import Settings
from tests.support.person import Person
from widgets.language import Language, set_language
from widgets.theme import ThemeName, keep_dressed, set_reduced_motion, set_text_scale, set_theme

_dressers: list[object] = []


@pytest.fixture
def settings(qapp: QApplication) -> Settings:
    if not _dressers:
        _dressers.append(keep_dressed(qapp))
    settings = Settings(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "xinliu", "editor"))
    settings.language = Language.ZH
    settings.theme = "light"
    settings.reduced_motion = True
    settings.dress()
    return settings


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Window]:
    window = Window(settings)
    window.resize(1600, 1000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    yield window
    give_up(window)
    set_language(Language.ZH)
    set_theme(ThemeName.LIGHT)
    set_text_scale(100)
    set_reduced_motion(False)


@pytest.fixture
def person(window: Window, qtbot: QtBot) -> Person:
    return Person(window, qtbot)


def give_up(window: Window) -> None:
    """Close a window whatever is unsaved."""
    document = window.files.document
    if document is not None:
        document.mark_saved(document.path) if document.path else document.history.set_clean()
        window._may_close = True
    window.close()
    window.deleteLater()

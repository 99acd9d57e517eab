"""What the pictures of the documentation show, beyond the editor itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.exporting.paper.sheet import Sheet
from app.exporting.paper.storyboard import write_storyboard
from app.main_window.window import Window
from editor.exchange.format import ExportRequest
from runtime.clock import SystemClock
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from tests.support.area_scenes import AreaScenes
from tests.support.audience_scene import go_to
from tests.support.picture_file import write_small
from tests.support.publish_scene import _earlier
from widgets.form.speaking import ALL
from widgets.theme import ThemeName, theme_named

_MS = 20
_SETTLE_MS = 500
_BEGUN = datetime(2026, 3, 8, 2, 24, tzinfo=UTC)
_STORYBOARD_PAGE = 1
_OUTLINE_PX = 300


class _StoppedClock(SystemClock):
    """It is always the moment that contacts came."""

    def now(self) -> datetime:
        return _BEGUN


def opened(window: Window) -> None:
    """The spring sale, checked."""
    window.files.open_sample("spring-sale")
    while window.area is None or not window.area.checking.took_s:
        QTest.qWait(_MS)


def comparing(window: Window) -> None:
    """The spring sale beside what it was a version before."""
    opened(window)
    assert window.area is not None
    document = window.area.document.document
    earlier = document.model_copy(update={"flow": _earlier(document.flow)})
    window.comparing.compare_with(earlier, Wording("线上 v3", "v3 online"))
    while not window.comparing.is_open:
        QTest.qWait(_MS)
    QTest.qWait(_SETTLE_MS)


def finding(window: Window) -> None:
    """A word is searched for and about to be replaced."""
    opened(window)
    window.menus["replace"].trigger()
    field = QApplication.focusWidget() or window.finding.search.bar
    if isinstance(field, QLineEdit):
        field.setText("优惠券")
    QTest.qWait(_SETTLE_MS)


def outlining(window: Window) -> None:
    """The outline below the canvas, with a node selected in both."""
    opened(window)
    assert window.area is not None
    window.area.problems.show_tab("outline")
    window.views.keep("bottom", _OUTLINE_PX)
    window.refresh()
    window.area.document.selection.set([NodeId("carousel")])
    QTest.qWait(_SETTLE_MS)


def translating(window: Window) -> None:
    """The texts of a card in two languages."""
    opened(window)
    assert window.area is not None
    store = window.area.document.store
    with store.edit(Wording("加语言", "Add a language")) as draft:
        draft.set_flow(languages=("en",))
    window.area.document.selection.set([NodeId("arrived")])
    QTest.qWait(_SETTLE_MS)
    segment = window.area.inspector.languages.segment
    assert segment is not None
    segment.part(ALL).click()
    QTest.qWait(_SETTLE_MS)


def touring(window: Window) -> None:
    """The first step of the tour."""
    window.menus["tour"].trigger()
    while not window.tour.is_running:
        QTest.qWait(_MS)
    QTest.qWait(_SETTLE_MS)


def draw_storyboard(window: Window, path: Path) -> None:
    """Paint a page of the storyboard of what is open into a picture."""
    assert window.area is not None
    document = window.area.document
    pages: list[QImage] = []

    class PictureSheet(Sheet):
        """A sheet that paints pictures in place of a file."""

        def __init__(self, out: BinaryIO, title: str, size: QSizeF) -> None:
            self.size = size
            self.theme = theme_named(ThemeName.LIGHT)
            self.painter = QPainter()
            self._pages = 0
            self.turn()

        def turn(self) -> None:
            self.end()
            page = QImage(self.size.toSize(), QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            pages.append(page)
            self._pages += 1
            self.painter.begin(page)
            self.painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )

        def end(self) -> None:
            if self.painter.isActive():
                self.painter.end()

    with patch("app.exporting.paper.storyboard.Sheet", PictureSheet), path.open("wb") as nowhere:
        write_storyboard(ExportRequest(document.document, document.media), nowhere, _BEGUN)
    write_small(pages[_STORYBOARD_PAGE], path)


def _scenes(window: Window) -> AreaScenes:
    """Scenes that end with their window."""
    scenes = AreaScenes(window)
    window.closed.connect(scenes.close)
    return scenes


def audience(window: Window) -> None:
    """A segment is being built over the imported members."""
    with patch("tests.support.audience_scene.SystemClock", _StoppedClock):
        page, folder = _scenes(window).audience()
        for state in ("mapping", "checked", "done", "list", "segment"):
            go_to(page, state, folder)
            QTest.qWait(_SETTLE_MS)


def campaign(window: Window) -> None:
    """A campaign goes on."""
    _scenes(window).campaigns("running")


def conversation(window: Window) -> None:
    """A person answers in a conversation that was handed over."""
    window.settings.own_name = "林"
    page = _scenes(window).conversations()
    while page.model.rowCount() < 3:
        QTest.qWait(_MS)
    page.list.setCurrentIndex(page.model.index(2))
    while not page.desk.about:
        QTest.qWait(_MS)
    page.take()
    while not page.pane.done.isVisible():
        QTest.qWait(_MS)
    page.pane.composer.field.setPlainText("可以的，王女士。全国门店都能用，结账时出示券码即可。")

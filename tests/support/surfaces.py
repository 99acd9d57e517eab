"""Every surface of the editor, one after the other in one window, for pictures and for what holds of all."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea

from app.editing_area import EditingArea
from app.exporting.script_sheet import ScriptSheet
from app.main_window.window import Window
from runtime.flow.document import Document
from runtime.flow.file_format import write_document
from runtime.flow.ids import NodeId
from runtime.records import replaced_at
from tests.support.area_scenes import area_surfaces
from tests.support.flows import spring_sale
from tests.support.publish_scene import show_sheet

_LOOK_MS = 20
_LONGEST_S = 30.0
_TITLE = ("message", "content", "cards", 1, "title")


def surfaces(window: Window) -> Iterator[str]:
    """Bring one surface after the other on screen and name it while it is there."""
    for name, show in _plain_pages(window):
        show()
        _settle()
        yield name
    for name in area_surfaces(window, _until):
        _settle()
        yield name
    yield from _editing(window)
    yield from _tabs_and_finding(window)
    yield from _sheets(window)
    yield from _comparisons(window)
    yield from _tour(window)


def whole_screen(window: Window) -> QPixmap:
    """The window with what stands over it in windows of its own: menus and lists."""
    picture = window.grab()
    painter = QPainter(picture)
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            painter.drawPixmap(window.mapFromGlobal(other.mapToGlobal(QPoint(0, 0))), other.grab())
    painter.end()
    return picture


def _plain_pages(window: Window) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "start", window.show_library
    yield "settings", window.show_settings


def _editing(window: Window) -> Iterator[str]:
    area = _open(window)
    yield "editor"
    yield from _scenario_settings(area)
    seen: set[str] = set()
    for node in area.document.flow.nodes.values():
        if node.type in seen:
            continue
        seen.add(node.type)
        area.document.selection.set([node.id])
        _settle()
        yield f"inspector-{node.type}"
        if node.type == "send_message":
            for page in ("exits", "fallback"):
                area.inspector.pages._segment.part(page).click()
                _settle()
                yield f"inspector-{page}"
    area.document.selection.set(list(area.document.flow.nodes)[1:4])
    _settle()
    yield "several"
    for subject in ("node", "canvas", "several"):
        window.canvas_desk.open_menu(subject, area.canvas.mapToGlobal(area.canvas.rect().center()))
        _settle()
        yield f"menu-{subject}"
        for menu in area.canvas.findChildren(QMenu):
            menu.close()


def _scenario_settings(area: EditingArea) -> Iterator[str]:
    """The settings from the top to their end."""
    area.document.selection.clear()
    _settle()
    scroll = next(one for one in area.inspector.findChildren(QScrollArea) if one.isVisible())
    bar = scroll.verticalScrollBar()
    for place in range(0, bar.maximum() + bar.pageStep(), bar.pageStep()):
        bar.setValue(place)
        _settle()
        yield f"settings-at-{place}"


def _tabs_and_finding(window: Window) -> Iterator[str]:
    area = _open(window)
    area.document.selection.set([NodeId("carousel")])
    _break(area)
    for tab in ("problems", "outline", "variables", "history"):
        area.problems.show_tab(tab)
        _settle()
        yield f"tab-{tab}"
    window.menus["replace"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("优惠券")
    _settle()
    yield "find"
    window.menus["search"].trigger()
    _settle()
    yield "palette"
    window.finding.palette.list.close_list()
    window.menus["play"].trigger()
    _settle()
    yield "play"
    window.menus["play"].trigger()
    window.run.show_real()
    _settle()
    yield "real"


def _sheets(window: Window) -> Iterator[str]:
    window.menus["shortcuts"].trigger()
    _settle()
    yield "shortcuts"
    window.shortcuts.sheet().close_sheet()
    _give_up_changes(window)
    show_sheet(window, "full")
    yield "publish"
    _give_up_changes(window)
    area = _open(window)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.csv"
        window.exports.write("csv", str(path), of_selection=False)
        _until(lambda: not window.exports.is_busy)
        path.write_text(path.read_text("utf-8-sig").replace("优惠券", "券"), "utf-8-sig")
        window.imports.drop([QUrl.fromLocalFile(str(path))], area.rect().center())
        _until(lambda: (sheet := window.findChild(ScriptSheet)) is not None and sheet.is_open)
        _settle()
        yield "script"


def _comparisons(window: Window) -> Iterator[str]:
    area = _open(window)
    window.comparing.compare_with(_other("乙"), area.document.name)
    _until(lambda: window.comparing.is_open)
    _settle()
    yield "comparing"
    window.comparing.close()
    with tempfile.TemporaryDirectory() as folder:
        names = {"base": spring_sale(), "mine": _other("甲"), "hers": _other("乙")}
        for name, document in names.items():
            write_document(document, Path(folder) / f"{name}.xinliu.json")
        _give_up_changes(window)
        window.files.open_file(Path(folder) / "mine.xinliu.json")
        window.merging.merge_file(f"{folder}/hers.xinliu.json", f"{folder}/base.xinliu.json")
        assert window.area is not None
        _until(lambda: window.area is not None and bool(window.area.document.store.conflicts))
        _settle()
        yield "merging"


def _tour(window: Window) -> Iterator[str]:
    _give_up_changes(window)
    window.menus["tour"].trigger()
    _until(lambda: window.tour.is_running)
    _settle()
    yield "tour"
    window.tour.leave()


def _other(title: str) -> Document:
    """The spring sale with another title on its second card."""
    document = spring_sale()
    node = replaced_at(document.flow.nodes[NodeId("carousel")], _TITLE, title)
    nodes = {**document.flow.nodes, node.id: node}
    return document.model_copy(update={"flow": document.flow.model_copy(update={"nodes": nodes})})


def _open(window: Window) -> EditingArea:
    _give_up_changes(window)
    window.files.open_sample("spring-sale")
    _until(lambda: window.area is not None and bool(window.area.checking.took_s))
    assert window.area is not None
    return window.area


def _break(area: EditingArea) -> None:
    """Let there be problems of both kinds."""
    carousel = area.document.store.nodes[NodeId("carousel")]
    with area.document.store.edit(area.document.name) as draft:
        draft.put_node(replaced_at(carousel, (*_TITLE[:-1], "suggestions", 0, "text"), "查看离我最近的门店"))
        draft.connect(carousel.id, carousel.exits()[-1].name, None)
    area.checking.run()


def _give_up_changes(window: Window) -> None:
    if window.files.document is not None:
        window.files.document.history.set_clean()


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + _LONGEST_S
    while not holds():
        assert time.monotonic() < ends, holds
        QTest.qWait(_LOOK_MS)


_settle = partial(QTest.qWait, 10 * _LOOK_MS)

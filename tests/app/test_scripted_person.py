"""The whole way of one person: from an empty canvas to real messages, with mouse and keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from app.main_window.window import Window
from runtime.flow.document import Document
from runtime.flow.file_format import read_document
from runtime.flow.ids import NodeId
from tests.support.person import Person
from widgets.common import Segment
from widgets.handset import ChatbotEntry

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = ("message", "content", "text")


def build(person: Person) -> dict[str, NodeId]:
    """Five nodes: the start that is there, others by double-click, search and drop; wired by dragging."""
    (start,) = person.area.document.store.nodes
    nodes = {
        "start": start,
        "hello": person.double_click_entry("文本"),
        "ask": person.drop_entry("ask", QPoint(520, 120)),
        "thanks": person.search_entry("文本"),
        "end": person.double_click_entry("结束"),
    }
    spread(person, nodes)
    person.connect(nodes["start"], "next", nodes["hello"])
    for here, there, otherwise in (
        ("hello", "ask", "end"),
        ("ask", "thanks", "end"),
        ("thanks", "end", "end"),
    ):
        store = person.area.document.store
        for offer in store.node(nodes[here]).offers():
            leads_on = offer.kind == "reply" or offer.name == "answered"
            person.connect(nodes[here], offer.name, nodes[there if leads_on else otherwise])
    person.write(nodes["hello"], TEXT, "您好，春季上新了。想听听您的意见。")
    person.write(nodes["ask"], ("question", "content", "text"), "您最喜欢哪个颜色？")
    person.write(nodes["thanks"], TEXT, "记下了，谢谢！")
    person.press(Qt.Key.Key_I, CONTROL)
    purpose = next(
        segment
        for segment in person.area.inspector.flow_pane.findChildren(Segment)
        if segment.value() == "marketing"
    )
    person.click(purpose.part("service"))
    return nodes


def spread(person: Person, nodes: dict[str, NodeId]) -> None:
    """Drag the nodes apart, so that every exit can be reached."""
    canvas = person.area.canvas
    places = {
        "start": (40, 60),
        "hello": (260, 60),
        "ask": (480, 60),
        "thanks": (480, 360),
        "end": (760, 330),
    }
    person.press(Qt.Key.Key_1, CONTROL)
    for name, (x, y) in places.items():
        grip = canvas.node_rect(nodes[name]).topLeft() + QPoint(70, 16)
        person.drag(grip, QPoint(x + 70, y + 16))


def state(person: Person) -> Document:
    return person.area.document.document


@pytest.mark.slow
def test_a_person_builds_plays_tries_and_exports_a_scenario(
    person: Person, window: Window, tmp_path: Path
) -> None:
    person.press(Qt.Key.Key_N, CONTROL)
    empty = state(person)

    nodes = build(person)
    built = state(person)
    person.area.checking.run()

    assert len(built.flow.nodes) == 5
    assert [issue.sentence.zh for issue in person.area.checking.issues if issue.severity == "error"] == []

    play_through(person, nodes)
    try_for_real(person, window)
    export(person, window, tmp_path)

    while person.area.document.history.can_undo():
        person.press(Qt.Key.Key_Z, CONTROL)
    assert state(person) == empty
    while person.area.document.history.can_redo():
        person.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert state(person) == built


def play_through(person: Person, nodes: dict[str, NodeId]) -> None:
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_F5)
    play = person.window.play
    assert play is not None
    assert play.play is not None
    assert play.play.active_node == nodes["hello"]
    person.tap("知道了")
    assert play.play.active_node == nodes["ask"]
    handset = person.area.handset_pane.phones.handset
    handset.typed.emit("青色")
    assert play.play.active_node == nodes["thanks"]
    assert "停在" in person.area.banner.accessibleName()
    person.press(Qt.Key.Key_Period, CONTROL)
    assert play.play.session.is_over
    person.press(Qt.Key.Key_F5)
    assert not play.is_playing


def try_for_real(person: Person, window: Window) -> None:
    person.press(Qt.Key.Key_F6)
    person.wait_until(lambda: person.can_find("知道了"))
    person.tap("知道了")
    person.wait_until(lambda: said(window) == 2)
    assert window.run.version == -1


def said(window: Window) -> int:
    assert window.area is not None
    entries = window.area.handset_pane.phones.handset.entries
    return sum(isinstance(entry, ChatbotEntry) for entry in entries)


def export(person: Person, window: Window, folder: Path) -> None:
    for action, name in (
        ("export_png", "画布.png"),
        ("export_svg", "画布.svg"),
        ("export_json", "副本.xinliu.json"),
    ):
        window.menus[action].trigger()
        dialog = window.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(folder / name))
        dialog.reject()
    assert QImage(str(folder / "画布.png")).width() > 1000
    assert "您好" in (folder / "画布.svg").read_text(encoding="utf-8")
    assert read_document(folder / "副本.xinliu.json") == state(person)

"""One person's way through the editor: tour, old version, merged copy, every export, script table."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl

from app.exporting.registry import export_formats
from app.exporting.script_sheet import ScriptSheet
from app.main_window.window import Window
from app.tour.scenario import CARD
from editor.document.store import Store
from runtime.flow.file_format import read_document, write_document
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.records import replaced_at, value_at
from runtime.wording import Wording
from tests.support.person import Person
from tests.support.touring import WORDS, do_tour

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = ("message", "content", "text")
TITLE = ("message", "content", "card", "title")
REWRITTEN = {"春日风衣上新": "风衣到店", WORDS: "券到了，到店出示。", "知道了": "好的"}


def said(person: Person, node_id: NodeId, path: tuple[str | int, ...]) -> str:
    return str(value_at(person.area.document.store.node(node_id), path))


def flow(person: Person) -> Flow:
    return person.area.document.flow


@pytest.mark.slow
def test_a_person_uses_the_whole_editor(person: Person, window: Window, tmp_path: Path) -> None:
    window.menus["tour"].trigger()
    person.wait_until(lambda: window.tour.is_running)
    text = do_tour(window, person)
    window.tour.leave()
    person.press(Qt.Key.Key_F5)

    restore_an_old_version(person, window, text)
    merge_a_copy(person, window, text, tmp_path)
    export_everything(person, window, tmp_path)
    read_the_script_table(person, window, text, tmp_path)


def restore_an_old_version(person: Person, window: Window, text: NodeId) -> None:
    person.press(Qt.Key.Key_S, CONTROL)
    person.wait_until(lambda: any(each.kind == "saved" for each in window.versions.revisions))
    saved = next(each for each in window.versions.revisions if each.kind == "saved")
    person.write(text, TEXT, "写坏了")
    person.press(Qt.Key.Key_S, CONTROL)
    person.wait_until(lambda: sum(each.kind == "saved" for each in window.versions.revisions) > 1)
    assert said(person, text, TEXT) == "写坏了"

    window.area.problems.versions.restore_asked.emit(saved.id)  # type: ignore[union-attr]  # it is open
    person.wait_until(lambda: said(person, text, TEXT) == WORDS)
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_Z, CONTROL)
    assert said(person, text, TEXT) == "写坏了"
    person.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert said(person, text, TEXT) == WORDS


def merge_a_copy(person: Person, window: Window, text: NodeId, tmp_path: Path) -> None:
    base, hers = tmp_path / "当初.xinliu.json", tmp_path / "她的.xinliu.json"
    document = person.area.document.document
    write_document(document, base)
    store = Store(document)
    with store.edit(Wording("改标题", "Change the title")) as draft:
        draft.put_node(replaced_at(store.node(CARD), TITLE, "风衣新到"))
    write_document(store.document, hers)
    person.write(text, TEXT, "我改的话")

    window.merging.merge_file(str(hers), str(base))
    person.wait_until(lambda: said(person, CARD, TITLE) == "风衣新到")

    assert said(person, text, TEXT) == "我改的话"
    assert not person.area.document.store.conflicts
    person.area.canvas.setFocus()
    for _ in range(2):
        person.press(Qt.Key.Key_Z, CONTROL)
    assert (said(person, CARD, TITLE), said(person, text, TEXT)) == ("春日风衣上新", WORDS)


def export_everything(person: Person, window: Window, tmp_path: Path) -> None:
    for each in export_formats():
        path = tmp_path / f"全部-{each.id}{each.suffix}"
        window.exports.write(each.id, str(path), of_selection=False)
        person.wait_until(lambda: not window.exports.is_busy)
        assert path.stat().st_size > 100, each.id
    assert window.notices.bar("export") is None
    assert read_document(tmp_path / "全部-json.xinliu.json") == person.area.document.document


def read_the_script_table(person: Person, window: Window, text: NodeId, tmp_path: Path) -> None:
    table = tmp_path / "全部-xlsx.xlsx"
    book = openpyxl.load_workbook(table)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = REWRITTEN.get(cell.value, cell.value)
    book.save(table)
    before = flow(person)

    window.imports.drop([QUrl.fromLocalFile(str(table))], QPoint(700, 400))
    person.wait_until(lambda: (sheet := window.findChild(ScriptSheet)) is not None and sheet.is_open)
    sheet = window.findChild(ScriptSheet)
    assert sheet is not None
    assert sheet.comparison.counts()["changed"] == 3
    person.click(sheet.take_button)
    person.wait_until(lambda: said(person, CARD, TITLE) == "风衣到店")

    node = flow(person).nodes[text]
    assert isinstance(node, SendMessage)
    assert said(person, text, TEXT) == "券到了，到店出示。"
    assert [chip.text for chip in node.message.chips] == ["好的"]
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_Z, CONTROL)
    assert flow(person) == before

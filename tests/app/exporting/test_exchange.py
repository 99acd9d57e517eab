"""In the window: every format is exported, files are dropped in, and a script table is read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.exporting.registry import export_formats
from app.exporting.script_sheet import ScriptSheet
from app.main_window.window import Window
from editor.exchange.package.writing import Packing, write_package
from editor.library.media_folder import MediaFolder
from editor.undo import History
from runtime.flow.document import digest
from runtime.flow.file_format import write_document
from runtime.flow.nodes.send_message import SendMessage
from tests.support.flows import greeting, node_id, spring_sale


def export(window: Window, qtbot: QtBot, format_id: str, path: Path, *, of_selection: bool = False) -> Path:
    window.exports.write(format_id, str(path), of_selection=of_selection)
    qtbot.waitUntil(lambda: not window.exports.is_busy, timeout=20_000)
    return path


def drop(window: Window, qtbot: QtBot, *paths: Path) -> None:
    window.imports.drop([QUrl.fromLocalFile(str(path)) for path in paths], QPoint(700, 400))
    qtbot.waitUntil(lambda: not window.imports.is_busy, timeout=20_000)


def history(window: Window) -> History:
    assert window.files.document is not None
    return window.files.document.history


@pytest.fixture
def opened(window: Window, tmp_path: Path) -> Window:
    write_document(greeting(), tmp_path / "打招呼.xinliu.json")
    assert window.files.open_file(tmp_path / "打招呼.xinliu.json")
    return window


@pytest.mark.parametrize("each", export_formats(), ids=lambda each: each.id)
def test_every_format_has_an_action_and_is_written(
    opened: Window, qtbot: QtBot, tmp_path: Path, each: object
) -> None:
    format_id, suffix = each.id, each.suffix  # type: ignore[attr-defined]  # pytest hides its type
    path = export(opened, qtbot, format_id, tmp_path / f"out{suffix}")

    assert opened.menus[f"export_{format_id}"].isEnabled()
    assert path.stat().st_size > 100
    assert opened.notices.bar("export") is None


def test_the_selection_alone_is_exported(opened: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert opened.area is not None
    opened.area.document.selection.set([node_id("hello")])
    export(opened, qtbot, "mermaid", tmp_path / "a.mmd", of_selection=True)

    assert "n2" not in (tmp_path / "a.mmd").read_text("utf-8")


def test_a_dropped_package_opens_with_its_pictures_and_counts_as_unsaved(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    home = tmp_path / "media"
    home.mkdir()
    (home / "coat.png").write_bytes(b"picture")
    package = tmp_path / "春季促销.xinliu"
    with package.open("wb") as stream:
        write_package((Packing(spring_sale(), MediaFolder(home)),), stream)
    drop(window, qtbot, package)

    document = window.files.document
    assert document is not None
    assert document.is_dirty
    assert document.flow.name == "春季促销"
    assert document.media.path_of("media:coat.png") is not None


def test_a_damaged_package_is_opened_without_the_picture_if_the_person_says_so(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    home = tmp_path / "media"
    home.mkdir()
    (home / "coat.png").write_bytes(b"picture")
    package = tmp_path / "春季促销.xinliu"
    with package.open("wb") as stream:
        write_package((Packing(spring_sale(), MediaFolder(home)),), stream)
    package.write_bytes(package.read_bytes().replace(b"picture", b"PICTURE"))
    drop(window, qtbot, package)

    bar = window.notices.bar("import")
    assert bar is not None
    assert "打不开「春季促销.xinliu」：第" in bar.notice.sentence.zh
    assert window.files.document is None
    bar.buttons[0].click()
    qtbot.waitUntil(lambda: window.files.document is not None)


@pytest.mark.parametrize("name", ["a.docx", "a.xinliu", "a.xlsx"])
def test_a_file_that_cannot_be_read_is_refused_in_a_bar(
    opened: Window, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"nothing of ours")
    drop(opened, qtbot, tmp_path / name)

    bar = opened.notices.bar("import")
    assert bar is not None
    assert name in bar.notice.sentence.zh


def test_dropped_pictures_become_cards_where_they_fall(opened: Window, qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / "风衣.png", tmp_path / "跑鞋.png"]
    for file in files:
        QImage(40, 20, QImage.Format.Format_RGB32).save(str(file))
    before = len(opened.files.document.store.nodes)  # type: ignore[union-attr]  # it is open
    drop(opened, qtbot, *files)

    document = opened.files.document
    assert document is not None
    assert before + 2 == len(document.store.nodes)
    node = document.store.node(document.selection.nodes[0])
    assert node.message.media_sources() == ("media:风衣.png",)  # type: ignore[attr-defined]  # known here
    assert document.media.path_of("media:风衣.png") is not None


def test_dropped_messages_become_nodes(opened: Window, qtbot: QtBot, tmp_path: Path) -> None:
    export(opened, qtbot, "wire", tmp_path / "a.rcc07.json")
    before = len(opened.files.document.store.nodes)  # type: ignore[union-attr]  # it is open
    drop(opened, qtbot, tmp_path / "a.rcc07.json")

    document = opened.files.document
    assert document is not None
    assert before + 1 == len(document.store.nodes)
    node = document.store.node(document.selection.nodes[0])
    assert isinstance(node, SendMessage)
    assert node.message.content.plain_text() == "您好"
    assert node.title == "打招呼"


def changed_table(path: Path, **changes: str) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[changes.get(cell, cell) for cell in row] for row in rows])
    path.write_text(out.getvalue(), "utf-8-sig", newline="")


def sheet_of(window: Window) -> ScriptSheet:
    found = window.findChild(ScriptSheet)
    assert found is not None
    return found


def test_a_script_table_is_shown_before_it_is_read_and_undone_at_once(
    opened: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    table = export(opened, qtbot, "csv", tmp_path / "a.csv")
    before = digest(opened.files.document.flow)  # type: ignore[union-attr]  # it is open
    changed_table(table, 您好="早上好", 好的="行", 不了="下次")
    drop(opened, qtbot, table)
    sheet = sheet_of(opened)

    assert sheet.is_open
    assert sheet.comparison.counts()["changed"] == 3
    assert before == digest(opened.files.document.flow)  # type: ignore[union-attr]  # it is open
    QTest.keyClick(sheet.list, Qt.Key.Key_Space)
    assert "2" in sheet.take_button.words
    QTest.keyClick(sheet.list, Qt.Key.Key_Space)
    sheet.take_button.click()
    qtbot.waitUntil(lambda: not sheet.is_open)
    assert before != digest(opened.files.document.flow)  # type: ignore[union-attr]  # it is open
    history(opened).undo()
    assert before == digest(opened.files.document.flow)  # type: ignore[union-attr]  # it is open


def test_what_is_copied_is_pasted_as_nodes_or_from_its_text(opened: Window, qtbot: QtBot) -> None:
    assert opened.area is not None
    document = opened.area.document
    document.selection.set([node_id("hello"), node_id("yes")])
    opened.pasteboard.copy()
    opened.pasteboard.paste()
    text = QGuiApplication.clipboard().mimeData().text()
    plain = QMimeData()
    plain.setText(text)
    QGuiApplication.clipboard().setMimeData(plain)
    opened.pasteboard.paste()

    assert len(document.store.nodes) == 8
    positions = [(place.x, place.y) for place in document.store.layout.positions.values()]
    assert len(set(positions)) == 8


def test_words_and_pictures_are_pasted_as_messages(opened: Window, qtbot: QtBot) -> None:
    assert opened.area is not None
    document = opened.area.document
    QGuiApplication.clipboard().setText("春季上新")
    opened.pasteboard.paste()
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    opened.pasteboard.paste()
    qtbot.waitUntil(lambda: not opened.pasteboard.is_busy)

    words, picture = list(document.store.nodes.values())[-2:]
    assert words.message.content.plain_text() == "春季上新"  # type: ignore[attr-defined]  # known here
    assert picture.message.media_sources()  # type: ignore[attr-defined]  # known here


def test_pictures_come_along_from_another_scenario(opened: Window, qtbot: QtBot, tmp_path: Path) -> None:
    from editor.document import clipboard
    from editor.document.clip import ClipMedia
    from editor.document.selection import Selection
    from editor.document.store import Store

    there = tmp_path / "there" / "media"
    there.mkdir(parents=True)
    (there / "coat.png").write_bytes(b"picture")
    store = Store(spring_sale())
    selection = Selection(store)
    selection.set([node_id("carousel")])
    mime = QMimeData()
    media = ClipMedia(home=str(there), files={"coat.png": 7})
    mime.setData(clipboard.MIME, clipboard.copy(store, selection, media))
    QGuiApplication.clipboard().setMimeData(mime)
    opened.pasteboard.paste()
    qtbot.waitUntil(lambda: not opened.pasteboard.is_busy)

    assert opened.area is not None
    found = opened.area.document.media.path_of("media:coat.png")
    assert found is not None
    assert found.read_bytes() == b"picture"
    bar = opened.notices.bar("paste")
    assert bar is not None
    assert "图片没有带过来" in bar.notice.sentence.zh  # the two others are nowhere


def test_the_name_is_dragged_out_as_a_file(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDrag

    from editor.exchange.package.reading import read_package

    window.files.open_sample("spring-sale")
    taken: list[bytes] = []

    def take(drag: QDrag, *_: object) -> Qt.DropAction:
        file = Path(drag.mimeData().urls()[0].toLocalFile())
        (tmp_path / file.name).write_bytes(file.read_bytes())
        taken.append(file.name.encode())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", take)
    name = window.toolbar.name
    QTest.mousePress(name, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(name, QPoint(60, 40))
    QTest.mouseRelease(name, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))

    assert ["春季促销.xinliu".encode()] == taken
    assert read_package(tmp_path / "春季促销.xinliu").scenarios[0].flow.name == "春季促销"

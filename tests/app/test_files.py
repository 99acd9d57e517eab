from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.places import recovery_folder, workspace_folder
from editor.library.autosave import RecoveryFile, leftovers, recover
from runtime.flow.file_format import read_document, to_text, write_document
from runtime.flow.ids import NodeId
from runtime.records import replaced_at
from runtime.wording import Wording
from tests.support.flows import greeting
from tests.support.person import Person

HELLO = NodeId("hello")


def saved(folder: Path) -> Path:
    path = folder / "问候.xinliu.json"
    write_document(greeting(), path)
    return path


def rename(window: Window, title: str) -> None:
    document = window.files.document
    assert document is not None
    with document.store.edit(Wording("改名", "Rename")) as draft:
        draft.put_node(draft.node(HELLO).with_changes(title=title))


def sentence(window: Window, key: str) -> str:
    bar = window.notices.bar(key)
    assert bar is not None
    return bar.notice.sentence.zh


def test_a_file_opens_with_its_name_in_the_title(window: Window, tmp_path: Path) -> None:
    window.files.open_path(str(saved(tmp_path)))

    assert window.windowTitle() == "测试场景 — 信流"
    assert window.current_area == "editing"
    assert [path.name for path in window.files.recent.paths()] == ["问候.xinliu.json"]


def test_a_change_shows_in_the_title_and_saving_takes_it_away(window: Window, tmp_path: Path) -> None:
    path = saved(tmp_path)
    window.files.open_path(str(path))

    rename(window, "新名字")
    assert window.windowTitle().startswith("• ")
    assert window.files.save()

    assert not window.windowTitle().startswith("• ")
    assert read_document(path).flow.nodes[HELLO].title == "新名字"


def test_undo_is_named_in_the_menu(window: Window, tmp_path: Path) -> None:
    window.files.open_path(str(saved(tmp_path)))

    rename(window, "新名字")

    assert window.menus["undo"].text() == "撤销 改名"
    window.menus["undo"].trigger()
    assert window.menus["redo"].text() == "重做 改名"


def test_reverting_goes_back_to_the_file_and_can_be_redone(window: Window, tmp_path: Path) -> None:
    window.files.open_path(str(saved(tmp_path)))
    rename(window, "一")
    rename(window, "二")

    window.menus["revert"].trigger()

    assert window.files.document is not None
    assert window.files.document.document == greeting()
    assert window.files.document.history.can_redo()


def test_reverting_what_was_recovered_goes_back_to_the_file_and_can_be_undone(
    window: Window, tmp_path: Path
) -> None:
    path = saved(tmp_path)
    left = RecoveryFile(recovery_folder())
    left.write(replaced_at(greeting(), ("flow", "name"), "没保存的"), path)
    left._end_stream()
    assert left._lock is not None
    left._lock.close()
    (leftover,) = leftovers(recovery_folder())
    window.files.show_recovered(recover(leftover), leftover)

    window.menus["revert"].trigger()

    document = window.files.document
    assert document is not None
    assert document.document == greeting()
    assert not document.is_dirty
    document.history.undo()
    assert document.flow.name == "没保存的"
    assert document.is_dirty


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是合法的 JSON"),
        ("\x00\x01", "不是合法的 JSON"),
        ('{"format": 99, "flow": {}}', "更新的版本"),
        ("[]", "场景文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_bar_and_what_is_open_stays(
    text: str, words: str, window: Window, tmp_path: Path
) -> None:
    window.files.open_path(str(saved(tmp_path)))
    broken = tmp_path / "坏.xinliu.json"
    broken.write_text(text, encoding="utf-8")

    window.files.open_path(str(broken))

    assert words in sentence(window, "open")
    assert "坏.xinliu.json" in sentence(window, "open")
    assert window.windowTitle() == "测试场景 — 信流"
    assert broken.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_is_refused_in_a_bar(window: Window, tmp_path: Path) -> None:
    window.files.open_path(str(tmp_path / "没有.xinliu.json"))

    assert "读不了" in sentence(window, "open")


def test_a_disk_that_refuses_keeps_document_history_and_file(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path)
    window.files.open_path(str(path))
    rename(window, "新名字")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    assert not window.files.save()
    assert "磁盘已满" in sentence(window, "save")
    assert path.read_text(encoding="utf-8") == to_text(greeting())
    assert window.files.document is not None
    assert window.files.document.is_dirty
    assert window.files.document.history.can_undo()


def test_leaving_with_changes_asks_in_a_bar(window: Window, tmp_path: Path, person: Person) -> None:
    path = saved(tmp_path)
    window.files.open_path(str(path))
    rename(window, "新名字")

    window.files.new()
    assert window.files.document is not None
    assert window.files.document.path == path
    bar = window.notices.bar("leave")
    assert bar is not None
    person.click(bar.buttons[0])

    assert read_document(path).flow.nodes[HELLO].title == "新名字"
    assert window.files.document.path is None


def test_closing_the_window_with_changes_asks_first(window: Window, tmp_path: Path, person: Person) -> None:
    window.files.open_path(str(saved(tmp_path)))
    rename(window, "新名字")

    window.close()
    assert window.isVisible()
    bar = window.notices.bar("leave")
    assert bar is not None
    person.click(bar.buttons[1])

    assert not window.isVisible()


def test_a_dropped_file_opens(window: Window, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved(tmp_path)))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    QApplication.sendEvent(window, QDragEnterEvent(QPoint(100, 100), Qt.DropAction.CopyAction, data, *held))
    QApplication.sendEvent(window, QDropEvent(QPointF(100, 100), Qt.DropAction.CopyAction, data, *held))

    assert window.windowTitle() == "测试场景 — 信流"


def test_saving_elsewhere_brings_the_pictures_along(window: Window, tmp_path: Path) -> None:
    picture = tmp_path / "图.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    window.files.open_sample("spring-sale")
    document = window.files.document
    assert document is not None
    source = document.media.take_in(picture)
    with document.store.edit(Wording("换图", "Change picture")) as draft:
        path = ("message", "content", "card", "media", "source")
        draft.put_node(replaced_at(draft.node(NodeId("hero")), path, source))

    assert window.files.save_to(tmp_path / "别处" / "春季.xinliu.json")

    assert (tmp_path / "别处" / "media" / "图.png").is_file()


def test_an_edit_is_kept_in_a_recovery_file_a_moment_later(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    window.files.open_path(str(saved(tmp_path)))

    rename(window, "新名字")

    assert window.files.autosaver is not None
    qtbot.waitUntil(window.files.autosaver.path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "已自动保存" in window.status.words(), timeout=10_000)


def test_saving_removes_the_recovery_file(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    window.files.open_path(str(saved(tmp_path)))
    rename(window, "新名字")
    autosaver = window.files.autosaver
    assert autosaver is not None
    autosaver.save_now()
    qtbot.waitUntil(autosaver.path.exists, timeout=10_000)

    window.files.save()

    qtbot.waitUntil(lambda: not autosaver.path.exists(), timeout=10_000)


_KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.launch import application, open_window
from app.settings import Settings
from runtime.flow.ids import NodeId
from runtime.records import replaced_at
from runtime.wording import Wording
app = application()
window = open_window(Settings(), Path(sys.argv[1]), None)
window.run.warm_up = lambda: None
app.processEvents()
document = window.files.document
with document.store.edit(Wording("x", "x")) as draft:
    draft.put_node(draft.node(NodeId("hello")).with_changes(title="没有保存的名字"))
window.files.saved.connect(lambda moment: print("kept", flush=True))
app.exec()
"""


@pytest.mark.slow
def test_what_a_killed_program_was_editing_is_offered_and_comes_back(
    window: Window, tmp_path: Path, person: Person
) -> None:
    path = saved(tmp_path)
    program = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdout.readline() == "kept\n", program.stderr.read()
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    program.stderr.close()

    assert len(leftovers(recovery_folder())) == 1
    window.recovery.offer()
    bar = window.notices.bar("recovery")
    assert bar is not None
    person.click(bar.buttons[0])

    assert window.files.document is not None
    assert window.files.document.flow.nodes[HELLO].title == "没有保存的名字"
    assert window.files.document.is_dirty
    assert read_document(path) == greeting()


def left_behind(name: str) -> None:
    file = RecoveryFile(recovery_folder())
    flow = greeting().flow.model_copy(update={"name": name})
    file.write(greeting().model_copy(update={"flow": flow}), None)
    file._end_stream()
    assert file._lock is not None
    file._lock.close()


def test_several_leftovers_stand_in_one_bar_and_each_is_decided_by_itself(
    window: Window, person: Person
) -> None:
    for name in ("甲", "乙", "丙"):
        left_behind(name)

    window.recovery.offer()
    bar = window.notices.bar("recovery")
    assert bar is not None
    assert "3 个场景" in sentence(window, "recovery")
    assert len(bar.buttons) == 6
    given_up = bar.notice.rows[1].words.zh
    person.click(bar.buttons[3])

    bar = window.notices.bar("recovery")
    assert bar is not None
    assert given_up not in [row.words.zh for row in bar.notice.rows]
    recovered = bar.notice.rows[0].words.zh
    person.click(bar.buttons[0])

    assert window.files.document is not None
    assert window.files.document.flow.name in recovered
    assert "另外" not in sentence(window, "recovery")
    assert window.files.autosaver is not None
    window.files.autosaver._writer.submit(int).result()
    assert len(leftovers(recovery_folder())) == 1


def test_the_first_saving_asks_nothing_and_takes_the_name_of_the_scenario(
    window: Window, tmp_path: Path
) -> None:
    window.files.open_sample("spring-sale")
    assert window.files.save()
    window.files.open_sample("spring-sale")
    assert window.files.save()

    assert window.files.document is not None
    path = window.files.document.path
    assert path is not None
    assert path.name == "春季促销 2.xinliu.json"
    assert path.parent == workspace_folder() / "scenarios"

"""The versions of the open scenario on screen: kept, named, restored, copied."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from runtime.flow.document import Document
from runtime.wording import Wording
from tests.support.workspace import put, retitle


def idle(window: Window, qtbot: QtBot) -> None:
    """Wait until everything asked of the library was answered, and what followed from that."""
    answers: list[object] = []
    for number in range(3):
        window.library.ask(lambda workspace: None, answers.append)
        qtbot.waitUntil(partial(_are, answers, number + 1), timeout=20_000)


def _are(answers: list[object], count: int) -> bool:
    return len(answers) == count


def test_every_saving_keeps_a_version_and_says_what_changed(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    assert window.area is not None
    versions = window.area.problems.versions.versions
    qtbot.waitUntil(lambda: len(versions.revisions) == 1, timeout=20_000)
    retitle(window, "新名字")
    assert window.files.save()
    qtbot.waitUntil(lambda: len(versions.revisions) == 2, timeout=20_000)

    assert versions.revisions[0].kind == "saved"
    assert "新名字" in versions.revisions[0].changes[0].zh
    assert versions.revisions[1].kind == "automatic"


def test_edits_keep_a_version_by_themselves_after_a_while(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    retitle(window, "新名字")
    assert window.versions._automatic.isActive()
    window.versions._automatic.timeout.emit()

    qtbot.waitUntil(lambda: len(window.versions.revisions) == 2, timeout=20_000)
    assert [each.kind for each in window.versions.revisions] == ["automatic", "automatic"]


def test_restoring_is_one_step_that_can_be_undone(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    document = window.files.document
    assert document is not None
    assert window.area is not None
    before = document.document
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    retitle(window, "一")
    retitle(window, "二")
    edited = document.document

    window.area.problems.versions.restore_asked.emit(window.versions.revisions[0].id)
    qtbot.waitUntil(lambda: document.document == before, timeout=20_000)
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 3, timeout=20_000)
    assert [each.kind for each in window.versions.revisions] == ["restored", "automatic", "automatic"]
    assert "恢复到" in window.menus["undo"].text()

    window.menus["undo"].trigger()
    assert document.document == edited


def test_restoring_what_is_here_already_only_says_so(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    window.versions.restore(window.versions.revisions[0].id)
    assert window.area is not None
    area = window.area
    qtbot.waitUntil(area.toast.isVisible, timeout=20_000)

    assert window.files.document is not None
    assert not window.files.document.history.can_undo()


def test_naming_the_version_as_it_is_now_opens_its_field(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    window.menus["name_version"].trigger()
    assert window.area is not None
    versions = window.area.problems.versions
    qtbot.waitUntil(versions._field.isVisible, timeout=20_000)
    versions._field.setText("送审稿")
    QTest.keyClick(versions._field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [each.name for each in window.versions.revisions] == ["送审稿"], timeout=20_000)
    assert window.versions.revisions[0].kind == "named"


def test_an_old_version_becomes_a_scenario_of_its_own(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    assert window.area is not None
    toast = window.area.toast
    window.area.problems.versions.branch_asked.emit(window.versions.revisions[0].id)
    qtbot.waitUntil(toast.isVisible, timeout=20_000)
    assert toast.words == "已复制成「甲 副本」"

    toast.action_button.click()
    assert window.windowTitle().startswith("甲 副本")


def test_comparing_is_asked_for_with_the_version(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    assert window.area is not None
    with qtbot.waitSignal(window.versions.compare_asked) as asked:
        window.area.problems.versions.compare_asked.emit(window.versions.revisions[0].id)

    assert asked.args == [window.versions.revisions[0].id]


def test_a_library_that_cannot_be_opened_is_told_in_a_bar_and_files_open_all_the_same(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    idle(window, qtbot)
    window.library._workspace = None
    window.library.folder = tmp_path / "file"
    window.library.folder.write_text("", encoding="utf-8")

    window.files.open_path(str(put("甲")))

    qtbot.waitUntil(lambda: window.notices.bar("library") is not None, timeout=20_000)
    assert window.windowTitle().startswith("甲")


def test_the_panel_stays_open_in_a_small_window_when_it_was_opened(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    window.resize(1280, 800)
    assert window.area is not None
    panel = window.area.problems
    assert panel.height() < 60

    panel.show_tab("history")
    window.refresh()
    qtbot.waitUntil(lambda: panel.height() > 80 and not panel.is_collapsed, timeout=10_000)

    panel.toggle.click()
    window.refresh()
    assert panel.is_collapsed


def test_an_edit_of_many_nodes_keeps_what_was_there_before(window: Window, qtbot: QtBot) -> None:
    window.files.open_sample("spring-sale")
    document = window.files.document
    assert document is not None
    before = document.document
    with document.store.edit(Wording("全部改名", "Rename all")) as draft:
        for node_id in list(document.store.nodes):
            draft.put_node(draft.node(node_id).with_changes(title="改过"))

    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    kept: list[Document] = []
    revision_id = window.versions.revisions[0].id
    window.library.ask(lambda workspace: workspace.versions.document(revision_id), kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=20_000)
    assert kept == [before]

"""A large scenario is saved beside the screen: editing goes on, and what is saved is what stood there."""

from __future__ import annotations

import errno
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import saving
from app.main_window.window import Window
from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.wording import Wording
from tests.support.flows import generated, node_id

NAME = Wording("改名", "Rename")


@pytest.fixture
def opened(window: Window, tmp_path: Path) -> Path:
    path = tmp_path / "large.xinliu.json"
    write_document(generated(saving.LARGE_NODES + 20), path)
    assert window.files.open_file(path)
    rename(window, "第一次")
    return path


def rename(window: Window, title: str) -> None:
    assert window.area is not None
    with window.area.document.store.edit(NAME) as draft:
        draft.put_node(draft.node(node_id("n3")).with_changes(title=title))


def title_in(path: Path) -> str:
    return read_document(path).flow.nodes[node_id("n3")].title


def test_saving_says_so_and_ends_clean(window: Window, qtbot: QtBot, opened: Path) -> None:
    assert window.files.save()
    assert window.files.saving.is_busy
    assert "正在保存" in window.status.words()

    qtbot.waitUntil(lambda: not window.files.saving.is_busy, timeout=10_000)

    assert title_in(opened) == "第一次"
    assert window.files.document is not None
    assert not window.files.document.is_dirty


def test_what_is_edited_meanwhile_is_not_saved(window: Window, qtbot: QtBot, opened: Path) -> None:
    window.files.save()
    rename(window, "第二次")

    qtbot.waitUntil(lambda: not window.files.saving.is_busy, timeout=10_000)

    assert title_in(opened) == "第一次"
    assert window.files.document is not None
    assert window.files.document.is_dirty


def test_going_back_before_what_was_saved_meanwhile_is_not_called_saved(
    window: Window, qtbot: QtBot, opened: Path
) -> None:
    window.files.save()
    rename(window, "第二次")
    qtbot.waitUntil(lambda: not window.files.saving.is_busy, timeout=10_000)
    document = window.files.document
    assert document is not None
    while document.history.can_undo():
        document.history.undo()

    assert document.is_dirty
    window.menus["revert"].trigger()
    assert document.flow.nodes[node_id("n3")].title == title_in(opened) == "第一次"
    assert not document.is_dirty


def test_a_write_that_is_overtaken_never_lands_last(
    window: Window, qtbot: QtBot, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, begun, usual = threading.Event(), threading.Event(), saving._write

    def slowly(document: Document, path: Path) -> None:
        if document.flow.nodes[node_id("n3")].title == "第一次":
            begun.set()
            may_go.wait(5)
        usual(document, path)

    monkeypatch.setattr(saving, "_write", slowly)
    window.files.save()
    begun.wait(5)
    rename(window, "第二次")
    threading.Timer(0.05, may_go.set).start()

    assert window.files.save_and_wait()
    assert title_in(opened) == "第二次"


def test_a_full_disk_is_said_and_nothing_is_lost(
    window: Window, qtbot: QtBot, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened.read_bytes()

    def full(document: Document, path: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(saving, "_write", full)
    window.files.save()
    qtbot.waitUntil(lambda: window.notices.bar("save") is not None, timeout=10_000)

    assert opened.read_bytes() == before
    assert window.files.document is not None
    assert window.files.document.is_dirty

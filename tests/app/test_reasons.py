"""What the machine refused is said in the language in use, where it concerns."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from app.launch import say_what_cannot_be_read
from app.main_window.window import Window
from app.reasons import reason_of


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EEXIST])
def test_common_reasons_are_said_in_chinese(number: int) -> None:
    words = reason_of(OSError(number, "as the system says it"))

    assert not words.zh.isascii()
    assert words.en.isascii()


def test_a_reason_without_our_words_keeps_those_of_the_system() -> None:
    assert reason_of(OSError(errno.ELOOP, "Too many levels")).zh == "Too many levels"
    assert reason_of(OSError("no picture")).zh == "no picture"


@pytest.mark.parametrize("name", ["图.png", "图.svg", "副本.xinliu.json"])
def test_an_export_that_fails_says_why_in_a_bar(
    window: Window, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    window.files.open_sample("spring-sale")
    window.exports.write(name.rpartition(".")[2], str(tmp_path / "没有" / name))
    qtbot.waitUntil(lambda: not window.exports.is_busy)

    bar = window.notices.bar("export")
    assert bar is not None
    assert name in bar.notice.sentence.zh
    assert "没有这个文件夹" in bar.notice.sentence.zh


@pytest.mark.parametrize(("families", "is_said"), [([], True), (["Noto Sans CJK SC"], False)])
def test_a_machine_without_a_chinese_font_is_told_in_letters_it_can_show(
    window: Window, monkeypatch: pytest.MonkeyPatch, families: list[str], is_said: bool
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda _: families)

    say_what_cannot_be_read(window)

    bar = window.notices.bar("fonts")
    assert (bar is not None) is is_said
    assert bar is None or "No Chinese font" in bar.notice.sentence.zh

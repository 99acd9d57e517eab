from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.inspector.problems import HISTORY
from editor.inspector.version_list import VersionList
from editor.library.revision import Kind, Revision
from runtime.flow.ids import FlowId
from runtime.wording import same
from tests.editor.inspector.conftest import Desk
from widgets.common import ToolButton
from widgets.language import set_language


def revision(
    number: int, kind: Kind = "saved", name: str = "", changes: int = 3, online: int | None = None
) -> Revision:
    moment = datetime.now(UTC) - timedelta(days=400 - number)
    words = tuple(same(f"改动 {each}") for each in range(1, changes + 1))
    return Revision(number, FlowId("f"), number, moment, kind, name, "", online, "", 5, words[:12], changes)


@pytest.fixture
def versions(desk: Desk) -> VersionList:
    desk.problems.resize(1000, 300)
    desk.problems.show_tab(HISTORY)
    desk.problems.history_page.show_versions(
        (revision(3, "automatic"), revision(2, "published", online=4), revision(1, name="送审稿", changes=0))
    )
    found = desk.problems.versions
    found.setFocus()
    found.setCurrentIndex(found.versions.index(0))
    return found


def test_without_versions_the_tab_says_how_they_come(desk: Desk) -> None:
    desk.problems.show_tab(HISTORY)
    desk.problems.history_page.show_versions(())

    assert desk.problems.history_page._kept.currentWidget() is desk.problems.history_page._none


def test_a_version_is_told_with_moment_kind_name_and_the_first_differences(versions: VersionList) -> None:
    texts = [versions.versions.index(row).data() for row in range(3)]

    assert texts[0].endswith(" · 自动 · 改动 1；改动 2；还有 1 处")
    assert " · 线上 v4 · " in texts[1]
    assert texts[2].endswith(" · 保存 · 送审稿 · 从这里开始")
    assert "改动 3" in versions.versions.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_versions_are_told_in_english_too(versions: VersionList) -> None:
    set_language("en")

    assert "1 more" in versions.versions.index(0).data()


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "compare_asked"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "restore_asked"),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, "branch_asked"),
    ],
)
def test_keys_serve_the_current_version(
    key: Qt.Key, held: Qt.KeyboardModifier, signal: str, versions: VersionList, qtbot: QtBot
) -> None:
    QTest.keyClick(versions, Qt.Key.Key_Down)

    with qtbot.waitSignal(getattr(versions, signal)) as asked:
        QTest.keyClick(versions, key, held)

    assert asked.args == [2]


def test_a_name_is_written_in_the_row(versions: VersionList, qtbot: QtBot) -> None:
    QTest.keyClick(versions, Qt.Key.Key_F2)
    field = versions._field
    assert field.isVisible()
    field.setText(" 法务看过 ")

    with qtbot.assertNotEmitted(versions.compare_asked), qtbot.waitSignal(versions.name_given) as given:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert given.args == [3, "法务看过"]
    assert not field.isVisible()


def test_escape_and_an_unchanged_name_say_nothing(versions: VersionList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(versions.name_given, wait=1):
        QTest.keyClick(versions, Qt.Key.Key_F2)
        versions._field.setText("anders")
        QTest.keyClick(versions._field, Qt.Key.Key_Escape)
        QTest.keyClick(versions, Qt.Key.Key_F2)
        QTest.keyClick(versions._field, Qt.Key.Key_Return)


def test_a_version_that_is_named_before_it_is_listed_gets_its_field_then(versions: VersionList) -> None:
    versions.name_version(9)
    assert not versions._field.isVisible()

    versions.show_versions((revision(9), *versions.versions.revisions))

    assert versions._field.isVisible()
    assert versions._field.property("revision") == 9


def test_the_buttons_of_a_row_serve_that_row(versions: VersionList, qtbot: QtBot) -> None:
    rect = versions.visualRect(versions.versions.index(2))
    QTest.mouseMove(versions.viewport(), rect.center() - QPoint(200, 0))
    compare = versions.buttons.findChildren(ToolButton)[1]

    with qtbot.waitSignal(versions.compare_asked) as asked:
        QTest.mouseClick(compare, Qt.MouseButton.LeftButton)

    assert asked.args == [1]


def test_the_current_version_stays_when_a_new_one_comes(versions: VersionList) -> None:
    versions.setCurrentIndex(versions.versions.index(1))

    versions.show_versions((revision(4), *versions.versions.revisions))

    current = versions.current()
    assert current is not None
    assert current.number == 2


def test_a_name_that_is_being_written_survives_that_the_list_changes(versions: VersionList) -> None:
    QTest.keyClick(versions, Qt.Key.Key_F2)
    versions._field.setText("halb")

    versions.show_versions((revision(4), *versions.versions.revisions))

    assert versions._field.isVisible()
    assert versions._field.text() == "halb"

"""The area as a person uses it: a file is dropped, people are found, one is changed, a segment is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.audience.builder_row import BuilderRow, Known
from app.audience.desk import PAGE
from app.audience.page import AudiencePage
from runtime.delivery.audience import listing
from runtime.delivery.audience.condition import SegmentCondition
from runtime.store import Store
from tests.support.audience_scene import LocalLink, audience_page, sample_file
from widgets.language import Language, set_language


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def page(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[AudiencePage]:
    """The area over it, on screen."""
    made, _ = audience_page(store, tmp_path)
    qtbot.addWidget(made)
    made.resize(1232, 720)
    made.show()
    yield made
    made.close_area()


def dropped(page: AudiencePage, path: Path) -> None:
    """Drops a file on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def filled(page: AudiencePage, tmp_path: Path, rows: int = 240) -> None:
    """Imports the sample file."""
    path = tmp_path / "members.csv"
    path.write_text(sample_file(rows), encoding="gb18030")
    dropped(page, path)
    page.import_view.check.click()
    page.import_view.merge.click()
    page.import_view.done.click()


def test_an_empty_area_teaches_what_to_do(page: AudiencePage) -> None:
    assert page._list_pages.currentWidget() is page.empty
    assert page.empty.action_button.isVisible()


def test_a_dropped_file_is_mapped_checked_merged_and_can_be_undone(
    page: AudiencePage, tmp_path: Path
) -> None:
    path = tmp_path / "members.csv"
    path.write_text(sample_file(), encoding="gb18030")
    dropped(page, path)
    view = page.import_view
    uses = [card.value for card in view.mapping.cards]
    assert uses == ["number", *["attribute"] * 5, "tags"]
    assert [card.type.currentData() for card in view.mapping.cards[4:6]] == ["number", "date"]

    view.check.click()
    assert (view.state, view.problems.count()) == ("checked", 6)
    assert "可导入 241 人" in view.sentence.text()
    view.merge.click()
    assert view.state == "done"
    assert page.sidebar.count() > 5
    view.undo.click()
    assert view.state == "undone"
    view.done.click()

    assert page.model.rowCount() == 0
    assert page._list_pages.currentWidget() is page.empty


def test_an_older_import_is_found_again_and_undone(page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    page.sidebar.choose("import", "1")
    page.header.detail.click()
    assert page.import_view.state == "done"
    assert "241" in page.import_view.sentence.text()
    page.import_view.undo.click()
    page.import_view.done.click()

    assert page.model.rowCount() == 0
    assert page.sidebar.current.kind == "everyone"
    assert not page.header.detail.isVisible()


def test_a_mapping_without_numbers_or_with_a_name_twice_cannot_be_checked(
    page: AudiencePage, tmp_path: Path
) -> None:
    path = tmp_path / "members.csv"
    path.write_text(sample_file(), encoding="utf-8")
    dropped(page, path)
    mapping = page.import_view.mapping
    mapping.cards[2].name.setText("姓名")
    mapping.cards[2].name.textEdited.emit("姓名")
    assert not page.import_view.check.isEnabled()

    mapping.cards[2].set_use("number")
    mapping.cards[2].made_number.emit()
    mapping.cards[2].changed.emit()
    assert [card.value for card in mapping.cards].count("number") == 1
    assert page.import_view.check.isEnabled()
    page.import_view.cancel.click()

    assert page._middle.currentIndex() == 0


def test_the_table_reads_further_pages_as_far_as_somebody_scrolls(page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    first = page.model.rowCount()
    page.table.scrollToBottom()
    while page.model.canFetchMore(page.table.rootIndex()):
        page.model.fetchMore(page.table.rootIndex())

    assert (first, page.model.rowCount()) == (PAGE, 241)
    assert all("****" in str(row["number"]) for row in page.model.contacts)


def test_search_and_filter_narrow_the_list(qtbot: QtBot, page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    number = str(page.model.contacts[0]["number"])
    page.header.search.setText(number[-4:])
    qtbot.waitUntil(lambda: page.model.rowCount() < 10)
    assert number in [row["number"] for row in page.model.contacts]

    page.header.clear()
    page.header.states.set_value("refused")
    page.header.states.changed.emit("refused")
    assert page.model.rowCount() == 0
    page.empty.triggered.emit()

    assert page.model.rowCount() == PAGE


def test_a_contact_is_changed_in_the_panel(page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    page.table.selectRow(2)
    profile = page.panel.profile
    points = profile.fields["积分"]
    assert isinstance(points, QLineEdit)
    points.setText("很多")
    points.editingFinished.emit()
    assert page.model.contacts[2]["attributes"]["积分"] != "很多"
    points.setText("77")
    points.editingFinished.emit()
    profile.tag.setText("新标签")
    profile.tag.returnPressed.emit()
    profile.grant.click()
    assert page.model.contacts[2]["consent"] == "none"
    profile.proof.setText("问卷")
    profile.grant.click()
    profile.list_button.click()
    row = page.model.contacts[2]

    assert row["attributes"]["积分"] == 77
    assert "新标签" in row["tags"]
    assert (row["consent"], row["blacklisted"]) == ("granted", True)
    kinds = {entry["kind"] for entry in page.panel.timeline.entries}
    assert kinds >= {"granted", "blacklisted", "tagged", "imported", "joined"}


def test_a_segment_is_counted_live_and_kept(qtbot: QtBot, page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    page.new_segment()
    builder = page.builder
    assert not builder.save.isEnabled()
    row = builder.rows[0]
    row.about.setCurrentIndex(row.about.findData("attribute:城市"))
    row.about.activated.emit(0)
    field = row.findChildren(QLineEdit)[-1]
    field.setText("上海")
    field.textEdited.emit("上海")
    qtbot.waitUntil(lambda: "60" in builder.count.text())
    builder.name.setText("上海的")
    builder.name.textEdited.emit("上海的")
    builder.save.click()

    assert page.sidebar.current.words.zh == "上海的"
    assert {row["attributes"]["城市"] for row in page.model.contacts} == {"上海"}


def test_every_kind_of_row_comes_back_as_it_was(page: AudiencePage, tmp_path: Path) -> None:
    filled(page, tmp_path)
    rows = [
        {"kind": "attribute", "name": "积分", "operator": "ge", "value": 10.0},
        {"kind": "attribute", "name": "生日", "operator": "is_set", "value": ""},
        {"kind": "tag", "has": False, "tag": "老客"},
        {"kind": "consent", "state": "none"},
        {"kind": "joined", "days": 90},
        {"kind": "message", "deed": "answered", "has": False, "flow_id": "spring", "days": 7},
        {"kind": "tap", "words": "领取", "has": True, "flow_id": "", "days": 0},
        {"kind": "outcome", "outcome": "goal", "has": True, "flow_id": "spring", "days": 30},
    ]
    page.builder.edit({"id": "s", "name": "全部", "condition": {"join": "any", "rows": rows}})

    assert page.builder.condition() == {"join": "any", "rows": rows}
    set_language("en")
    assert page.builder.condition() == {"join": "any", "rows": rows}


def test_without_a_runtime_the_area_says_so_and_asks_for_it(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    page, link = audience_page(store, tmp_path)
    qtbot.addWidget(page)
    client = link.client
    assert isinstance(link, LocalLink)
    link.client = None
    link.changed.emit()
    assert link.wanted == 1
    assert not page.header.take.isEnabled()
    path = tmp_path / "members.csv"
    path.write_text(sample_file(), encoding="utf-8")
    page.import_file(str(path))
    assert page.import_view.state == ""
    link.client = client
    link.changed.emit()

    assert page.header.take.isEnabled()
    assert page.import_view.state == "mapping"


def test_tab_goes_through_the_conditions_as_one_reads(
    page: AudiencePage, qtbot: QtBot, tmp_path: Path
) -> None:
    filled(page, tmp_path, 8)
    page.new_segment()
    builder = page.builder
    builder.add.click()
    qtbot.waitUntil(builder.rows[-1].isVisible)
    stops = [stop for row in builder.rows for stop in row.stops]
    passed: list[QWidget] = [builder.close_button]
    while passed[-1] is not builder.add and len(passed) < 99:
        following: QWidget | None = passed[-1].nextInFocusChain()
        while following and not (following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible()):
            following = following.nextInFocusChain()
        assert following is not None
        passed.append(following)

    assert passed == [builder.close_button, *stops, builder.add]


def test_what_a_check_found_is_said_without_what_there_is_none_of(page: AudiencePage, tmp_path: Path) -> None:
    set_language(Language.ZH)
    path = tmp_path / "members.csv"
    path.write_text("手机号,姓名\n13800008000,王女士\n1380000,错号\n", "utf-8")
    dropped(page, path)
    page.import_view.check.click()

    assert page.import_view.sentence.text() == "可导入 1 人。有问题 1 行。"
    assert page.import_view.merge.hasFocus()


def test_a_whole_number_is_shown_for_a_moment_and_kept_nowhere(
    page: AudiencePage, tmp_path: Path, qtbot: QtBot
) -> None:
    filled(page, tmp_path, rows=12)
    page.sidebar.choose("everyone", "")
    page.table.opened.emit(page.model.contacts[0])
    panel = page.panel
    masked = panel.number.text()
    panel._hiding.setInterval(0)
    panel.eye.click()
    whole = panel.number.text()

    qtbot.waitUntil(lambda: panel.number.text() == masked)
    assert (whole, "****" in masked) == ("+8613800001234", True)


def test_last_digits_are_found_however_many_numbers_lie_between(
    page: AudiencePage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(page, tmp_path, rows=60)
    page.sidebar.choose("everyone", "")
    oldest = str(page.model.contacts[-1]["number"])
    monkeypatch.setattr(listing, "_SCAN", 5)
    monkeypatch.setattr(listing, "_OPENED_AT_ONCE", 10)
    page.header.search.setText(oldest[-4:])

    qtbot.waitUntil(lambda: [one["number"] for one in page.model.contacts] == [oldest])


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "campaign", "has": False, "campaign": "c1", "outcome": "skipped"},
        {"kind": "campaign", "has": True, "campaign": "gone", "outcome": ""},
        {"kind": "import", "has": True, "import_id": 7},
    ],
)
def test_rows_about_campaigns_and_imports_come_back_as_they_were(
    qtbot: QtBot, row: dict[str, object]
) -> None:
    made = BuilderRow(Known(campaigns={"c1": "老会员"}, imports={"7": "members.csv"}), row)
    qtbot.addWidget(made)

    assert (made.data(), made.is_whole) == (row, True)
    assert SegmentCondition.model_validate({"rows": [made.data()]}).rows[0].model_dump() == row

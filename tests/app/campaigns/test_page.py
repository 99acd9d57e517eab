"""The area of campaigns: from the empty list over a draft that is confirmed to how it goes."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.areas.area import AreaContext
from app.campaigns.page import CampaignsPage
from app.publishing.service_link import ServiceLink
from app.settings import Settings
from runtime.service.client import RuntimeRefusal
from runtime.wording import Language
from tests.support.campaign_scene import LIST, OUTLOOK, REPORT, SceneLink
from widgets.language import set_language


def page_of(qtbot: QtBot, link: SceneLink) -> CampaignsPage:
    """The area over a link, on screen."""
    context = AreaContext(cast("ServiceLink", link), None, Settings(), print, print)  # type: ignore[arg-type]  # no notices here
    page = CampaignsPage(context)
    qtbot.addWidget(page)
    page.resize(1232, 720)
    page.show()
    page.shown()
    return page


@pytest.fixture
def link() -> SceneLink:
    """A runtime with campaigns in every state."""
    return SceneLink()


def asked(link: SceneLink, name: str) -> list[object]:
    """What came with the calls of that name."""
    assert link.client is not None
    return [what for call, what in link.client.campaigns.asked if call == name]


def words_in(page: CampaignsPage) -> str:
    """All that labels say."""
    return " ".join(label.text() for label in page.progress.findChildren(QLabel))


def test_without_campaigns_there_is_one_thing_to_do(qtbot: QtBot) -> None:
    page = page_of(qtbot, SceneLink([]))
    qtbot.mouseClick(page.empty.action_button, Qt.MouseButton.LeftButton)

    assert page.form.isVisible()
    assert page.form.definition()["flow_id"] == "spring"
    assert page.form.definition()["audience"] == {"kind": "everyone"}


def test_a_large_draft_starts_only_with_its_number_typed(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(link, "outlook")))
    assert not page.outlook.start.isEnabled()

    qtbot.keyClicks(page.outlook.count, "33383")
    assert not page.outlook.start.isEnabled()
    page.outlook.count.clear()
    qtbot.keyClicks(page.outlook.count, "33384")
    qtbot.keyClick(page.outlook.count, Qt.Key.Key_Return)

    assert asked(link, "start") == [OUTLOOK["people"]]
    assert page.progress.isVisible()


def test_a_definition_comes_back_from_the_form_as_it_went_in(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[0])
    kept = LIST[0]["definition"]

    told = page.form.definition()

    assert {name: told[name] for name in ("name", "flow_id", "audience", "per_minute", "priority")} == {
        name: kept[name] for name in ("name", "flow_id", "audience", "per_minute", "priority")
    }
    assert told["timing"] == kept["timing"]


def test_how_it_goes_adds_up_on_screen(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[1])

    assert sum(share.count for share in page.progress.shares.shares) == REPORT["planned"]
    assert "33,384 = 已开始 18,240 + 跳过 904 + 未开始 14,240" in words_in(page)
    assert sum(page.progress.rate.counts) == REPORT["begun"]
    set_language(Language.EN)
    assert "planned 33,384 = begun 18,240" in words_in(page)
    set_language(Language.ZH)


def test_deeds_are_offered_where_they_can_be_done(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[1])
    shown = {name for name, button in page.header.deeds.items() if button.isVisible()}
    qtbot.mouseClick(page.header.deeds["pause"], Qt.MouseButton.LeftButton)

    assert shown == {"pause", "cancel"}
    assert asked(link, "pause") == [None]
    assert {name for name, button in page.header.deeds.items() if button.isVisible()} == {"resume", "cancel"}
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_a_refusal_stays_where_it_happened(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[0])
    assert link.client is not None
    link.client.campaigns.refusal = RuntimeRefusal(
        409, {"code": "count_differs", "zh": "人数不对", "en": "Another number"}
    )
    page.desk.foreseen.emit(OUTLOOK)
    page.outlook.start_wanted.emit(7)

    assert page.form.isVisible()
    assert page.outlook.problem.text() == "人数不对"
    assert page.outlook.problem.isVisible()


def test_people_come_page_by_page_and_go_into_a_file(qtbot: QtBot, link: SceneLink, tmp_path: Path) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[1])
    rows = page.progress.people.rows
    first = rows.rowCount()
    while rows.canFetchMore(rows.index(-1, -1)):
        rows.fetchMore(rows.index(-1, -1))
    page.export_to(tmp_path / "people.csv")
    lines = (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()

    assert (first, rows.rowCount(), len(lines)) == (100, 250, 251)
    assert lines[0].startswith("号码,通道,首条消息")
    assert "138****0003" in lines[4]
    assert not list(tmp_path.glob("*.part"))


def test_a_test_goes_to_the_numbers_typed(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    page.table.chosen.emit(LIST[0])
    qtbot.keyClicks(page.form.test_numbers, "13800000001,13800000002")
    qtbot.keyClick(page.form.test_numbers, Qt.Key.Key_Return)

    assert asked(link, "test") == [["13800000001", "13800000002"]]
    assert "18,240" in page.form.test_result.text()


def test_prices_are_told_once_they_are_numbers(qtbot: QtBot, link: SceneLink) -> None:
    page = page_of(qtbot, link)
    qtbot.mouseClick(page.header.settings, Qt.MouseButton.LeftButton)
    field = page.settings.prices["telecom", "sms_part"]
    qtbot.keyClicks(field, "0.0x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.settings.problem.isVisible()
    assert asked(link, "settings") == []

    field.setText("0.045")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert not page.settings.problem.isVisible()
    (told,) = asked(link, "settings")
    assert told == {
        "approval_above": 1000,
        "prices": {
            "telecom": {"message": None, "sms_part": "0.045"},
            "mobile": {"message": "0.08", "sms_part": None},
        },
    }


def test_the_service_is_wanted_when_it_is_away(qtbot: QtBot) -> None:
    link = SceneLink([])
    link.client = None
    page = page_of(qtbot, link)

    assert link.is_wanted
    assert not page.header.isEnabled()


def test_each_endpoint_has_a_limit_of_its_own_and_others_are_kept(qtbot: QtBot) -> None:
    draft = {**LIST[0], "definition": {**LIST[0]["definition"], "throttles": {"telecom": 60, "gone": 5}}}
    page = page_of(qtbot, SceneLink([draft]))
    page.table.chosen.emit(draft)
    throttles = page.form.time.throttles
    qtbot.waitUntil(lambda: set(throttles.fields) == {"mobile", "telecom", "unicom"})
    shown, purpose = throttles.fields["telecom"].text(), page.form.what.note.text()
    qtbot.keyClicks(throttles.fields["mobile"], "300")
    told = page.form.definition()["throttles"]
    qtbot.keyClicks(throttles.fields["unicom"], "0")

    assert (shown, told) == ("60", {"gone": 5, "mobile": 300, "telecom": 60})
    assert (throttles.problem.isVisible(), page.form.is_complete) == (True, False)
    assert purpose in ("用途：营销，按发送时段和次数", "For marketing, within its hours and caps")

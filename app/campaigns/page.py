"""The area of campaigns: the list, the form of a draft, and how one goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.areas.area import AreaContext, AreaPage
from app.campaigns.card import Framed
from app.campaigns.desk import PAGE, CampaignDesk
from app.campaigns.exporting import PeopleFile
from app.campaigns.form import CampaignForm
from app.campaigns.header import CampaignHeader
from app.campaigns.list_table import CampaignTable
from app.campaigns.outlook_pane import OutlookPane
from app.campaigns.progress_view import ProgressView
from app.campaigns.settings_card import SettingsCard
from app.campaigns.words import AWAY, EMPTY, NEW
from runtime.wording import Wording
from widgets.common import EmptyState, Toast, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_16

_LIST, _FORM, _PROGRESS = range(3)
_EMPTY_PAGE, _TABLE_PAGE = range(2)
_DRAFT_STATES: Final = ("draft",)
_SAVED: Final = Wording("已存为草稿", "Kept as a draft")
_EXPORTED: Final = Wording("已导出 {count} 行", "Exported {count} rows")
_SAVE_AS: Final = Wording("导出每个人的结果", "Export what became of everybody")
_TEST_SENT: Final = Wording("已试发给 {count} 人", "Sent the test to {count}")
_APPROVAL_CODES: Final = ("approval_needed", "count_differs")


class CampaignsPage(AreaPage):
    """One campaign at a time, or the list of all; nothing is kept here that the runtime does not know."""

    def __init__(self, context: AreaContext) -> None:
        super().__init__(context)
        self._open: Mapping[str, Any] | None = None
        self._told: object = None
        self.desk = CampaignDesk(context.link, self)
        self.header = CampaignHeader()
        self.table = CampaignTable()
        self.empty = EmptyState("campaigns", AWAY)
        self.settings = SettingsCard()
        self.form = CampaignForm()
        self.outlook = OutlookPane()
        self.progress = ProgressView()
        self.toast = Toast(self)
        self._lists = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        follow_look(self)
        self.header.show_list()

    def shown(self) -> None:
        """Read what may have changed."""
        self.desk.begin()
        if self._open is not None and self._pages.currentIndex() == _PROGRESS:
            self.desk.follow(str(self._open["id"]))
        if self._pages.currentIndex() == _LIST:
            self._focus_list()

    def hidden(self) -> None:
        """Ask nothing while nobody looks."""
        self.desk.pause()

    def close_area(self) -> None:
        """End what is under way."""
        self.desk.close()

    def restyle(self) -> None:
        """Take colours and names anew."""
        self._form_area.setAccessibleName(tr("活动设置", "Campaign"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the area."""
        QPainter(self).fillRect(self.rect(), current_theme().window)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex() != _LIST:
            self.show_list()
            return
        super().keyPressEvent(event)

    def new(self) -> None:
        """Begin a new campaign."""
        self._open = None
        self.form.show_definition({})
        self.outlook.show_outlook(None, is_scheduled=False)
        self._show_form()
        self._ask()

    def show_list(self) -> None:
        """Show all campaigns."""
        self._open = None
        self.desk.open("")
        self.desk.look()
        self.header.show_list()
        self._pages.setCurrentIndex(_LIST)
        self._focus_list()

    def _focus_list(self) -> None:
        (self.table if self._lists.currentIndex() == _TABLE_PAGE else self.empty.action_button).setFocus()

    def _build(self) -> None:
        self.settings.hide()
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, 0)
        top.addWidget(self.settings)
        self._lists.addWidget(self.empty)
        margin = QWidget()
        column = QVBoxLayout(margin)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.addWidget(Framed(self.table))
        self._lists.addWidget(margin)
        self._form_area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        editing = QWidget()
        row = QHBoxLayout(editing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area, 1)
        row.addWidget(self.outlook)
        all_of_them = QWidget()
        whole = QVBoxLayout(all_of_them)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._lists, 1)
        for page in (all_of_them, editing, self.progress):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._pages, 1)

    def _connect(self) -> None:
        desk, header = self.desk, self.header
        desk.listed.connect(self._show_listed)
        desk.choices_came.connect(self.form.show_choices)
        desk.choices_came.connect(self._ask)
        desk.opened.connect(self._show_opened)
        desk.foreseen.connect(self._show_outlook)
        desk.reported.connect(self._show_report)
        desk.people_came.connect(self._show_people)
        desk.tested.connect(self._show_test)
        desk.done.connect(self._show_done)
        desk.refused.connect(self._refuse)
        desk.connected.connect(self._show_connected)
        header.new_wanted.connect(self.new)
        header.back_wanted.connect(self.show_list)
        header.keep_wanted.connect(self._keep)
        header.settings_wanted.connect(self._show_settings)
        desk.settings_came.connect(self.settings.show_settings)
        self.settings.changed.connect(desk.settings)
        header.deed_wanted.connect(self._do)
        self.empty.triggered.connect(self.new)
        self.table.chosen.connect(self._choose)
        self.form.changed.connect(self._ask)
        self.form.test_wanted.connect(self._test)
        self.outlook.start_wanted.connect(self._start)
        self.progress.filtered.connect(self._filter)
        self.progress.people.rows.more_wanted.connect(self._more)
        self.progress.export_wanted.connect(self._export)

    def _id(self) -> str:
        return "" if self._open is None else str(self._open["id"])

    def _show_listed(self, rows: list[Mapping[str, Any]]) -> None:
        self.table.rows.show(rows)
        self.empty.show_words(EMPTY, NEW)
        self._lists.setCurrentIndex(_TABLE_PAGE if rows else _EMPTY_PAGE)

    def _show_settings(self, wanted: bool) -> None:
        self.settings.setVisible(wanted)
        if wanted:
            self.desk.settings()
            self.settings.above.setFocus()

    def _show_connected(self, is_connected: bool) -> None:
        if not is_connected:
            self.empty.show_words(AWAY)
        self.header.setEnabled(is_connected)

    def _choose(self, campaign: Mapping[str, Any]) -> None:
        self._open = campaign
        if campaign["state"] in _DRAFT_STATES:
            self.desk.open(self._id())
            return
        self._show_progress(campaign)

    def _show_opened(self, campaign: Mapping[str, Any]) -> None:
        self._open = campaign
        if campaign["state"] not in _DRAFT_STATES:
            self._show_progress(campaign)
            return
        if self._pages.currentIndex() != _FORM:
            self.form.show_definition(campaign["definition"])
            self._show_form()
            self._ask()
        self.header.show_draft(campaign)

    def _show_form(self) -> None:
        self.header.show_draft(self._open)
        self._pages.setCurrentIndex(_FORM)
        self.form.flow.setFocus()

    def _show_progress(self, campaign: Mapping[str, Any]) -> None:
        if self._pages.currentIndex() != _PROGRESS:
            self.progress.show_report(None)
            self._pages.setCurrentIndex(_PROGRESS)
            self._told = None
        self.header.show_campaign(campaign)
        self.desk.follow(str(campaign["id"]))

    def _ask(self) -> None:
        if self._pages.currentIndex() != _FORM:
            return
        if self.form.is_complete:
            self.desk.foresee(self.form.definition(), self._id())
        else:
            self.outlook.show_outlook(None, is_scheduled=False)
            self.form.show_outlook(None)

    def _show_outlook(self, found: Mapping[str, Any]) -> None:
        is_scheduled = self.form.time.kind.value() != "now"
        self.outlook.show_outlook(found, is_scheduled=is_scheduled)
        self.form.show_outlook(found)

    def _show_report(self, report: Mapping[str, Any]) -> None:
        if self._pages.currentIndex() != _PROGRESS:
            return
        self._open = report["campaign"]
        self.header.show_campaign(report["campaign"])
        self.progress.show_report(report)
        told = (report["planned"], report["skipped"], report["outcomes"], report["replied"])
        if told != self._told and self.progress.people.is_at_top:
            self._told = told
            self.desk.people(self._id(), self.progress.filters)

    def _show_people(self, people: list[Mapping[str, Any]], is_first: bool) -> None:
        self.progress.people.rows.take(people, is_first=is_first, size=PAGE)

    def _show_test(self, report: Mapping[str, Any]) -> None:
        self.form.show_test(_TEST_SENT.format(count=f"{report['begun']:,}"))

    def _show_done(self, campaign: Mapping[str, Any] | None) -> None:
        if campaign is None:
            self.show_list()
            return
        was_draft = self._pages.currentIndex() == _FORM
        if campaign["state"] in _DRAFT_STATES:
            if not was_draft or campaign["id"] != self._id():
                self._pages.setCurrentIndex(_LIST)
                self._show_opened(campaign)
            else:
                self.toast.say(_SAVED)
            return
        self._open = campaign
        self._show_progress(campaign)

    def _refuse(self, words: Wording, code: str) -> None:
        if self._pages.currentIndex() == _FORM:
            self.outlook.show_problem(words)
            if code in _APPROVAL_CODES:
                self._ask()
        else:
            self.header.show_problem(words, needs_count=code in _APPROVAL_CODES)

    def _keep(self) -> None:
        self.desk.keep(self._id(), self.form.definition())

    def _start(self, count: int | None) -> None:
        self.desk.start_it(self._id(), self.form.definition(), count)

    def _test(self, numbers: list[str]) -> None:
        self.desk.test(self._id(), self.form.definition(), numbers)

    def _do(self, deed: str, count: int | None) -> None:
        self.desk.do(deed, self._id(), count)

    def _filter(self, filters: dict[str, object]) -> None:
        self.desk.people(self._id(), filters)

    def _more(self, after: str) -> None:
        self.desk.people(self._id(), self.progress.filters, after)

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr(_SAVE_AS), "campaign.csv", "CSV (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write everybody that the filter shows into a file."""
        file = PeopleFile(path)

        def took(page: list[dict[str, Any]]) -> None:
            if page:
                file.take(page)
                return
            file.finish()
            self.toast.say(_EXPORTED.format(count=f"{file.count:,}"))

        self.desk.all_people(self._id(), self.progress.filters, took)

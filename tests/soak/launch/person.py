"""What the person does with the window, area by area."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.audience.page import AudiencePage
from app.campaigns.page import CampaignsPage
from app.conversations.page import ConversationsPage
from app.main_window.window import Window
from tests.soak.launch import contacts_file, scenario
from tests.soak.launch.stillness import wait_until
from tests.support.keys import type_text

SEGMENT = "春季金卡"
ANSWER = "您好，我是林，马上为您安排。"
CONTROL = Qt.KeyboardModifier.ControlModifier


class LaunchPerson:
    """Uses the areas; every wait lets the window live."""

    def __init__(self, window: Window, wait_s: float) -> None:
        self.window = window
        self._wait_s = wait_s

    def wait(self, holds: Callable[[], bool], what: str) -> float:
        """Waits; returns the seconds."""
        return wait_until(holds, self._wait_s, what)

    def audience(self) -> AudiencePage:
        """Goes to the audience."""
        self.window.show_area("audience")
        page = self.window.business.page("audience")
        assert isinstance(page, AudiencePage)
        return page

    def campaigns(self) -> CampaignsPage:
        """Goes to the campaigns."""
        self.window.show_area("campaigns")
        return self.campaigns_page()

    def campaigns_page(self) -> CampaignsPage:
        """The campaigns' page, wherever the person is."""
        page = self.window.business.page("campaigns")
        assert isinstance(page, CampaignsPage)
        return page

    def conversations(self) -> ConversationsPage:
        """Goes to the conversations."""
        self.window.show_area("conversations")
        page = self.window.business.page("conversations")
        assert isinstance(page, ConversationsPage)
        return page

    def check_file(self, path: Path, *, is_blacklist: bool = False) -> str:
        """Drops a file on the audience and has it checked; returns what was found, in its words."""
        page = self.audience()
        view = page.import_view
        self.wait(lambda: page.desk.is_connected and page._overview is not None, "the audience is read")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        held = Qt.KeyboardModifier.NoModifier
        button = Qt.MouseButton.LeftButton
        page.dropEvent(QDropEvent(QPoint(500, 300), Qt.DropAction.CopyAction, data, button, held))
        self.wait(lambda: view.state in ("mapping", "failed"), "the file is previewed")
        if is_blacklist:
            QTest.mouseClick(view.mapping.target.part("blacklist"), Qt.MouseButton.LeftButton)
        for card in view.mapping.cards:
            if card.name.text() == contacts_file.POINTS:
                _choose(card.type, "number")
        self._click(view.check)
        self.wait(lambda: view.state in ("checked", "failed"), "the file is checked")
        return view.sentence.text()

    def take_over_file(self) -> str:
        """Takes the good rows over; returns what came of it, in its words."""
        page = self.audience()
        self._click(page.import_view.merge)
        self.wait(lambda: page.import_view.state in ("done", "failed"), "the rows are taken over")
        said = page.import_view.sentence.text()
        self._click(page.import_view.done)
        return said

    def build_segment(self) -> str:
        """Builds and keeps the segment; returns the last live count in its words."""
        page = self.audience()
        builder = page.builder
        seen: list[str] = []
        page.desk.counted.connect(lambda _: seen.append(builder.count.text()))
        self.wait(lambda: bool((page._overview or {}).get("attributes")), "the attributes are known")
        self._click(page.header.segment)
        row = builder.rows[0]
        _choose(row.about, "attribute:会员等级")
        _write(row.findChildren(QLineEdit), contacts_file.TIER)
        self.wait(lambda: "可发送" in builder.count.text(), "the first condition is counted")
        self._click(builder.add)
        _choose(builder.rows[1].about, "tag")
        fields = builder.rows[1].findChildren(QComboBox)
        for field in fields:
            if field.findData(contacts_file.TAG) >= 0:
                _choose(field, contacts_file.TAG)
        for line in builder.rows[1].findChildren(QLineEdit):
            _write([line], contacts_file.TAG)
        count = len(seen)
        self.wait(lambda: len(seen) > count and "可发送" in builder.count.text(), "the segment is counted")
        type_text(builder.name, SEGMENT)
        self._click(builder.save)
        self.wait(lambda: SEGMENT in _segments(page), "the segment is kept")
        return seen[-1]

    def write_campaign(self, per_minute: int) -> CampaignsPage:
        """Fills the form in, up to the outlook."""
        page = self.campaigns()
        self.wait(lambda: page.desk.is_connected and page.header.isEnabled(), "the campaigns are read")
        self._click(page.header.new)
        form = page.form
        self.wait(lambda: form.flow.findData(scenario.FLOW_ID) >= 0, "the scenario is offered")
        _choose(form.flow, scenario.FLOW_ID)
        self.wait(lambda: form.audience.findText(SEGMENT) >= 0, "the segment is offered")
        form.audience.setCurrentIndex(form.audience.findText(SEGMENT))
        form.audience.activated.emit(form.audience.currentIndex())
        if per_minute:
            type_text(form.time.rate, str(per_minute))
        foreseen: list[Any] = []
        page.desk.foreseen.connect(foreseen.append)
        page.form.changed.emit()
        self.wait(lambda: bool(foreseen), "the outlook is there")
        page.desk.foreseen.disconnect(foreseen.append)
        return page

    def start_campaign(self, page: CampaignsPage, people: int) -> bool:
        """Types the number if it is asked for and starts; returns whether it had to be typed."""
        outlook = page.outlook
        must_type = outlook.count.isVisible()
        if must_type:
            assert not outlook.start.isEnabled()
            type_text(outlook.count, str(people))
        self._click(outlook.start)
        self.wait(page.progress.isVisible, "the campaign is under way")
        return must_type

    def serve_somebody(self) -> str:
        """Takes the one who waits longest over, answers by hand and hands back; returns the contact's id."""
        page = self.conversations()
        self.wait(lambda: page.feed.is_online, "the conversations are there")
        QTest.mouseClick(page.stages.part("people"), Qt.MouseButton.LeftButton)
        self.wait(lambda: page.stages.value() == "people" and page.model.rowCount() > 0, "somebody waits")
        page.list.setFocus()
        page.list.setCurrentIndex(page.model.index(0))
        self.wait(lambda: bool(page.desk.contact and page.pane.transcript.entries), "it is read")
        contact = page.desk.contact
        own = self.window.settings.own_name
        self._click(page.pane.take)
        self.wait(lambda: page.desk.row is not None and page.desk.row.taken_by == own, "it is taken over")
        field = page.pane.composer.field
        self.wait(field.isEnabled, "one can write")
        type_text(field, ANSWER)
        sent: list[str] = []
        page.desk.sent.connect(sent.append)
        QTest.keyClick(field, Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: bool(sent), "the answer is sent")
        self.wait(lambda: not field.toPlainText(), "the field is empty again")
        self.wait(lambda: _is_said(page, ("delivered", "displayed", "fell_back", "sent")), "it is delivered")
        self._click(page.pane.done)
        self.wait(lambda: page.desk.row is not None and not page.desk.row.taken_by, "it is handed back")
        return contact

    def _click(self, widget: Any) -> None:  # noqa: ANN401 - any button
        self.wait(widget.isEnabled, f"{widget.accessibleName() or widget} can be pressed")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _segments(page: AudiencePage) -> list[str]:
    overview = page._overview or {"segments": ()}
    return [str(one["name"]) for one in overview["segments"]]


def _is_said(page: ConversationsPage, states: tuple[str, ...]) -> bool:
    lines = [line for line in page.pane.lines if line.get("by")]
    return bool(lines) and str(lines[-1]["state"]) in states


def _choose(box: Any, key: str) -> None:  # noqa: ANN401 - a field of choices
    place = box.findData(key)
    assert place >= 0, key
    box.setCurrentIndex(place)
    box.activated.emit(place)


def _write(fields: list[QLineEdit], words: str) -> None:
    type_text(fields[-1], words)

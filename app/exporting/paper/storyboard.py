"""Every way through a scenario as rows of phones with captions: for those who have to approve it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt

from app.canvas_pictures import shelf_of
from app.exporting.paper.sheet import A4_WIDE, MARGIN, Sheet
from app.handset_pane.edited_message import profile_of
from app.handset_pane.played_walk import entry_of
from app.playing.play import Heard, Line, Said
from app.walkthrough.exploration import Choice, Exploration
from app.walkthrough.explore import explore
from app.walkthrough.stories import Story, stories
from editor.canvas.drawing import CanvasDrawing
from editor.exchange.format import ExportRefused, ExportRequest
from runtime.engine.errors import CompileRefused
from runtime.flow.flow import Flow
from runtime.wording import Language, Wording
from widgets.handset import Entry, paint_handset
from widgets.theme.theme import theme_named
from widgets.theme.tokens import ThemeName

_PHONES: Final = 4
"""Phones side by side on a page."""
_GAP: Final = 24.0
_HEAD: Final = 56.0
_PHONE_HEIGHT: Final = 452.0

_OUTCOMES: Final = {
    "goal": Wording("达成目标", "goal reached"),
    "abandoned": Wording("未达成", "goal not reached"),
    "refused": Wording("不愿再收", "no more messages wanted"),
    "failed": Wording("走不下去", "cannot go on"),
    "": Wording("回到前面", "goes round"),
}
_STORY: Final = Wording(
    "{name} · 走法 {number}/{count} · {outcome}", "{name} · way {number}/{count} · {outcome}"
)
_MISSED: Final = Wording("没有走到的出口：{exits}。", "Exits not taken: {exits}.")
_EXIT: Final = Wording("「{node} · {exit}」", "{node} · {exit}")
_SUMMARY: Final = Wording(
    "{stories} 种走法，走到 {taken}/{all} 个出口。数据是样例，不联网。",
    "{stories} ways, taking {taken} of {all} exits. Data are samples, no network was used.",
)
_SMS: Final = Wording("短信：{text}", "SMS: {text}")


def write_storyboard(request: ExportRequest, out: BinaryIO, begun_at: datetime | None = None) -> None:
    """Write the canvas on the first page, then each way as phones.

    Raises ExportRefused when the scenario cannot run.
    """
    flow = request.document.flow
    try:
        exploration = explore(flow, begun_at or _morning(flow))
    except CompileRefused as refusal:
        raise ExportRefused(refusal.sentence) from refusal
    told = stories(exploration)
    sheet = Sheet(out, flow.name, A4_WIDE)
    try:
        board = _Board(sheet, request, exploration, told)
        board.draw()
    except BaseException:
        sheet.drop()
        raise
    sheet.end()


def _morning(flow: Flow) -> datetime:
    """Ten in the morning of today where the scenario lives: nobody is sent messages at night."""
    local = datetime.now(UTC).astimezone(ZoneInfo(flow.time_zone))
    return local.replace(hour=10, minute=0, second=0, microsecond=0)


class _Board:
    def __init__(
        self, sheet: Sheet, request: ExportRequest, exploration: Exploration, told: tuple[Story, ...]
    ) -> None:
        self._sheet = sheet
        self._request = request
        self._flow = request.document.flow
        self._exploration = exploration
        self._told = told
        self._shelf = shelf_of(request.media)
        self._profile = profile_of(self._flow)
        self._zone = ZoneInfo(self._flow.time_zone)

    @property
    def _language(self) -> Language:
        return self._request.language

    def draw(self) -> None:
        self._cover()
        for number, story in enumerate(self._told, 1):
            self._request.step(number - 1, len(self._told))
            self._story(number, story)

    def _cover(self) -> None:
        sheet = self._sheet
        width = A4_WIDE.width() - 2 * MARGIN
        sheet.text(QRectF(MARGIN, MARGIN, width, 36), self._flow.name, "figure")
        offered = {(node.id, way.name): way for node in self._flow.nodes.values() for way in node.exits()}
        taken = self._exploration.steps()
        summary = _SUMMARY.format(stories=len(self._told), taken=len(taken), all=len(offered))
        words, y = summary.text(self._language), MARGIN + 40
        y += sheet.text(QRectF(MARGIN, y, width, 20), words, "body", sheet.theme.text_second)
        missed = [
            _EXIT.format(node=self._flow.nodes[node].named(), exit=way.label).text(self._language)
            for (node, name), way in offered.items()
            if (node, name) not in taken
        ]
        if missed:
            words = _MISSED.format(exits="，".join(missed)).text(self._language)
            y += sheet.text(QRectF(MARGIN, y, width, 20), words, "label", sheet.theme.warn, lines=3)
        drawing = CanvasDrawing(self._request.document, self._shelf, theme_named(ThemeName.LIGHT))
        drawing.draw_into(sheet.painter, QRectF(MARGIN, y + 12, width, A4_WIDE.height() - y - 12 - MARGIN))

    def _story(self, number: int, story: Story) -> None:
        lines: list[Line] = []
        for index, choice in enumerate(story.choices):
            if index % _PHONES == 0:
                self._sheet.turn()
                self._head(number, story)
            lines += choice.lines
            moment = self._exploration.moments[choice.to]
            node = self._flow.nodes.get(moment.node) if moment.node is not None else None
            where = node.named() if node is not None else _OUTCOMES[moment.outcome]
            self._phone(index % _PHONES, index + 1, choice, lines, where)

    def _head(self, number: int, story: Story) -> None:
        sheet = self._sheet
        words = _STORY.format(
            name=self._flow.name, number=number, count=len(self._told), outcome=_OUTCOMES[story.outcome]
        )
        width = A4_WIDE.width() - 2 * MARGIN
        sheet.text(QRectF(MARGIN, MARGIN, width, 26), words.text(self._language), "area_title")
        page = QRectF(MARGIN, MARGIN, width, 26)
        sheet.text(
            page, str(sheet.pages), "label", sheet.theme.text_second, align=Qt.AlignmentFlag.AlignRight
        )
        sheet.rule(MARGIN + _HEAD - 18)

    def _phone(self, column: int, number: int, choice: Choice, lines: list[Line], where: Wording) -> None:
        sheet, grey = self._sheet, self._sheet.theme.text_second
        width = (A4_WIDE.width() - 2 * MARGIN - (_PHONES - 1) * _GAP) / _PHONES
        left, top = MARGIN + column * (width + _GAP), MARGIN + _HEAD
        phone = QRectF(left, top, width, _PHONE_HEIGHT)
        paint_handset(sheet.painter, self._entries(lines), self._profile, phone, self._shelf)
        y = top + _PHONE_HEIGHT + 10
        said = f"{number}. {choice.label.text(self._language)}"
        y += sheet.text(QRectF(left, y, width, 20), said, "body_strong", lines=2) + 2
        y += sheet.text(QRectF(left, y, width, 18), f"→ {where.text(self._language)}", "label", grey) + 4
        for line in choice.lines:
            if isinstance(line, Said) and line.sent.sms_text:
                words = _SMS.format(text=line.sent.sms_text).text(self._language)
                y += sheet.text(QRectF(left, y, width, 18), words, "badge", grey, lines=4) + 2

    def _entries(self, lines: list[Line]) -> list[Entry]:
        last = max((index for index, line in enumerate(lines) if isinstance(line, Heard)), default=-1)
        return [entry_of(line, self._zone, answered=index < last) for index, line in enumerate(lines)]

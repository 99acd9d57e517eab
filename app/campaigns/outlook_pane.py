"""What a campaign would do, at the right of its form, and the button that lets it happen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.campaigns.card import FactRow, replace_rows
from app.campaigns.words import carrier_words, lasting_words, moment_words
from runtime.wording import Wording
from widgets.charts import Share, ShareBar
from widgets.common import Button, ButtonKind, Label, follow_look
from widgets.common.painting import draw_icon
from widgets.form.line_edit import LineEdit
from widgets.language import language_changed, tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, SPACE_4, SPACE_8, SPACE_12, SPACE_16

WIDTH_PX: Final = 320
_WHO: Final = Wording("谁会收到", "Who will get it")
_USE: Final = Wording("预计用量", "Expected use")
_WHEN: Final = Wording("时间", "Time")
_MIND: Final = Wording("注意", "Mind")
_ASK: Final = Wording(
    "选好场景和人群，这里显示会发给谁、要多久", "Choose scenario and audience to see whom it reaches"
)
_GETS: Final = Wording("会收到", "Will get it")
_REFUSED: Final = Wording("已退订", "Refused")
_LISTED: Final = Wording("黑名单", "Blacklisted")
_CONFIRM: Final = Wording(
    "要发给 {count} 人。输入人数确认：", "This goes to {count} people. Type how many to confirm:"
)
_TYPED: Final = Wording("人数", "Number of people")
_NO_ENDPOINT: Final = Wording(
    "还没有运营商通道。在编辑区点「试发」启动模拟网络，或配置通道",
    "There is no carrier endpoint. Send a trial in the editor to start the simulated network, or set one up",
)
_NO_PRICES: Final = Wording("没有录入价格，只显示条数", "No prices entered, so only counts are shown")


class OutlookPane(QWidget):
    """Shows an outlook; for large audiences the button asks for the number of people right above itself."""

    start_wanted = Signal(object)
    """The typed number of people, None when none was asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Mapping[str, Any] | None = None
        self._is_scheduled = False
        self.bar = ShareBar(_WHO)
        self.count = LineEdit()
        self.count.setValidator(QIntValidator(0, 100_000_000, self))
        self.start = Button("", ButtonKind.PRIMARY)
        self.start.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.problem = Label("", "label", "error", wraps=True)
        self.problem.hide()
        self._confirm = Label("", "body", "text", wraps=True)
        self._rows = QVBoxLayout()
        self._build()
        self.count.textEdited.connect(self._offer)
        self.count.returnPressed.connect(self._start)
        self.start.clicked.connect(self._start)
        language_changed.connect(self._show)
        follow_look(self)
        self._show()

    def show_outlook(self, found: Mapping[str, Any] | None, *, is_scheduled: bool) -> None:
        """Show an outlook, None while there is none."""
        was = None if self._found is None else self._found["people"]
        self._found, self._is_scheduled = found, is_scheduled
        if found is None or found["people"] != was:
            self.count.clear()
        self.problem.hide()
        self._show()

    def show_problem(self, words: Wording) -> None:
        """Say why it did not start."""
        self.problem.set_words(words)
        self.problem.show()

    def restyle(self) -> None:
        """Take sizes and colours anew."""
        self.setFixedWidth(current_theme().px(WIDTH_PX))
        self._area.setAccessibleName(tr(_WHO))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line at the left."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, 0, theme.line_px, self.height(), theme.line_hair)

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("outlook")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(Label(_WHO, "section_title"))
        column.addWidget(self.bar)
        self._rows.setSpacing(SPACE_8)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_16)
        foot.setSpacing(SPACE_8)
        for widget in (self._confirm, self.count, self.problem, self.start):
            foot.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(SPACE_4)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _show(self) -> None:
        found = self._found
        self.bar.setVisible(found is not None)
        if found is None:
            replace_rows(self._rows, [Label(_ASK, "body", "text_second", wraps=True)])
        else:
            self.bar.show_shares(
                [
                    Share(_GETS, found["people"], "category.talk"),
                    Share(_REFUSED, found["refused"], "category.entry"),
                    Share(_LISTED, found["blacklisted"], "category.outside"),
                ]
            )
            replace_rows(self._rows, [*_use(found), *_times(found), *_warnings(found)])
        self.count.setAccessibleName(tr(_TYPED))
        self._offer()

    def _offer(self) -> None:
        found = self._found
        people = 0 if found is None else int(found["people"])
        needs = found is not None and bool(found["needs_approval"])
        self._confirm.setVisible(needs)
        self.count.setVisible(needs)
        self._confirm.set_words(_CONFIRM.format(count=f"{people:,}"))
        verb = (
            Wording("排期发给", "Schedule for") if self._is_scheduled else Wording("现在发给", "Send now to")
        )
        unit = Wording("人", "people" if people != 1 else "person")
        self.start.set_words(Wording(f"{verb.zh} {people:,} {unit.zh}", f"{verb.en} {people:,} {unit.en}"))
        typed = self.count.text().strip()
        can = found is not None and people > 0 and found["version"] is not None
        if found is not None and not self._is_scheduled:
            # What begins now needs a carrier now; the reason stands above.
            can = can and any(one["endpoint"] for one in found["shares"])
        self.start.setEnabled(can and (not needs or typed == str(people)))

    def _start(self) -> None:
        if self.start.isEnabled():
            assert self._found is not None
            needs = self._found["needs_approval"]
            self.start_wanted.emit(int(self.count.text()) if needs else None)


class _Warning(Label):
    """One sentence with the sign of a warning before it."""

    def __init__(self, words: Wording, colour: str = "warn") -> None:
        super().__init__(words, "body", colour, wraps=True)
        self._ink = colour
        self.setContentsMargins(ICON_MEDIUM + SPACE_8, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign beside the first line."""
        super().paintEvent(event)
        theme = current_theme()
        at = QPoint(ICON_MEDIUM // 2, theme.line_height("body") // 2)
        name = "error" if self._ink == "error" else "warning"
        draw_icon(QPainter(self), name, ICON_MEDIUM, getattr(theme, self._ink), at)


def _title(words: Wording) -> Label:
    label = Label(words, "section_title")
    label.setContentsMargins(0, SPACE_12, 0, 0)
    return label


def _use(found: Mapping[str, Any]) -> list[QWidget]:
    rows: list[QWidget] = [_title(_USE)]
    for one in found["shares"]:
        name = carrier_words(one["endpoint"], one["carrier"])
        rows.append(FactRow(name, Wording(f"{one['people']:,} 人", f"{one['people']:,} people")))
    parts = found["sms_parts"]
    sms = Wording(f"每人 {parts} 条", f"{parts} each") if parts else Wording("不发", "None")
    rows.append(FactRow(Wording("短信回落（首条）", "SMS fallback (first message)"), sms))
    if found["most_cost"] is None:
        rows.append(Label(_NO_PRICES, "label", "text_second", wraps=True))
    else:
        cost = f"¥ {float(found['most_cost']):,.2f}"
        rows.append(FactRow(Wording("首条最多花费", "First message costs at most"), cost))
    return rows


def _times(found: Mapping[str, Any]) -> list[QWidget]:
    zone = found["zone"]
    rows: list[QWidget] = [_title(_WHEN)]
    rows.append(FactRow(Wording("开始", "Begins"), moment_words(found["begins_at"], zone)))
    rows.append(FactRow(Wording("发完要", "Takes"), lasting_words(found["lasts_s"])))
    for number, moment in enumerate(found["next_times"][1:4]):
        name = Wording("之后", "Then") if number == 0 else ""
        rows.append(FactRow(name, moment_words(moment, zone), "text_second"))
    return rows


def _warnings(found: Mapping[str, Any]) -> list[QWidget]:
    rows: list[QWidget] = []
    if found["version"] is None:
        words = Wording("场景已下线，先发布再发送", "The scenario is offline; publish it first")
        rows.append(_Warning(words, "error"))
    if any(not one["endpoint"] for one in found["shares"]):
        rows.append(_Warning(_NO_ENDPOINT, "error"))
    if count := found["recent"]:
        words = Wording(
            f"其中 {count:,} 人 24 小时内已被活动发过", f"{count:,} of them had a campaign within 24 hours"
        )
        rows.append(_Warning(words))
    for one in found["overlaps"][:3]:
        words = Wording(
            f"与「{one['name']}」重合 {one['people']:,} 人", f"{one['people']:,} are also in “{one['name']}”"
        )
        rows.append(_Warning(words))
    return [_title(_MIND), *rows] if rows else []

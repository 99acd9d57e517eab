"""How a campaign goes: who it reached, how fast, by which carrier, why not, and everybody one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.campaigns.card import Card, FactRow, replace_rows
from app.campaigns.people_table import PeopleTable
from app.campaigns.words import carrier_words, said
from runtime.wording import Wording
from widgets.charts import RateLine, Share, ShareBar
from widgets.common import Button, ChoiceField, Label, follow_look
from widgets.language import language_changed, tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_16

_WHO: Final = Wording("进度", "Progress")
_SUM: Final = Wording("计划 = 已开始 + 跳过 + 未开始", "planned = begun + left out + waiting")
_RATE: Final = Wording("每段时间开始的人数", "People begun with over time")
_CARRIERS: Final = Wording("各运营商", "By carrier")
_WHY: Final = Wording("失败与跳过的原因", "Why some were not reached")
_NONE: Final = Wording("没有失败，也没有人被跳过", "Nothing failed and nobody was left out")
_ANSWERS: Final = Wording("回应", "Answers")
_PEOPLE: Final = Wording("每个人", "Everybody")
_EXPORT: Final = Wording("导出 CSV", "Export CSV")
_FILTER: Final = Wording("只看", "Show")
_LOST: Final = Wording("失败或未知", "Failed or unknown")
_CHINA: Final = ZoneInfo("Asia/Shanghai")
_REACHED: Final = ("displayed", "delivered", "fell_back")
_FAILED: Final = ("failed", "revoked", "expired", "unknown")
_FILTERS: Final[tuple[tuple[Wording, dict[str, object]], ...]] = (
    (Wording("全部", "All"), {}),
    (Wording("有回复", "Replied"), {"replied": True}),
    (Wording("已读", "Read"), {"outcome": "displayed"}),
    (Wording("已送达", "Delivered"), {"outcome": "delivered"}),
    (Wording("转成短信", "Fell back to SMS"), {"outcome": "fell_back"}),
    (Wording("失败", "Failed"), {"outcome": "failed"}),
    (Wording("结果未知", "Outcome unknown"), {"outcome": "unknown"}),
    (Wording("跳过", "Left out"), {"state": "skipped"}),
    (Wording("未开始", "Waiting"), {"state": "planned"}),
)
_TABLE_PX: Final = 300
_SIDE_BY_SIDE_PX: Final = 760


class ProgressView(QScrollArea):
    """Shows reports as they come; filters and export are asked for by signals."""

    filtered = Signal(dict)
    """Which people to show."""
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Mapping[str, Any] | None = None
        self.shares = ShareBar(_WHO)
        self.rate = RateLine(_RATE)
        self.people = PeopleTable()
        self.filter = ChoiceField(_FILTER)
        self.export = Button(_EXPORT, icon_name="download", small=True)
        self._carriers = QVBoxLayout()
        self._reasons = QVBoxLayout()
        self._answers = QVBoxLayout()
        self.why = Label("", "body", "warn", wraps=True)
        self._build()
        self.filter.activated.connect(self._choose)
        self.export.clicked.connect(self.export_wanted)
        language_changed.connect(self._rename)
        follow_look(self)
        self._rename()

    @property
    def filters(self) -> dict[str, object]:
        """What the list of people is narrowed to."""
        return dict(_FILTERS[max(0, self.filter.currentIndex())][1])

    def show_report(self, report: Mapping[str, Any] | None) -> None:
        """Show how it goes; None forgets the last campaign's."""
        self._report = report
        if report is None:
            self.people.rows.take([], is_first=True, size=1)
            return
        counts = {one["outcome"]: one["people"] for one in report["outcomes"]}
        reached = sum(counts.get(name, 0) for name in _REACHED)
        lost = sum(counts.get(name, 0) for name in _FAILED)
        self.shares.show_shares(
            [
                Share(Wording("已送达或转短信", "Delivered or by SMS"), reached, "ok"),
                Share(Wording("在路上", "On the way"), report["begun"] - reached - lost, "accent"),
                Share(_LOST, lost, "error"),
                Share(Wording("跳过", "Left out"), report["skipped"], "category.entry"),
                Share(Wording("未开始", "Waiting"), report["waiting"], "line_control"),
            ]
        )
        rate = report["rate"]
        begins = datetime.fromisoformat(rate["begins"]).astimezone(_CHINA) if rate["begins"] else None
        self.rate.show_counts(rate["counts"], begins, rate["bucket_s"])
        self._who.note.set_words(_told_sum(report))
        campaign = report["campaign"]
        self.why.set_words(said(campaign["why_words"]))
        self.why.setVisible(bool(campaign["why_words"]))
        replace_rows(self._carriers, [_carrier_row(one) for one in report["by_endpoint"]])
        replace_rows(self._reasons, _reason_rows(report))
        replace_rows(self._answers, _answer_rows(report))

    def restyle(self) -> None:
        """Take sizes and the name anew."""
        self.setAccessibleName(tr("进度", "Progress"))
        self.people.setFixedHeight(current_theme().px(_TABLE_PX))
        self.export.setFixedHeight(current_theme().px(28))

    def _build(self) -> None:
        self._who = Card(_WHO, _SUM)
        self._who.body.addWidget(self.why)
        self._who.body.addWidget(self.shares)
        rate = Card(_RATE)
        rate.body.addWidget(self.rate)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE_12)
        for title, layout in ((_CARRIERS, self._carriers), (_WHY, self._reasons), (_ANSWERS, self._answers)):
            card = Card(title)
            layout.setSpacing(SPACE_8)
            card.body.addLayout(layout)
            card.body.addStretch(1)
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            pair.addWidget(card, 1)
        everybody = Card(_PEOPLE)
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(self.filter)
        head.addStretch(1)
        head.addWidget(self.export)
        everybody.body.addLayout(head)
        everybody.body.addWidget(self.people)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(self._who)
        column.addWidget(rate)
        column.addLayout(pair)
        column.addWidget(everybody)
        column.addStretch(1)
        inner.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def _choose(self, _index: int) -> None:
        self.filtered.emit(self.filters)

    def _rename(self) -> None:
        place = max(0, self.filter.currentIndex())
        self.filter.clear()
        for words, _ in _FILTERS:
            self.filter.addItem(tr(words))
        self.filter.setCurrentIndex(place)
        self.filter.setMinimumContentsLength(12)
        if self._report is not None:
            self.show_report(self._report)


def _told_sum(report: Mapping[str, Any]) -> Wording:
    planned, begun = f"{report['planned']:,}", f"{report['begun']:,}"
    skipped, waiting = f"{report['skipped']:,}", f"{report['waiting']:,}"
    return Wording(
        f"计划 {planned} = 已开始 {begun} + 跳过 {skipped} + 未开始 {waiting}",
        f"planned {planned} = begun {begun} + left out {skipped} + waiting {waiting}",
    )


def _carrier_row(one: Mapping[str, Any]) -> QWidget:
    counts: Mapping[str, int] = one["counts"]
    whole = sum(counts.values())
    reached = sum(counts.get(name, 0) for name in _REACHED)
    words = Wording(f"{reached:,} 送达 / {whole:,} 人", f"{reached:,} reached / {whole:,}")
    return FactRow(carrier_words(one["endpoint"], one["carrier"]), words)


def _reason_rows(report: Mapping[str, Any]) -> list[QWidget]:
    rows: list[QWidget] = [
        FactRow(Wording(one["zh"], one["en"]), f"{one['people']:,}", "error")
        for one in report["failures"][:6]
    ]
    rows += [FactRow(Wording(one["zh"], one["en"]), f"{one['people']:,}") for one in report["skips"][:6]]
    return rows or [Label(_NONE, "body", "text_second", wraps=True)]


def _answer_rows(report: Mapping[str, Any]) -> list[QWidget]:
    begun = report["begun"]
    found: list[QWidget] = []
    for words, name in (
        (Wording("有回复", "Replied"), "replied"),
        (Wording("达成目标", "Reached the goal"), "goals"),
        (Wording("退订", "Refused"), "refused"),
    ):
        count = report[name]
        share = f"{count / begun:.1%}" if begun else "—"
        found.append(FactRow(words, f"{count:,} · {share}"))
    return found

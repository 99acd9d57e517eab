"""Reads figures where a person reads them: in the words of labels."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.campaigns.card import FactRow
from app.campaigns.list_table import CampaignTable
from app.campaigns.progress_view import ProgressView
from widgets.language import words_of

_FIGURE = re.compile(r"\d[\d,]*")


def figures(text: str) -> list[int]:
    """The whole numbers in a text, in their order."""
    return [int(one.replace(",", "")) for one in _FIGURE.findall(text)]


def sum_line(view: ProgressView) -> list[int]:
    """planned, begun, left out and waiting, as the sentence over the bar says them."""
    texts = [label.text() for label in view.findChildren(QLabel)]
    line = next((text for text in texts if text.startswith("计划 ") and figures(text)), "")
    return figures(line)


def facts(view: QWidget) -> dict[str, list[int]]:
    """Name → figures of every row of facts that is shown."""
    rows = [row for row in view.findChildren(FactRow) if not row.isHidden()]
    return {row.findChildren(QLabel)[0].text(): figures(row.figure.text()) for row in rows}


def list_row(table: CampaignTable, row: int) -> list[int]:
    """begun, planned, left out and waiting, as the list of campaigns says them."""
    rows = table.rows
    heads = [str(rows.headerData(place, Qt.Orientation.Horizontal)) for place in range(rows.columnCount())]
    cells = [
        str(rows.data(rows.index(row, heads.index(name)))) for name in ("已开始 / 计划", "跳过", "未开始")
    ]
    return [figure for cell in cells for figure in figures(cell)]


def shares(view: ProgressView) -> dict[str, int]:
    """Words → number under the bar."""
    return {words_of(one.words): one.count for one in view.shares.shares}

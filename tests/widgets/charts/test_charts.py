"""Charts: shares fill the bar whole, axes read well, and screen readers hear the numbers."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from widgets.charts import RateLine, Share, ShareBar
from widgets.charts.rate_line import rounded_up
from widgets.charts.share_bar import mark_colour
from widgets.theme import current_theme


@pytest.mark.parametrize(("count", "top"), [(0, 2), (1, 2), (3, 4), (7, 10), (300, 400), (1001, 2000)])
def test_the_axis_ends_on_a_number_that_reads_well(count: int, top: int) -> None:
    assert rounded_up(count) == top
    assert top % 2 == 0


def test_a_bar_shows_its_smallest_share_and_fills_its_width(qtbot: QtBot) -> None:
    bar = ShareBar("谁")
    qtbot.addWidget(bar)
    bar.resize(400, 120)
    bar.show_shares([Share("多", 100_000, "ok"), Share("少", 1, "error"), Share("无", 0, "warn")])

    image = bar.grab().toImage()
    row = [QColor(image.pixelColor(x, 7)).name() for x in range(bar.width())]
    assert row[398] == mark_colour("error").name()
    assert row[2] == current_theme().ok.name()
    assert current_theme().hover.name() not in row[4:392]
    assert bar.accessibleName() == "谁: 多 100,000, 少 1, 无 0"


def test_a_narrow_bar_sets_its_figures_in_more_rows(qtbot: QtBot) -> None:
    bar = ShareBar()
    qtbot.addWidget(bar)
    bar.show_shares([Share(f"一共多少人 {number}", 5, "ok") for number in range(4)])
    bar.resize(800, 100)
    wide = bar.sizeHint().height()
    bar.resize(200, 100)

    assert bar.sizeHint().height() > wide


def test_a_line_is_painted_with_one_point_and_with_none(qtbot: QtBot) -> None:
    line = RateLine("速度")
    qtbot.addWidget(line)
    line.resize(300, 130)
    line.show_counts((), None, 60)
    assert not line.grab().isNull()
    line.show_counts((5,), None, 60)

    assert not line.grab().isNull()
    assert line.accessibleName() == "速度: 5"

"""A canvas on a small scenario, shown at 100 %."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.support.canvas import Bench
from tests.support.flows import greeting
from widgets.theme import set_reduced_motion


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    set_reduced_motion(True)
    bench = Bench(greeting())
    bench.show_at(1.0, 400, 150)
    yield bench
    bench.close()
    set_reduced_motion(False)

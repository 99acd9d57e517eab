"""A small launch as one person lives it; `make launch` is the large one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.main_window.window import Window
from tests.soak.launch.launch import Launch
from tests.soak.launch.plan import SMALL

pytestmark = pytest.mark.slow


def test_every_figure_adds_up_to_what_handsets_received_although_the_runtime_was_killed(
    window: Window, tmp_path: Path
) -> None:
    phases: list[str] = []
    launch = Launch(window, SMALL, tmp_path, phases.append)

    ledger = launch.run()

    assert ledger.wrong == []
    assert phases.count("kill and restart") == len(SMALL.kills_at)
    assert len(ledger.entries) > 40

"""The outline in its panel, over the scenario of the inspector's tests."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector import ProblemsPanel
from editor.undo import History
from tests.editor.inspector.conftest import _same_look_again, scenario

__all__ = ["_same_look_again"]


@dataclass
class Desk:
    """What the outline works on."""

    store: Store
    selection: Selection
    history: History
    problems: ProblemsPanel


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    store = Store(scenario())
    selection, history = Selection(store), History(store)
    problems = ProblemsPanel(store, selection, history)
    qtbot.addWidget(problems)
    problems.resize(900, 500)
    problems.show()
    problems.activateWindow()
    qtbot.waitUntil(problems.isActiveWindow)
    return Desk(store, selection, history, problems)

"""Every action of the program, in the order of the menus."""

from __future__ import annotations

from app.actions.edit_menu import EDIT_MENU
from app.actions.file_menu import FILE_MENU
from app.actions.help_menu import HELP_MENU
from app.actions.run_menu import RUN_MENU
from app.actions.scenario_menu import SCENARIO_MENU
from app.actions.spec import ActionSpec
from app.actions.view_menu import VIEW_MENU
from app.actions.window_menu import WINDOW_MENU

ACTIONS: tuple[ActionSpec, ...] = (
    *FILE_MENU,
    *EDIT_MENU,
    *VIEW_MENU,
    *SCENARIO_MENU,
    *RUN_MENU,
    *WINDOW_MENU,
    *HELP_MENU,
)
"""In the order of the menus."""

TOOLBAR = ("undo", "redo", "search", "compare_online", "try_network", "play", "publish")
"""What also stands in the toolbar, left to right."""


def action(action_id: str) -> ActionSpec:
    """The action with an id; raises KeyError."""
    return {spec.id: spec for spec in ACTIONS}[action_id]

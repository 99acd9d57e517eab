"""Every action of the program as data."""

from app.actions.all import ACTIONS, TOOLBAR, action
from app.actions.spec import MENUS, SUBMENUS, ActionSpec, MenuName, Need

__all__ = ["ACTIONS", "MENUS", "SUBMENUS", "TOOLBAR", "ActionSpec", "MenuName", "Need", "action"]

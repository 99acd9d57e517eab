"""The reusable small widgets: buttons, fields, tabs, badges, panes and notes, all dressed by the theme."""

from widgets.common.badge import Badge, BadgeState, badge_colours
from widgets.common.banner import Banner
from widgets.common.base_button import BaseButton
from widgets.common.button import Button, ButtonKind
from widgets.common.choice_field import ChoiceField
from widgets.common.collapsible import MORE_SETTINGS, Collapsible
from widgets.common.elided_label import ElidedLabel, Label
from widgets.common.empty_state import EmptyState
from widgets.common.flow_layout import FlowLayout
from widgets.common.focus_return import FocusReturn
from widgets.common.focus_ring import FocusRing
from widgets.common.list_row import ListRow
from widgets.common.pane import Pane, PaneHeader
from widgets.common.pick_list import PickList, PickRow
from widgets.common.rail_button import RailButton
from widgets.common.restyle import follow_look
from widgets.common.search_field import SearchField
from widgets.common.segment import Choice, Segment
from widgets.common.strip_tabs import StripTab, StripTabs
from widgets.common.switch import Switch
from widgets.common.tile import Tile
from widgets.common.toast import Toast
from widgets.common.tool_button import ToolButton

__all__ = [
    "MORE_SETTINGS",
    "Badge",
    "BadgeState",
    "Banner",
    "BaseButton",
    "Button",
    "ButtonKind",
    "Choice",
    "ChoiceField",
    "Collapsible",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "FocusReturn",
    "FocusRing",
    "Label",
    "ListRow",
    "Pane",
    "PaneHeader",
    "PickList",
    "PickRow",
    "RailButton",
    "SearchField",
    "Segment",
    "StripTab",
    "StripTabs",
    "Switch",
    "Tile",
    "Toast",
    "ToolButton",
    "badge_colours",
    "follow_look",
]

"""What an area is made with, and what it answers to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from runtime.wording import Wording

if TYPE_CHECKING:
    from app.main_window.notices import Notices
    from app.publishing.service_link import ServiceLink
    from app.settings import Settings


def _unseen(_area: str, _count: int) -> None:
    """Where there is no rail, nothing is counted on it."""


def _nowhere(_flow_id: str, _node: str) -> None:
    """Where there is no canvas, nothing is shown on it."""


@dataclass(frozen=True)
class AreaContext:
    """What the program lends to an area."""

    link: ServiceLink
    """The runtime process; its `client` is None while that does not run."""
    notices: Notices
    settings: Settings
    open_scenario: Callable[[str], None]
    """Open a scenario's file, by its path, in the editing area."""
    show_area: Callable[[str], None]
    """Go to another area, by its key."""
    show_node: Callable[[str, str], None] = _nowhere
    """Go to a node of the scenario with a flow id, on the canvas; an empty node shows the whole of it."""
    show_count: Callable[[str, int], None] = _unseen
    """Show at an area's button in the rail how much waits there; 0 shows nothing."""


class AreaPage(QWidget):
    """One area's page; lives as long as the window."""

    has_search: bool = False
    """Whether there is something to search, at `go_to_search`."""

    def __init__(self, context: AreaContext) -> None:
        super().__init__()
        self.context = context

    def shown(self) -> None:
        """Take note that the area is on screen: read what may have changed."""

    def hidden(self) -> None:
        """Take note that another area is on screen."""

    def go_to_search(self) -> None:
        """Be where one searches; nothing where there is no search."""

    def close_area(self) -> None:
        """End what is under way: the window closes."""


@dataclass(frozen=True, slots=True)
class AreaSpec:
    """An area as data: what the rail and the menu need to know of it."""

    key: str
    icon: str
    words: Wording
    load: Callable[[], type[AreaPage]]
    """Imports the page's class; called when the area is first shown."""
    short: Wording | None = None
    """A shorter word for the narrow rail, where the words do not fit."""

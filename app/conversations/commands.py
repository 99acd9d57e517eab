"""What the menu asks of the conversations area."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.areas import AreaPage
    from app.conversations.page import ConversationsPage

KEY = "conversations"


class ConversationCommands:
    """Passes on to the page, which is there once the area was shown."""

    def __init__(self, page: Callable[[str], AreaPage]) -> None:
        self._page = page

    def take(self) -> None:
        """Take the open conversation over."""
        self._shown.take()

    def hand_back(self) -> None:
        """Let the scenario of the open conversation go on."""
        self._shown.hand_back()

    def pass_on(self) -> None:
        """Give the open conversation to a colleague."""
        self._shown.pass_on()

    def write(self) -> None:
        """Go to where one writes."""
        self._shown.write()

    def write_note(self) -> None:
        """Go to where notes are written."""
        self._shown.write_note()

    def search(self) -> None:
        """Go to the search."""
        self._shown.go_to_search()

    def export(self) -> None:
        """Export the open conversation."""
        self._shown.export()

    @property
    def _shown(self) -> ConversationsPage:
        from app.conversations.page import ConversationsPage

        page = self._page(KEY)
        assert isinstance(page, ConversationsPage)
        return page

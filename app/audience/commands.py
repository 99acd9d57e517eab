"""What the menu asks of the audience area."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.areas import AreaPage
    from app.audience.page import AudiencePage

KEY = "audience"


class AudienceCommands:
    """Shows the area and passes on to its page."""

    def __init__(self, page: Callable[[str], AreaPage], show_area: Callable[[str], None]) -> None:
        self._page = page
        self._show_area = show_area

    def import_contacts(self) -> None:
        """Choose a file to import."""
        self._shown.choose_file()

    def new_segment(self) -> None:
        """Begin to build a segment."""
        self._shown.new_segment()

    def search(self) -> None:
        """Go to the search."""
        self._shown.go_to_search()

    def export(self) -> None:
        """Export the list that is shown."""
        self._shown.export_menu.ask()

    @property
    def _shown(self) -> AudiencePage:
        from app.audience.page import AudiencePage

        self._show_area(KEY)
        page = self._page(KEY)
        assert isinstance(page, AudiencePage)
        return page

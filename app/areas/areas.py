"""Makes the pages of the areas when they are first shown, and tells them when they are seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from app.areas.area import AreaContext, AreaPage, AreaSpec
from app.areas.registry import BUSINESS_AREAS


class Areas:
    """The business areas of one window."""

    def __init__(
        self,
        context: AreaContext,
        pages: Callable[[], QStackedWidget],
        specs: tuple[AreaSpec, ...] = BUSINESS_AREAS,
    ) -> None:
        self._context = context
        self._pages = pages
        self._specs = {spec.key: spec for spec in specs}
        self._made: dict[str, AreaPage] = {}
        self._seen: AreaPage | None = None

    def has(self, key: str) -> bool:
        """Whether *key* names one of these areas."""
        return key in self._specs

    def page(self, key: str) -> AreaPage:
        """The page of an area, made if this is the first time."""
        page = self._made.get(key)
        if page is None:
            page = self._made[key] = self._specs[key].load()(self._context)
            self._pages().addWidget(page)
        return page

    def has_search(self, key: str) -> bool:
        """Whether *key* names one of these areas that has a search of its own."""
        page = self._made.get(key)
        return page is not None and page.has_search

    def tell(self, key: str) -> None:
        """Let the pages know that the area *key* is on screen now."""
        now = self._made.get(key)
        if now is self._seen:
            return
        if self._seen is not None:
            self._seen.hidden()
        self._seen = now
        if now is not None:
            now.shown()

    def close(self) -> None:
        """End what the areas have under way."""
        for page in self._made.values():
            page.close_area()

"""The areas of the business: made when first shown, told when they are seen, closed with the window."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from app.areas import AreaContext, AreaPage, Areas, AreaSpec
from app.main_window.window import Window
from runtime.wording import Wording

SAID: list[str] = []


class _Page(AreaPage):
    def shown(self) -> None:
        SAID.append("shown")

    def hidden(self) -> None:
        SAID.append("hidden")

    def close_area(self) -> None:
        SAID.append("closed")


def test_a_page_is_made_once_and_told_what_it_needs(qtbot: QtBot) -> None:
    SAID.clear()
    loads: list[type[AreaPage]] = []

    def load() -> type[AreaPage]:
        loads.append(_Page)
        return _Page

    stack = QStackedWidget()
    qtbot.addWidget(stack)
    areas = Areas(
        cast("AreaContext", None),
        lambda: stack,
        (AreaSpec("audience", "audience", Wording("人群", "Audience"), load),),
    )

    areas.tell("library")
    page = areas.page("audience")
    areas.tell("audience")
    areas.tell("audience")
    areas.tell("library")
    areas.close()

    assert areas.page("audience") is page
    assert (len(loads), stack.count(), SAID) == (1, 1, ["shown", "hidden", "closed"])


def test_search_belongs_to_what_is_on_screen(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    page = window.business.page("audience")
    monkeypatch.setattr(page, "go_to_search", lambda: SAID.append("searched"))
    SAID.clear()
    before = window.is_possible("searchable")
    monkeypatch.setattr(window, "_area_key", "audience")
    window.search_here()

    assert (before, window.is_possible("searchable"), SAID) == (False, True, ["searched"])

"""The narrowest inspector cuts nothing off, whatever is selected, in either language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector import Inspector
from editor.inspector.places import Page
from editor.undo import History
from resources.files import resource_path
from runtime.flow.file_format import read_document
from runtime.wording import Language
from widgets.form import FormContext
from widgets.form.suggestion_row import SuggestionRow
from widgets.language import set_language
from widgets.theme import set_text_scale

NARROWEST_PX = 282
PAGES: tuple[Page, ...] = ("content", "exits", "fallback")


@pytest.fixture(params=list(Language), ids=lambda tongue: tongue.value)
def tongue(request: pytest.FixtureRequest) -> Iterator[Language]:
    set_language(request.param)
    yield request.param
    set_language(Language.ZH)


@pytest.fixture(params=[100, 130])
def scale(request: pytest.FixtureRequest) -> Iterator[int]:
    set_text_scale(request.param)
    yield request.param
    set_text_scale(100)


def too_wide(inspector: Inspector) -> list[str]:
    """The pages that need more room than they have."""
    found = []
    for area in inspector.findChildren(QScrollArea):
        page = area.widget()
        if page is not None and area.isVisible():
            needs_px, has_px = page.minimumSizeHint().width(), area.viewport().width()
            if needs_px > has_px:
                found.append(f"{needs_px} > {has_px}")
    return found


@pytest.mark.parametrize("sample", ["spring-sale", "bill-reminder", "appointment"])
def test_every_page_fits(sample: str, scale: int, tongue: Language, qtbot: QtBot) -> None:
    store = Store(read_document(resource_path(f"scenarios/{sample}.xinliu.json")))
    selection = Selection(store)
    history = History(store, None)
    inspector = Inspector(store, selection, FormContext(None), history.seal)
    qtbot.addWidget(inspector)
    inspector.resize(NARROWEST_PX, 700)
    inspector.show()

    found: dict[str, list[str]] = {}
    for node_id in [None, *store.flow.nodes]:
        selection.set([] if node_id is None else [node_id])
        QApplication.processEvents()
        for page in PAGES if node_id else PAGES[:1]:
            if node_id:
                inspector.pages.turn_to(page)
            for row in inspector.findChildren(SuggestionRow):
                row.chip.setChecked(True)
            QApplication.processEvents()
            if wide := too_wide(inspector):
                found[f"{store.node(node_id).called()} {page}" if node_id else "settings"] = wide
    inspector.close_document()

    assert found == {}

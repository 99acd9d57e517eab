"""The chatbots on screen, with three of them in the workspace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.chatbots.page import ChatbotsPage
from app.main_window.window import Window
from app.places import workspace_folder
from editor.library.chatbots.document import ChatbotDocument, new_chatbot
from editor.library.workspace import Workspace

OpenPage = Callable[..., ChatbotsPage]


@pytest.fixture
def open_page(window: Window, qtbot: QtBot) -> OpenPage:
    """`open_page(document, …)`: the page with these chatbots, the first by name open."""

    def opened(*documents: ChatbotDocument) -> ChatbotsPage:
        workspace = Workspace(workspace_folder())
        for document in documents:
            workspace.chatbots.save(document)
        workspace.close()
        window.start_page.show_chatbots()
        page = window.start_page.chatbots
        assert page is not None
        qtbot.waitUntil(lambda: len(page.list.rows) == len(documents), timeout=20_000)
        return page

    return opened


@pytest.fixture
def page(open_page: OpenPage) -> ChatbotsPage:
    return open_page(new_chatbot("甲"), new_chatbot("乙"), new_chatbot("丙"))

"""A scenario and the library's chatbots: taken over, compared, updated and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.places import workspace_folder
from editor.inspector import apply_fix
from editor.library.chatbots.document import ChatbotDocument, ChatbotId, new_chatbot
from editor.library.workspace import Workspace
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.messages.reading import read_pasted
from runtime.wording import same


@pytest.fixture
def saved(window: Window) -> ChatbotDocument:
    """A chatbot of the library with a picture, and the spring sale open."""
    workspace = Workspace(workspace_folder())
    home = workspace.chatbots.media.home
    home.mkdir(parents=True)
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(0x3366CC)
    assert picture.save(str(home / "face.png"))
    made = new_chatbot("示例电力")
    made = made.with_changes(chatbot=made.chatbot.with_changes(logo="media:face.png"))
    workspace.chatbots.save(made)
    workspace.close()
    window.files.open_sample("spring-sale")
    assert window.area is not None
    return made


def _flow(window: Window) -> Flow:
    assert window.area is not None
    return window.area.document.flow


def _differs(window: Window) -> list[Issue]:
    assert window.area is not None
    return [issue for issue in window.area.checking.issues if issue.code == "chatbot_differs"]


def test_a_chatbot_is_taken_over_in_one_edit_with_its_picture(
    window: Window, saved: ChatbotDocument, qtbot: QtBot
) -> None:
    assert window.area is not None
    before = _flow(window).chatbot

    window.scenario_chatbots.take_over(saved)

    assert _flow(window).chatbot == saved.chatbot.with_changes(origin=saved.id)
    media = window.area.document.media
    qtbot.waitUntil(lambda: media.path_of("media:face.png") is not None, timeout=20_000)
    window.edits.undo()
    assert _flow(window).chatbot == before


def test_one_that_differs_is_a_warning_whose_repair_updates_it(
    window: Window, saved: ChatbotDocument, qtbot: QtBot
) -> None:
    assert window.area is not None
    window.scenario_chatbots.take_over(saved)
    store = window.area.document.store
    edited = _flow(window).chatbot.with_changes(description="自己改的")
    with store.edit(same("x")) as draft:
        draft.set_flow(chatbot=edited)

    window.chatbots.look_up()
    qtbot.waitUntil(lambda: bool(_differs(window)), timeout=20_000)

    (issue,) = _differs(window)
    assert "示例电力" in issue.sentence.zh
    apply_fix(store, issue)
    assert _flow(window).chatbot.description == ""
    qtbot.waitUntil(lambda: not _differs(window), timeout=20_000)


def test_a_scenario_of_its_own_or_from_elsewhere_has_no_such_warning(
    window: Window, saved: ChatbotDocument, qtbot: QtBot
) -> None:
    assert window.area is not None
    window.chatbots.look_up()
    window.area.checking.run()
    assert _differs(window) == []

    window.scenario_chatbots.take_over(saved.with_changes(id=ChatbotId("chatbot-elsewhere")))
    window.area.checking.run()

    assert _differs(window) == []


def test_the_scenarios_own_is_kept_in_the_library(
    window: Window, saved: ChatbotDocument, qtbot: QtBot
) -> None:
    window.scenario_chatbots.keep()

    origin = _flow(window).chatbot.origin
    folder = Path(workspace_folder()) / "chatbots"
    qtbot.waitUntil(lambda: len(list(folder.glob("*.chatbot.json"))) == 2, timeout=20_000)
    assert origin.startswith("chatbot-")


@pytest.mark.parametrize("profile", ["ctcu", "cmcc", "aliyun", "gsma"])
def test_a_message_is_copied_as_a_carrier_has_it_and_pasted_back(
    profile: str, window: Window, saved: ChatbotDocument
) -> None:
    assert window.area is not None
    document = window.area.document
    document.selection.set([NodeId("carousel")])
    before = set(document.store.nodes)

    window.menus[f"copy_message_{profile}"].trigger()

    text = QGuiApplication.clipboard().text()
    assert text.startswith("<?xml" if profile == "cmcc" else "{")
    assert read_pasted(text).not_understood == ()
    window.pasteboard.paste()
    (made,) = set(document.store.nodes) - before
    copied = getattr(document.store.node(made), "message")  # noqa: B009 - a send_message
    original = getattr(document.store.node(NodeId("carousel")), "message")  # noqa: B009 - a send_message
    assert copied.content.plain_text() == original.content.plain_text()
    assert [chip.text for chip in copied.chips] == [chip.text for chip in original.chips]
    QGuiApplication.clipboard().clear()


def test_a_node_without_a_message_says_so(window: Window, saved: ChatbotDocument) -> None:
    assert window.area is not None
    document = window.area.document
    document.selection.set([NodeId("start")])
    QGuiApplication.clipboard().clear()

    window.pasteboard.copy_message("ctcu")

    assert QGuiApplication.clipboard().text() == ""
    assert "不发消息" in window.area.toast.words

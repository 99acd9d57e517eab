"""Chatbots in the library: edited, undone, written by themselves, audited, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.chatbots.page import ChatbotsPage
from app.main_window.window import Window
from app.places import workspace_folder
from editor.library.chatbots.document import ChatbotDocument, new_chatbot, read_chatbot
from runtime.flow.chatbot import MenuEntry
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from widgets.form.text_field import TextField

OpenPage = Callable[..., ChatbotsPage]


def files() -> dict[str, ChatbotDocument]:
    folder = workspace_folder() / "chatbots"
    return {file.name.removesuffix(".chatbot.json"): read_chatbot(file) for file in folder.glob("*.json")}


def shown(page: ChatbotsPage) -> list[str]:
    return [row.words for row in page.list.rows]


def document(window: Window) -> ChatbotDocument:
    assert window.chatbots.open is not None
    return window.chatbots.open.document


def type_into(page: ChatbotsPage, field: str, text: str) -> None:
    found = page.profile.fields.field(field)
    assert isinstance(found, TextField)
    found.area.edited.emit(text)


def with_menu(name: str) -> ChatbotDocument:
    made = new_chatbot(name)
    tap = Suggestion(id=SuggestionId("m1"), text="查账单", postback="bill")
    menu = (MenuEntry(text="查账单", suggestion=tap),)
    return made.with_changes(chatbot=made.chatbot.with_changes(menu=menu))


def test_an_empty_library_offers_to_make_one(open_page: OpenPage, window: Window, qtbot: QtBot) -> None:
    page = open_page()
    qtbot.waitUntil(page._empty.isVisible, timeout=20_000)

    page._empty.action_button.click()

    qtbot.waitUntil(lambda: shown(page) == ["新的聊天机器人"], timeout=20_000)
    assert list(files()) == ["新的聊天机器人"]
    assert document(window).chatbot.name == "新的聊天机器人"


def test_the_first_is_open_and_a_click_opens_another(page: ChatbotsPage, window: Window) -> None:
    first = document(window).chatbot.name
    assert first == shown(page)[0]

    page.list.rows[2].click()

    assert document(window).chatbot.name == shown(page)[2]
    assert [row.isChecked() for row in page.list.rows] == [False, False, True]


def test_what_is_typed_shows_on_the_handset_at_once_and_is_written_by_itself(
    page: ChatbotsPage, window: Window, qtbot: QtBot
) -> None:
    type_into(page, "description", "周一到周日都在")

    assert page.preview.handset.phone.state.profile.description == "周一到周日都在"
    assert page.preview.handset.shows_page
    name = document(window).chatbot.name
    qtbot.waitUntil(lambda: files()[name].chatbot.description == "周一到周日都在", timeout=20_000)


def test_undo_and_redo_belong_to_the_chatbot_on_screen(
    page: ChatbotsPage, window: Window, qtbot: QtBot
) -> None:
    assert not window.menus["undo"].isEnabled()
    for text in ("周", "周一"):
        type_into(page, "description", text)
    assert window.menus["undo"].isEnabled()

    window.menus["undo"].trigger()
    assert document(window).chatbot.description == ""
    window.menus["redo"].trigger()
    assert document(window).chatbot.description == "周一"

    window.start_page.show_scenarios()
    assert not window.menus["undo"].isEnabled()


def test_a_new_name_renames_file_and_row(page: ChatbotsPage, window: Window, qtbot: QtBot) -> None:
    old = document(window).chatbot.name

    type_into(page, "name", "丁")

    qtbot.waitUntil(lambda: "丁" in shown(page), timeout=20_000)
    assert "丁" in files()
    assert old not in files()


def test_what_is_wrong_is_said_at_its_field_and_marked_on_its_tab(page: ChatbotsPage, window: Window) -> None:
    type_into(page, "website", "example.cn")

    (problem,) = page.profile.fields.field("website").problems
    assert "https://" in problem.sentence.zh
    assert page.tabs.part("profile").accessibleDescription()


def test_steps_of_an_audit_are_kept_noted_and_taken_back(
    page: ChatbotsPage, window: Window, qtbot: QtBot
) -> None:
    page.tabs.part("audit").click()
    row = page.audit.rows["mobile"]
    row.stepped.emit("mobile", "submitted")
    assert document(window).registration("mobile").state == "submitted"
    assert row.badge.words == "已提交"

    row.note.setText("申请号 7")
    row.note.textEdited.emit("申请号 7")
    assert document(window).registration("mobile").steps[-1].note == "申请号 7"

    row.day.setText("2026-01-31")
    row.day.editingFinished.emit()
    assert document(window).registration("mobile").steps[-1].on.isoformat() == "2026-01-31"

    row.day.setText("昨天")
    row.day.editingFinished.emit()
    assert row.day.text() == "2026-01-31"

    row.drop.click()
    assert document(window).registration("mobile").state == "draft"
    window.menus["undo"].trigger()
    assert document(window).registration("mobile").state == "submitted"


def test_the_buttons_of_a_carrier_are_what_may_come_next(page: ChatbotsPage, window: Window) -> None:
    page.tabs.part("audit").click()
    row = page.audit.rows["telecom"]

    row.stepped.emit("telecom", "submitted")
    row.stepped.emit("telecom", "rejected")

    assert [step.state for step in document(window).registration("telecom").steps] == [
        "submitted",
        "rejected",
    ]
    assert [issue.code for issue in window.chatbots.open.issues if issue.carriers == ("telecom",)] == [  # type: ignore[union-attr]  # it is open
        "no_reason"
    ]


def test_a_menu_shows_under_the_conversation(open_page: OpenPage, window: Window) -> None:
    page = open_page(with_menu("甲"))

    page.tabs.part("menu").click()

    assert not page.preview.handset.shows_page
    assert [entry.text for entry in page.preview.handset.phone.state.profile.menu] == ["查账单"]


def test_a_removed_chatbot_comes_back_with_undo(page: ChatbotsPage, window: Window, qtbot: QtBot) -> None:
    entry = page.list.rows[0].entry
    page.list.rows[0].deed_asked.emit(entry, "remove")
    qtbot.waitUntil(lambda: len(shown(page)) == 2, timeout=20_000)
    assert page.toast.words == f"已移除「{entry.name}」"

    page.toast.action_button.click()

    qtbot.waitUntil(lambda: len(shown(page)) == 3, timeout=20_000)


def test_a_copy_is_opened(page: ChatbotsPage, window: Window, qtbot: QtBot) -> None:
    entry = page.list.rows[0].entry

    page.list.rows[0].deed_asked.emit(entry, "duplicate")

    qtbot.waitUntil(lambda: f"{entry.name} 副本" in shown(page), timeout=20_000)
    assert document(window).chatbot.name == f"{entry.name} 副本"


def test_delete_and_ctrl_d_do_what_the_menu_does(page: ChatbotsPage, qtbot: QtBot) -> None:
    first = page.list.rows[0]
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shown(page)) == 4, timeout=20_000)
    QTest.keyClick(page.list.rows[0], Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: len(shown(page)) == 3, timeout=20_000)


def test_versions_are_kept_and_restored(page: ChatbotsPage, window: Window, qtbot: QtBot) -> None:
    type_into(page, "description", "第一稿")
    page.tabs.part("versions").click()
    qtbot.waitUntil(lambda: len(page.versions.versions.revisions) == 2, timeout=20_000)

    page.versions.restore_asked.emit(page.versions.versions.revisions[-1].id)

    qtbot.waitUntil(lambda: document(window).chatbot.description == "", timeout=20_000)
    window.menus["undo"].trigger()
    assert document(window).chatbot.description == "第一稿"


def test_what_is_typed_last_is_written_when_the_window_goes(page: ChatbotsPage, window: Window) -> None:
    name = document(window).chatbot.name
    type_into(page, "description", "最后一句")

    window.chatbots.close()
    window.library.close()

    assert files()[name].chatbot.description == "最后一句"


def test_search_shows_those_of_the_name(page: ChatbotsPage, window: Window) -> None:
    window.start_page.search.setText("乙")

    assert [row.words for row in page.list.rows if row.isVisible()] == ["乙"]


def test_the_keys_lead_to_the_chatbots(window: Window, qtbot: QtBot) -> None:
    window.menus["show_chatbots"].trigger()

    assert window.start_page.tabs.value() == "chatbots"
    assert window.menus["show_chatbots"].shortcut().toString() == "Alt+4"
    assert window.current_area == "library"


def test_every_control_has_a_name(open_page: OpenPage, window: Window) -> None:
    page = open_page(with_menu("甲").stepped("mobile", "submitted", date(2026, 11, 23)))

    for part in ("profile", "menu", "audit", "versions"):
        page.tabs.part(part).click()
        nameless = [
            type(child).__name__
            for child in page.findChildren(type(page.audit.rows["mobile"].note))
            if child.isVisible() and not child.accessibleName()
        ]
        assert nameless == []
        assert page.tabs.part(part).focusPolicy() != Qt.FocusPolicy.NoFocus

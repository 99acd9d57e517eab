"""The folder of chatbots: written, renamed, removed and brought back, with every state kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.library.chatbots.document import read_chatbot, to_text
from editor.library.chatbots.shelf import ChatbotShelf
from editor.library.errors import ChatbotMissing
from editor.library.workspace import Workspace
from tests.editor.library.chatbots.test_document import DAY, full


@pytest.fixture
def shelf(workspace: Workspace) -> ChatbotShelf:
    return workspace.chatbots


def _names(shelf: ChatbotShelf) -> list[str]:
    return [entry.name for entry in shelf.entries()]


def test_a_workspace_without_chatbots_has_no_folder_of_them(shelf: ChatbotShelf) -> None:
    assert shelf.entries() == ()
    assert not shelf.folder.exists()


def test_a_new_chatbot_stands_in_a_file_of_its_name(shelf: ChatbotShelf) -> None:
    entry = shelf.create("示例生活馆")

    assert entry.path == shelf.folder / "示例生活馆.chatbot.json"
    assert entry.document == read_chatbot(entry.path)
    assert _names(shelf) == ["示例生活馆"]


def test_two_of_one_name_stand_beside_each_other(shelf: ChatbotShelf) -> None:
    first, second = shelf.create("甲"), shelf.create("甲")

    assert first.path != second.path
    assert second.document is not None
    assert shelf.save(second.document).path == second.path


def test_a_renamed_chatbot_takes_its_file_along(shelf: ChatbotShelf) -> None:
    document = shelf.create("甲").document
    assert document is not None

    renamed = shelf.save(document.with_changes(chatbot=document.chatbot.with_changes(name="乙 / 丙")))

    assert [file.name for file in shelf.folder.iterdir()] == [renamed.path.name]
    assert shelf.entry(document.id).name == "乙 / 丙"


def test_a_copy_is_registered_nowhere(shelf: ChatbotShelf) -> None:
    document = full()
    shelf.save(document)

    copy = shelf.duplicate(document.id, "示例生活馆 副本").document

    assert copy is not None
    assert copy.id != document.id
    assert (copy.registrations, copy.chatbot.addresses) == ((), ())
    assert copy.chatbot.menu == document.chatbot.menu


def test_a_removed_chatbot_comes_back(shelf: ChatbotShelf) -> None:
    document = full()
    shelf.save(document)

    place = shelf.remove(document.id)

    assert shelf.entries() == ()
    with pytest.raises(ChatbotMissing):
        shelf.entry(document.id)
    assert shelf.bring_back(place).document == document
    assert shelf.entry(document.id).document == document


def test_old_chatbots_leave_the_bin(shelf: ChatbotShelf) -> None:
    document = full()
    shelf.save(document)
    place = shelf.remove(document.id)

    shelf.empty_bin(place.stat().st_mtime - 1)
    assert place.exists()
    shelf.empty_bin(place.stat().st_mtime + 1)

    assert not place.exists()


def test_a_file_that_is_no_chatbot_is_shown_with_its_reason(shelf: ChatbotShelf) -> None:
    shelf.create("甲")
    (shelf.folder / "坏.chatbot.json").write_text("{", "utf-8")

    found = {entry.name: entry.refusal for entry in shelf.entries()}

    assert found["甲"] is None
    assert found["坏"] is not None


def test_a_chatbot_from_elsewhere_gets_another_id_where_its_own_is_taken(shelf: ChatbotShelf) -> None:
    document = full()

    first, second = shelf.take_in(document), shelf.take_in(document)

    assert first.document == document
    assert second.document is not None
    assert second.document.id != document.id
    assert len(shelf.entries()) == 2


def test_every_saved_state_can_be_had_again_with_what_changed_in_words(shelf: ChatbotShelf) -> None:
    document = full()
    shelf.save(document)
    later = document.with_changes(chatbot=document.chatbot.with_changes(description="夏季上新"))
    later = later.stepped("mobile", "approved", DAY)
    shelf.save(later)
    shelf.save(later)

    newest, oldest = shelf.versions.of_chatbot(document.id)

    assert to_text(shelf.versions.document(oldest.id)) == to_text(document)
    assert shelf.versions.document(newest.id) == later
    assert [words.en for words in newest.changes] == ["Changed about", "Mobile: Approved"]


def test_states_of_chatbots_are_no_states_of_scenarios(workspace: Workspace, tmp_path: Path) -> None:
    workspace.chatbots.create("甲")

    assert workspace.versions.published() == {}
    assert workspace.versions.count() == 0

"""Own messages as templates: whole, with their files, and never in each other's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.library.media_folder import MediaFolder
from editor.library.message_templates import MessageTemplates, shipped_templates
from runtime.messages.card import Card
from runtime.messages.elements.text import Text
from runtime.messages.limits import profile_names
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.targets import targets_of_profile


@pytest.fixture
def templates(tmp_path: Path) -> MessageTemplates:
    return MessageTemplates(tmp_path / "workspace")


def test_a_message_comes_back_with_ids_of_its_own(templates: MessageTemplates, tmp_path: Path) -> None:
    reply = Suggestion(id=SuggestionId("a"), text="好", postback="old")
    saved = templates.save("问候", Message(content=Text(text="你好"), chips=(reply,)), MediaFolder(tmp_path))
    made = templates.message_for(templates.own()[0], MediaFolder(tmp_path / "other"))

    assert saved.name.zh == "问候"
    assert made.content == Text(text="你好")
    assert made.chips[0].text == "好"
    assert (made.chips[0].id, made.chips[0].postback) != ("a", "old")
    assert made.chips[0].postback == ""


def test_files_go_along_and_come_along(templates: MessageTemplates, tmp_path: Path) -> None:
    home, other = MediaFolder(tmp_path / "one"), MediaFolder(tmp_path / "two")
    home.home.mkdir()
    (home.home / "图.png").write_bytes(b"picture")
    templates.save("卡", Card(title="卡", media=CardMedia(source="media:图.png")), home)
    (home.home / "图.png").unlink()
    made = templates.message_for(templates.own()[0], other)

    source = made.media_sources()[0]
    path = other.path_of(source)
    assert path is not None
    assert path.read_bytes() == b"picture"


def test_a_name_that_is_taken_gets_a_number(templates: MessageTemplates, tmp_path: Path) -> None:
    for _ in range(2):
        templates.save("问候", Message(), MediaFolder(tmp_path))

    assert [each.name.zh for each in templates.own()] == ["问候", "问候 2"]


def test_renaming_and_taking_back_a_deletion(templates: MessageTemplates, tmp_path: Path) -> None:
    made = templates.save("问候", Message(), MediaFolder(tmp_path))
    templates.rename(made.id, "再见")
    restore = templates.delete(made.id)

    assert templates.own() == ()

    restore()

    assert templates.own()[0].name.zh == "再见"


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"format": 9}', b'{"format": 1}', b"\xff\xfe", b"[" * 9999]
)
def test_files_that_are_no_templates_are_passed_over(templates: MessageTemplates, data: bytes) -> None:
    templates.folder.mkdir(parents=True)
    (templates.folder / "strange.json").write_bytes(data)

    assert templates.own() == ()


def test_those_that_ship_keep_every_limit() -> None:
    shipped = shipped_templates()

    assert len(shipped) == 8
    for name in profile_names():
        targets = targets_of_profile(name)
        assert [
            (each.id, breach.path)
            for each in shipped
            for breach in targets.breaches(each.message)
            if breach.limit.severity == "error"
        ] == []

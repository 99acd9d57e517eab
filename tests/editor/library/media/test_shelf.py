"""The media of all scenarios, with where they are used."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor.library.media.refusals import MediaFlawed, MediaUsed, NameTaken
from editor.library.media.shelf import fitting
from editor.library.media.uses import LiveUses, uses_in
from editor.library.workspace import Workspace
from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from tests.support.hostile import hostile_files, png


def showing(source: str, name: str = "spring") -> Document:
    media = CardMedia(source=source, content_type="image/png", size_bytes=70)
    message = Message(content=RichCard(card=Card(media=media, title="新品")))
    node = SendMessage(id=NodeId("card"), title="新品轮播", message=message)
    return Document(flow=Flow(id=FlowId(name), name=name, nodes={node.id: node}))


@pytest.fixture
def home(workspace: Workspace) -> Path:
    home = workspace.scenarios_folder / "media"
    home.mkdir()
    return home.resolve()


@pytest.fixture
def save(workspace: Workspace) -> Callable[[str, str], Path]:
    def save(source: str, name: str) -> Path:
        path = (workspace.scenarios_folder / f"{name}.xinliu.json").resolve()
        document = showing(source, name)
        write_document(document, path)
        workspace.note_saved(document, path)
        return path

    return save


def test_a_medium_tells_where_it_is_used(
    workspace: Workspace, home: Path, save: Callable[[str, str], Path]
) -> None:
    (home / "shoe.png").write_bytes(png(8, 8))
    (home / "spare.png").write_bytes(png(9, 9))
    path = save("media:shoe.png", "spring")

    shoe, spare = (each for each in workspace.media.listing() if not each.is_shipped)

    assert [(path, "card", "新品轮播 › 图片或视频")] == [
        (use.scenario, use.node, use.place.zh) for use in shoe.uses
    ]
    assert (shoe.facts.width_px, shoe.facts.height_px) == (8, 8)
    assert spare.is_unused
    assert not shoe.is_unused


def test_the_open_scenario_counts_as_it_is_now(
    workspace: Workspace, home: Path, save: Callable[[str, str], Path]
) -> None:
    (home / "shoe.png").write_bytes(png(8, 8))
    path = save("media:shoe.png", "spring")
    live = LiveUses(path, home, tuple(uses_in(showing("media:other.png"), path)))

    (shoe,) = (each for each in workspace.media.listing(live=live) if not each.is_shipped)

    assert shoe.is_unused


def test_the_same_bytes_under_two_names_are_found(workspace: Workspace, home: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        (home / name).write_bytes(png(8, 8) if name != "c.png" else png(9, 9))

    doubles = [each.name for each in fitting(workspace.media.listing(), only="double")]

    assert doubles == ["a.png", "b.png"]


def test_a_used_file_is_not_removed_and_an_unused_one_comes_back(
    workspace: Workspace, home: Path, save: Callable[[str, str], Path]
) -> None:
    (home / "shoe.png").write_bytes(png(8, 8))
    (home / "spare.png").write_bytes(png(9, 9))
    save("media:shoe.png", "spring")

    with pytest.raises(MediaUsed) as refused:
        workspace.media.remove(home / "shoe.png")
    removed = workspace.media.remove(home / "spare.png")

    assert "新品轮播 › 图片或视频" in refused.value.sentence.zh
    assert not (home / "spare.png").exists()
    assert home / "spare.png" == workspace.media.bring_back(removed)
    assert (home / "spare.png").is_file()


def test_a_file_gets_another_name_and_keeps_its_ending(workspace: Workspace, home: Path) -> None:
    (home / "IMG_1.png").write_bytes(png(8, 8))

    source = workspace.media.rename(home / "IMG_1.png", "春季主图")

    assert source == "media:春季主图.png"
    assert (home / "春季主图.png").is_file()
    assert (home / "IMG_1.png").is_file()
    with pytest.raises(NameTaken):
        workspace.media.rename(home / "IMG_1.png", "春季主图.png")


@pytest.mark.parametrize("name", ["", ".", "../x", "CON", "a/b"])
def test_a_name_never_leads_out_of_the_folder(workspace: Workspace, home: Path, name: str) -> None:
    (home / "a.png").write_bytes(png(8, 8))

    with contextlib.suppress(NameTaken):
        workspace.media.rename(home / "a.png", name)

    assert all(file.parent == home for file in home.parent.rglob("*.png"))


def test_another_file_is_shown_in_saved_scenarios_and_what_was_is_kept(
    workspace: Workspace, home: Path, save: Callable[[str, str], Path]
) -> None:
    (home / "shoe.png").write_bytes(png(8, 8))
    path = save("media:shoe.png", "spring")
    open_one = save("media:shoe.png", "open")
    (home / "new.png").write_bytes(png(30, 20))
    facts = replace(workspace.media.facts(home / "new.png"))

    changed = workspace.media.change_elsewhere(home / "shoe.png", facts, but=open_one)

    shown = read_document(path).flow.nodes[NodeId("card")]
    assert isinstance(shown, SendMessage)
    assert isinstance(shown.message.content, RichCard)
    media = shown.message.content.card.media
    assert media is not None
    assert (1, "media:new.png", facts.size_bytes) == (changed, media.source, media.size_bytes)
    assert len(workspace.versions.of(FlowId("spring"))) == 2
    assert "media:shoe.png" in open_one.read_text("utf-8")


@pytest.mark.parametrize("name", hostile_files())
def test_a_hostile_file_does_not_come_in(workspace: Workspace, home: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(hostile_files()[name])

    with pytest.raises(MediaFlawed):
        workspace.media.take_in(file, home)

    assert list(home.iterdir()) == []


def test_a_picture_under_a_wrong_name_gets_the_right_one(
    workspace: Workspace, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(png(8, 8))

    facts = workspace.media.take_in(file, home)

    assert (facts.source, facts.content_type) == ("media:photo.png", "image/png")


def test_media_are_found_by_name_place_and_scenario(
    workspace: Workspace, home: Path, save: Callable[[str, str], Path]
) -> None:
    (home / "shoe.png").write_bytes(png(8, 8))
    (home / "spare.png").write_bytes(png(9, 9))
    save("media:shoe.png", "scenario")
    media = workspace.media.listing()

    found = [
        {each.name for each in fitting(media, words)} for words in ("SHOE", "轮播", "scenario", "nothing")
    ]

    assert [{"shoe.png"}, {"shoe.png"}, {"shoe.png"}, set()] == [
        {name for name in each if not name.startswith("running_")} for each in found
    ]

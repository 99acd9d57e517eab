"""What the media library does to files and to the open scenario."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.files import Files
from app.library.desk import LibraryDesk
from app.main_window.notices import Notices
from app.media_library.desk import MediaDesk
from app.media_library.page import MediaPage
from app.open_document import OpenDocument
from editor.document.used_media import used_media
from editor.inspector.edits import put_flow_value
from editor.library.media.medium import Medium
from runtime.flow.file_format import write_document
from runtime.messages.media_facts import MediaFacts
from tests.editor.library.media.test_shelf import showing
from tests.support.hostile import hostile_files, png
from widgets.media.verdicts import verdict


class Host:
    """A window without panes."""

    area = None
    wiring = None

    def __init__(self) -> None:
        self.went: list[str] = []

    def show_library(self) -> None:
        self.went.append("library")

    def show_editing(self) -> None:
        self.went.append("editing")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "workspace" / "scenarios" / "media"
    home.mkdir(parents=True)
    (home / "shoe.png").write_bytes(png(8, 8))
    return home


@pytest.fixture
def library(tmp_path: Path, qtbot: QtBot) -> Iterator[LibraryDesk]:
    desk = LibraryDesk(tmp_path / "workspace")
    yield desk
    desk.close()


@pytest.fixture
def document(home: Path, qtbot: QtBot) -> Iterator[OpenDocument]:
    path = home.parent / "spring.xinliu.json"
    made = showing("media:shoe.png")
    write_document(made, path)
    document = OpenDocument(made, path)
    yield document
    document.close()


@pytest.fixture
def desk(library: LibraryDesk, document: OpenDocument, qtbot: QtBot) -> MediaDesk:
    notices = Notices()
    qtbot.addWidget(notices)
    files = Files(notices, notices)
    files.document = document
    made = MediaDesk(library, files, Host())
    document.changed.connect(made._on_change)
    return made


def listed(desk: MediaDesk, qtbot: QtBot) -> dict[str, Medium]:
    with qtbot.waitSignal(desk.listed, timeout=20_000) as told:
        desk.refresh()
    assert told.args is not None
    return {medium.name: medium for medium in told.args[0] if not medium.is_shipped}


def test_a_new_name_is_one_edit_and_its_undo_brings_the_file_back(
    desk: MediaDesk, document: OpenDocument, home: Path, qtbot: QtBot
) -> None:
    shoe = listed(desk, qtbot)["shoe.png"]
    desk.rename(shoe, "runner.png")
    qtbot.waitUntil(lambda: not (home / "shoe.png").exists(), timeout=20_000)

    assert used_media(document.flow) == ("media:runner.png",)
    document.history.undo()
    assert used_media(document.flow) == ("media:shoe.png",)
    qtbot.waitUntil((home / "shoe.png").exists, timeout=20_000)


def test_another_file_takes_its_place_in_one_edit(
    desk: MediaDesk, document: OpenDocument, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    new = tmp_path / "new.png"
    new.write_bytes(png(30, 20))
    with qtbot.waitSignal(desk.done, timeout=20_000):
        desk.replace(listed(desk, qtbot)["shoe.png"], new)

    assert used_media(document.flow) == ("media:new.png",)
    document.history.undo()
    assert used_media(document.flow) == ("media:shoe.png",)


def test_files_with_the_same_bytes_become_one(
    desk: MediaDesk, document: OpenDocument, home: Path, qtbot: QtBot
) -> None:
    (home / "copy.png").write_bytes((home / "shoe.png").read_bytes())
    desk.merge(listed(desk, qtbot)["copy.png"])
    qtbot.waitUntil(lambda: not (home / "shoe.png").exists(), timeout=20_000)

    assert used_media(document.flow) == ("media:copy.png",)


def test_a_used_file_stays_and_says_where_it_is_used(desk: MediaDesk, home: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.refused, timeout=20_000) as told:
        desk.remove(listed(desk, qtbot)["shoe.png"])

    assert told.args is not None
    assert "新品轮播" in told.args[0].zh
    assert (home / "shoe.png").exists()


def test_a_removed_file_comes_back(desk: MediaDesk, home: Path, qtbot: QtBot) -> None:
    (home / "spare.png").write_bytes(png(9, 9))
    with qtbot.waitSignal(desk.done, timeout=20_000) as told:
        desk.remove(listed(desk, qtbot)["spare.png"])
    assert told.args is not None
    assert not (home / "spare.png").exists()
    told.args[2]()

    qtbot.waitUntil((home / "spare.png").exists, timeout=20_000)


def test_one_file_that_is_refused_stops_no_other(
    desk: MediaDesk, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bad, good = tmp_path / "both.png", tmp_path / "good.png"
    bad.write_bytes(hostile_files()["both.png"])
    good.write_bytes(png(9, 9))
    with qtbot.waitSignals([desk.refused, desk.done], timeout=20_000):
        desk.take_in([bad, good])

    assert sorted(file.name for file in home.iterdir()) == ["good.png", "shoe.png"]


def test_files_are_judged_by_the_carriers_of_the_open_scenario(
    desk: MediaDesk, document: OpenDocument, qtbot: QtBot
) -> None:
    page = MediaPage(desk)
    qtbot.addWidget(page)
    large = MediaFacts("media:a.png", "a.png", "image/png", size_bytes=3 << 20, width_px=8, height_px=8)
    assert not verdict(large, desk.targets).is_fine
    put_flow_value(document.store, ("targets",), ("gsma",))

    page.show()

    assert page.details.targets.carriers == ("gsma",)
    assert verdict(large, desk.targets).is_fine

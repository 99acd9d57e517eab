from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from editor.library.database import STEPS, Database
from editor.library.errors import LibraryDamaged, NewerLibrary, RevisionMissing
from editor.library.versions import Versions
from runtime.flow.document import Document, digest
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.layout import Position
from tests.support.flows import greeting

HELLO = NodeId("hello")


@pytest.fixture
def versions(tmp_path: Path) -> Iterator[Versions]:
    database = Database(tmp_path / "library.sqlite3")
    yield Versions(database)
    database.close()


def titled(title: str) -> Document:
    before = greeting()
    nodes = dict(before.flow.nodes)
    nodes[HELLO] = nodes[HELLO].with_changes(title=title)
    return before.model_copy(update={"flow": before.flow.model_copy(update={"nodes": nodes})})


def moved(x: float) -> Document:
    before = greeting()
    places = dict(before.layout.positions) | {HELLO: Position(x=x, y=0)}
    return before.model_copy(update={"layout": before.layout.model_copy(update={"positions": places})})


def test_what_was_recorded_comes_back_whole(versions: Versions) -> None:
    revision = versions.record(greeting(), moment=datetime(2026, 3, 1, 2, 24, tzinfo=UTC))

    assert greeting() == versions.document(revision.id)
    assert (revision,) == versions.of(greeting().flow.id)
    assert revision.made_at == datetime(2026, 3, 1, 2, 24, tzinfo=UTC)
    assert (revision.number, revision.kind, revision.digest) == (1, "saved", digest(greeting().flow))


def test_the_same_state_is_not_kept_twice(versions: Versions) -> None:
    first = versions.record(greeting())
    again = versions.record(greeting(), "automatic")

    assert first == again


def test_a_moved_node_is_another_state_of_the_same_flow(versions: Versions) -> None:
    first, second = versions.record(moved(1)), versions.record(moved(2))

    assert [each.number for each in versions.of(FlowId(first.flow_id))] == [2, 1]
    assert first.digest == second.digest
    assert [each.zh for each in second.changes] != []


def test_an_automatic_state_that_is_saved_unchanged_rises_to_saved(versions: Versions) -> None:
    versions.record(greeting(), "automatic")
    versions.record(greeting(), "saved")

    assert [each.kind for each in versions.of(greeting().flow.id)] == ["saved"]


def test_a_saved_state_that_is_published_rises_and_is_found_again(versions: Versions) -> None:
    versions.record(greeting(), "saved")
    published = versions.record(greeting(), "published", number=3, note="第一版")
    versions.record(titled("别的"))

    found = versions.latest_published(greeting().flow.id)

    assert found == published
    assert (found.kind, found.published_as, found.note, found.number) == ("published", 3, "第一版", 1)
    assert len(versions.of(greeting().flow.id)) == 2


def test_publishing_an_old_state_again_is_a_revision_of_its_own(versions: Versions) -> None:
    versions.record(greeting(), "published", number=3)
    again = versions.record(greeting(), "published", number=4)

    assert again.number == 2
    assert versions.published() == {greeting().flow.id: again}


def test_the_state_two_copies_have_in_common_is_found_by_its_digest(versions: Versions) -> None:
    first = versions.record(greeting())
    versions.record(titled("别的"))

    assert first == versions.by_digest(greeting().flow.id, digest(greeting().flow))
    assert versions.by_digest(greeting().flow.id, "0" * 64) is None


def test_what_changed_is_told_in_words(versions: Versions) -> None:
    versions.record(greeting())
    second = versions.record(titled("新标题"))

    assert second.change_count == 1
    assert "新标题" in second.changes[0].zh
    assert "新标题" in second.changes[0].en


def test_naming_keeps_an_automatic_state_and_the_name_can_go_again(versions: Versions) -> None:
    revision = versions.record(greeting(), "automatic")

    named = versions.name(revision.id, "送审稿", "给法务")
    assert (named.kind, named.name, named.note) == ("named", "送审稿", "给法务")
    assert named.is_kept
    assert versions.name(revision.id, "").kind == "saved"


def test_a_revision_that_is_not_there_is_refused(versions: Versions) -> None:
    with pytest.raises(RevisionMissing):
        versions.document(7)
    with pytest.raises(RevisionMissing):
        versions.numbered(FlowId("flow"), 1)
    with pytest.raises(RevisionMissing):
        versions.name(7, "x")


def test_a_damaged_state_is_refused_and_the_next_one_is_kept_all_the_same(
    versions: Versions, tmp_path: Path
) -> None:
    revision = versions.record(greeting())
    with sqlite3.connect(tmp_path / "library.sqlite3") as connection:
        connection.execute("UPDATE revisions SET document = x'00'")
    connection.close()

    with pytest.raises(LibraryDamaged):
        versions.document(revision.id)
    assert versions.record(titled("别的")).number == 2


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(NewerLibrary):
        Database(path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"no database" * 100)

    with pytest.raises(LibraryDamaged):
        Database(path)
    assert path.read_bytes().startswith(b"no database")


def test_older_tables_are_brought_up_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    Database(path).close()

    def add_colour(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE tags ADD colour TEXT")

    newer = Database(path, [*STEPS, add_colour])
    with newer.reading() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(tags)")]
    newer.close()

    assert version == len(STEPS) + 1
    assert "colour" in columns

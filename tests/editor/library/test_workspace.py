from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from editor.library import workspace as workspace_module
from editor.library.database import Database
from editor.library.entry import Counts, Entry, Origin
from editor.library.errors import ImportRefused, ScenarioMissing
from editor.library.importing import importer_of
from editor.library.media_folder import MediaFolder
from editor.library.scenario_files import free_path, name_of
from editor.library.workspace import Workspace
from runtime.flow.document import Document, digest
from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import FlowId, NodeId
from tests.support.flows import greeting, spring_sale

HELLO = NodeId("hello")


def named(name: str, flow_id: str = "") -> Document:
    document = greeting()
    update: dict[str, object] = {"name": name, "id": FlowId(flow_id) if flow_id else document.flow.id}
    return document.model_copy(update={"flow": document.flow.model_copy(update=update)})


def put(workspace: Workspace, name: str, flow_id: str = "", folder: Path | None = None) -> Entry:
    document = named(name, flow_id or name)
    path = free_path(folder or workspace.scenarios_folder, name)
    path.parent.mkdir(exist_ok=True)
    write_document(document, path)
    return workspace.note_saved(document, path)


def names(workspace: Workspace, search: str = "", tag: str = "") -> list[str]:
    return [entry.name for entry in workspace.catalogue.entries(search, tag)]


def test_a_saved_scenario_is_listed_with_what_is_known_of_it(workspace: Workspace) -> None:
    entry = put(workspace, "春季促销")

    assert workspace.catalogue.entries() == (entry,)
    assert (entry.name, entry.node_count) == ("春季促销", len(greeting().flow.nodes))
    assert entry.digest == digest(named("春季促销", "春季促销").flow)
    assert [each.kind for each in workspace.versions.of(FlowId("春季促销"))] == ["saved"]


def test_names_of_files_are_free_and_portable(tmp_path: Path) -> None:
    (tmp_path / "问候.xinliu.json").touch()

    assert free_path(tmp_path, "问候").name == "问候 2.xinliu.json"
    assert free_path(tmp_path, "a/b:c").name == "a_b_c.xinliu.json"
    assert free_path(tmp_path, "...").name == "未命名场景.xinliu.json"
    assert free_path(tmp_path, "CON").name == "_CON.xinliu.json"
    assert len(free_path(tmp_path, "长" * 200).name.encode()) < 200


@pytest.mark.parametrize("has_trigrams", [True, False])
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("促销", ["春季促销"]),
        ("SHUN", ["甲"]),
        ("春季 五折", ["春季促销"]),
        ("领取优惠券", ["春季促销"]),
        ("姓名", ["春季促销"]),
        ("100%", []),
        ("没有这个词", []),
        ('"', []),
        ("重要", ["甲"]),
    ],
)
def test_searching_finds_names_texts_variables_and_tags(
    search: str, found: list[str], has_trigrams: bool, workspace: Workspace
) -> None:
    workspace._database.has_trigrams = has_trigrams
    sale = spring_sale()
    sale = sale.model_copy(update={"flow": sale.flow.model_copy(update={"name": "春季促销"})})
    path = free_path(workspace.scenarios_folder, "五折 sale")
    write_document(sale, path)
    workspace.note_saved(sale, path, Counts())
    entry = put(workspace, "甲")
    workspace.catalogue.tag(entry.id, "shun feng")
    workspace.catalogue.tag(entry.id, "重要")

    assert names(workspace, search) == found


def test_tags_filter_and_a_purpose_is_one_of_its_own(workspace: Workspace) -> None:
    one, two = put(workspace, "一"), put(workspace, "二")
    workspace.catalogue.tag(one.id, "  节日  活动 ")
    workspace.catalogue.tag(two.id, "节日 活动")
    workspace.catalogue.tag(two.id, "")
    workspace.catalogue.untag(two.id, "节日 活动")

    assert names(workspace, tag="节日 活动") == ["一"]
    assert names(workspace, tag="marketing") == ["二", "一"]
    assert names(workspace, tag="service") == []
    assert workspace.catalogue.tags() == ("节日 活动",)


def test_renaming_names_the_scenario_and_its_file(workspace: Workspace) -> None:
    entry = workspace.rename(put(workspace, "旧").id, "新")

    assert [file.name for file in workspace.scenarios_folder.glob("*.json")] == ["新.xinliu.json"]
    assert read_document(entry.path).flow.name == "新"
    assert names(workspace) == ["新"]


def test_a_file_elsewhere_keeps_its_file_name_when_its_scenario_is_renamed(
    workspace: Workspace, tmp_path: Path
) -> None:
    entry = workspace.rename(put(workspace, "旧", folder=tmp_path / "elsewhere").id, "新")

    assert entry.path.name == "旧.xinliu.json"
    assert read_document(entry.path).flow.name == "新"


def test_a_duplicate_is_a_scenario_of_its_own_that_knows_its_origin(workspace: Workspace) -> None:
    entry = put(workspace, "原本")
    workspace.catalogue.tag(entry.id, "节日")

    copy = workspace.duplicate(entry.id)

    assert copy.name == "原本 副本"
    assert copy.tags == ("节日",)
    assert copy.flow_id != entry.flow_id
    assert copy.origin == Origin(entry.flow_id, 1)
    assert read_document(copy.path).flow.nodes == read_document(entry.path).flow.nodes


def test_an_old_state_becomes_a_scenario_of_its_own(workspace: Workspace) -> None:
    entry = put(workspace, "原本")
    first = workspace.versions.of(entry.flow_id)[0]
    write_document(named("改过", "原本"), entry.path)
    workspace.note_saved(named("改过", "原本"), entry.path)

    copy = workspace.branch_revision(first.id, MediaFolder.beside(entry.path), "从前")

    assert (copy.name, copy.origin) == ("从前", Origin(entry.flow_id, 1))


def test_a_removed_scenario_waits_in_the_bin_and_comes_back(workspace: Workspace) -> None:
    entry = put(workspace, "一")
    workspace.catalogue.tag(entry.id, "节日")

    removed = workspace.remove(entry.id)
    assert not entry.path.exists()
    assert removed.path.is_file()
    assert names(workspace) == []
    assert [each.name for each in workspace.catalogue.removed()] == ["一"]

    back = workspace.bring_back(entry.id)
    assert (back.path, back.tags) == (entry.path, ("节日",))
    assert names(workspace) == ["一"]


def test_what_comes_back_stands_beside_what_took_its_place(workspace: Workspace) -> None:
    entry = put(workspace, "一")
    workspace.remove(entry.id)
    put(workspace, "一", "另一个")

    assert workspace.bring_back(entry.id).path.name == "一 2.xinliu.json"
    assert len(names(workspace)) == 2


def test_removing_a_file_elsewhere_leaves_it_there(workspace: Workspace, tmp_path: Path) -> None:
    entry = put(workspace, "一", folder=tmp_path / "elsewhere")

    workspace.remove(entry.id)
    assert entry.path.is_file()
    assert names(workspace) == []
    list(workspace.refresh())
    assert names(workspace) == []

    assert workspace.bring_back(entry.id).path == entry.path


def test_opening_a_removed_file_again_lists_it_with_its_tags(workspace: Workspace, tmp_path: Path) -> None:
    entry = put(workspace, "一", folder=tmp_path / "elsewhere")
    workspace.catalogue.tag(entry.id, "节日")
    workspace.remove(entry.id)

    workspace.note_opened(named("一", "一"), entry.path)

    assert [each.tags for each in workspace.catalogue.entries()] == [("节日",)]


def test_the_bin_is_emptied_after_a_month(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = workspace.remove(put(workspace, "一").id)
    list(workspace.refresh())
    assert entry.path.is_file()

    monkeypatch.setattr(workspace_module, "KEPT_IN_BIN", timedelta(0))
    list(workspace.refresh())

    assert not entry.path.exists()
    assert workspace.catalogue.removed() == ()
    with pytest.raises(ScenarioMissing):
        workspace.bring_back(entry.id)


def test_files_put_there_or_changed_by_other_means_are_read(workspace: Workspace) -> None:
    entry = put(workspace, "一")
    write_document(named("改过", "一"), entry.path)
    os.utime(entry.path, ns=(1, 1))
    write_document(named("二", "二"), workspace.scenarios_folder / "二.xinliu.json")
    (workspace.scenarios_folder / "坏.xinliu.json").write_text("{", encoding="utf-8")

    assert len(list(workspace.refresh())) == 3
    assert sorted(names(workspace)) == sorted(["坏", "改过", "二"])
    assert [each.is_readable for each in workspace.catalogue.entries() if each.name == "坏"] == [False]
    assert list(workspace.refresh()) == []


def test_a_file_moved_by_other_means_keeps_its_tags(workspace: Workspace) -> None:
    entry = put(workspace, "一")
    workspace.catalogue.tag(entry.id, "节日")
    entry.path.rename(entry.path.with_name("改名.xinliu.json"))

    list(workspace.refresh())

    assert [(each.id, each.tags) for each in workspace.catalogue.entries()] == [(entry.id, ("节日",))]


def test_taking_a_file_in_copies_it_with_its_pictures(workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "别处" / "春季.xinliu.json"
    (source.parent / "media").mkdir(parents=True)
    sale = spring_sale()
    shown = next(
        value.removeprefix("media:")
        for value in sale.flow.model_dump_json().split('"')
        if value.startswith("media:")
    )
    (source.parent / "media" / shown).write_bytes(b"new")
    (workspace.scenarios_folder / "media").mkdir()
    (workspace.scenarios_folder / "media" / shown).write_bytes(b"another picture of this name")
    write_document(sale, source)

    (entry,) = workspace.take_in(source)

    assert source.is_file()
    taken = read_document(entry.path).flow.model_dump_json()
    assert f'"media:{shown}"' not in taken
    assert b"new" in {file.read_bytes() for file in (workspace.scenarios_folder / "media").iterdir()}
    assert [each.kind for each in workspace.versions.of(entry.flow_id)] == ["imported"]


def test_a_scenario_taken_in_twice_becomes_a_branch(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "一.xinliu.json"
    write_document(named("一"), file)

    (first,), (second,) = workspace.take_in(file), workspace.take_in(file)

    assert first.flow_id == named("一").flow.id
    assert second.flow_id != first.flow_id
    assert second.origin == Origin(first.flow_id, None)


@pytest.mark.parametrize(("file_name", "text"), [("x.docx", ""), ("x.xinliu.json", "{")])
def test_what_is_no_scenario_is_refused(
    file_name: str, text: str, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / file_name
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ImportRefused):
        workspace.take_in(file)
    assert names(workspace) == []
    assert list(workspace.scenarios_folder.iterdir()) == []


def test_the_longest_ending_chooses_the_importer(tmp_path: Path) -> None:
    def one(file: Path, folder: Path) -> tuple[()]:
        return ()

    def two(file: Path, folder: Path) -> tuple[()]:
        return ()

    assert importer_of(tmp_path / "A.Xinliu.JSON", {".json": one, ".xinliu.json": two}) is two


def test_two_programs_share_a_workspace(workspace: Workspace) -> None:
    other = Workspace(workspace.folder)
    put(other, "一")

    assert names(workspace) == ["一"]
    other.close()


def test_without_trigrams_the_library_opens_all_the_same(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite3")
    assert isinstance(database.has_trigrams, bool)
    database.close()


def test_a_name_of_a_file_is_what_people_read() -> None:
    assert name_of(Path("/x/春季.xinliu.json")) == "春季"

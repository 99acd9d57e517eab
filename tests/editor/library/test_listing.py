from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from editor.library.entry import Counts, Entry
from editor.library.listing import Item, listing, tag_words
from editor.library.scenario_files import free_path
from editor.library.workspace import Workspace
from runtime.flow.file_format import write_document
from runtime.flow.ids import FlowId
from tests.support.flows import greeting

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def entry(counts: Counts | None = None, nodes: int = 15) -> Entry:
    changed = datetime(2026, 3, 20, 10, 24, tzinfo=UTC)
    about = counts or Counts()
    return Entry(1, FlowId("f"), Path("a"), "春季促销", "marketing", nodes, about, "d", changed, changed)


def about(item: Item) -> str:
    return item.about(NOW, UTC).zh


def test_a_draft_tells_when_how_large_and_how_sound_it_is() -> None:
    assert about(Item(entry(Counts(2, 1)))) == "今天 10:24 · 15 个节点 · 2 个问题"
    assert about(Item(entry(Counts(0, 1)))) == "今天 10:24 · 15 个节点 · 1 个提醒"
    assert about(Item(entry())) == "今天 10:24 · 15 个节点 · 没有问题"
    assert Item(entry(Counts(1), nodes=1)).about(NOW, UTC).en == "today 10:24 · 1 node · 1 problem"
    assert Item(entry()).state_words().zh == "草稿"


def test_a_draft_that_differs_from_what_is_online_says_which_it_will_be() -> None:
    item = Item(entry(), online=3, is_changed=True)

    assert item.state_words().zh == "线上 v3"
    assert about(item) == "草稿 v4 · 今天 10:24 · 15 个节点 · 没有问题"
    assert about(Item(entry(), online=3)) == "今天 10:24 · 15 个节点 · 没有问题"


def test_a_file_that_cannot_be_read_says_so() -> None:
    item = Item(entry(nodes=-1))

    assert (item.state, about(item)) == ("unreadable", "今天 10:24")


def test_a_listing_knows_states_tags_and_totals(workspace: Workspace) -> None:
    path = free_path(workspace.scenarios_folder, "一")
    write_document(greeting(), path)
    made = workspace.note_saved(greeting(), path)
    workspace.catalogue.tag(made.id, "节日")
    workspace.versions.record(greeting(), "published", number=2)

    found = listing(workspace, search="没有")
    assert (found.items, found.total, found.tags) == ((), 1, ("marketing", "节日"))
    (item,) = listing(workspace, tag="节日").items
    assert (item.online, item.is_changed) == (2, False)
    assert tag_words("marketing").zh == "营销"
    assert tag_words("节日").en == "节日"

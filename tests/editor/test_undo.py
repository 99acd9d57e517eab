"""The history records edits by name, merges typing and knows what was saved."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from editor.document.store import Store
from editor.undo import History
from runtime.flow.file_format import to_text
from runtime.wording import Wording
from tests.support.flows import greeting, node_id

RENAME = Wording("改名", "Rename")
HELLO = node_id("hello")


class Clock:
    """A clock that stands until it is moved."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Store:
    return Store(greeting())


@pytest.fixture
def history(qtbot: QtBot, store: Store, clock: Clock) -> Iterator[History]:
    history = History(store, clock=clock)
    yield history
    history.close()


def type_title(store: Store, title: str, merge: str = "hello/title") -> None:
    with store.edit(RENAME, merge) as draft:
        draft.put_node(draft.node(HELLO).model_copy(update={"title": title}))


def test_undo_and_redo_restore_the_document(store: Store, history: History) -> None:
    before = to_text(store.document)
    with store.edit(Wording("删除", "Delete")) as draft:
        draft.remove_node(HELLO)
    after = to_text(store.document)

    history.undo()
    undone = to_text(store.document)
    history.redo()

    assert undone == before
    assert to_text(store.document) == after


def test_the_menu_names_the_step(store: Store, history: History) -> None:
    type_title(store, "您好")

    assert history.undo_name() == RENAME
    assert history.redo_name() is None
    assert history.stack.undoText() == "改名"


def test_typing_in_one_field_is_one_step(store: Store, history: History, clock: Clock) -> None:
    for title in ("您", "您好", "您好呀"):
        clock.now_s += 0.5
        type_title(store, title)

    history.undo()

    assert store.node(HELLO).title == "打招呼"
    assert not history.can_undo()


def test_a_pause_or_another_field_begins_a_new_step(store: Store, history: History, clock: Clock) -> None:
    type_title(store, "一")
    clock.now_s += 1.5
    type_title(store, "二")
    history.seal()
    type_title(store, "三")
    type_title(store, "四", "other/title")

    assert len(history.names()) == 4


def test_typing_something_and_taking_it_back_leaves_no_step(store: Store, history: History) -> None:
    type_title(store, "您好")
    type_title(store, "打招呼")

    assert not history.can_undo()


def test_saving_makes_clean_and_undo_past_it_dirty(store: Store, history: History, qtbot: QtBot) -> None:
    type_title(store, "您好")
    history.set_clean()

    with qtbot.waitSignal(history.clean_changed):
        history.undo()

    assert not history.is_clean()
    history.redo()
    assert history.is_clean()

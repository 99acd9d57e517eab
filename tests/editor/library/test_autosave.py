from __future__ import annotations

from pathlib import Path

import pytest

from editor.document.change import Change
from editor.document.store import Store
from editor.library.autosave import RecoveryFile, discard, leftovers, recover
from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.layout import Note, NoteId
from runtime.wording import Wording
from tests.support.flows import greeting, spring_sale


def abandoned(folder: Path) -> Path:
    """A recovery file whose program is gone: its lock is held by nobody."""
    file = RecoveryFile(folder)
    file.write(greeting(), Path("春季.xinliu.json"))
    kill(file)
    return file.path


def kill(file: RecoveryFile) -> None:
    """What the system does for a program that ends without being asked."""
    file._end_stream()
    assert file._lock is not None
    file._lock.close()


def edited(folder: Path) -> tuple[RecoveryFile, list[Document]]:
    """A recovery file with edits of every kind after the document, and the states it went through."""
    store, changes = Store(spring_sale()), list[Change]()
    states = [store.document]
    file = RecoveryFile(folder)
    file.write(store.document, None)

    def keep(change: Change) -> None:
        changes.append(change)
        states.append(store.document)

    store.subscribe(keep)
    first, second, *_ = store.nodes
    with store.edit(Wording("x", "x")) as draft:
        draft.put_node(draft.node(first).with_changes(title="新\u2028题"))
    with store.edit(Wording("x", "x")) as draft:
        draft.remove_node(second)
        draft.put_note(Note(id=NoteId("note-1"), text="便签"))
    with store.edit(Wording("x", "x")) as draft:
        draft.move(first, 12.5, -3)
        draft.set_flow(name="别的名字")
    store.apply(changes[1].reversed())
    store.apply(changes[0].reversed())
    file.add(changes)
    return file, states


def test_what_a_dead_program_left_can_be_opened(tmp_path: Path) -> None:
    abandoned(tmp_path)

    found = leftovers(tmp_path)

    assert len(found) == 1
    assert greeting() == recover(found[0])
    assert found[0].name == "测试场景"
    assert found[0].scenario == Path("春季.xinliu.json")


def test_the_files_of_living_programs_are_not_offered(tmp_path: Path) -> None:
    file = RecoveryFile(tmp_path)
    file.write(greeting(), None)

    assert leftovers(tmp_path) == ()
    file.close()


def test_closing_leaves_no_trace(tmp_path: Path) -> None:
    file = RecoveryFile(tmp_path)
    file.write(greeting(), None)

    file.close()

    assert list(tmp_path.iterdir()) == []


def test_a_discarded_leftover_is_gone(tmp_path: Path) -> None:
    abandoned(tmp_path)

    discard(leftovers(tmp_path)[0])

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_recovery_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "x.recovery.jsonl").write_text("{", encoding="utf-8")

    assert leftovers(tmp_path) == ()


def test_a_recovery_file_with_a_damaged_scenario_says_so(tmp_path: Path) -> None:
    path = abandoned(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"format":1', '"format":99'), "utf-8")

    with pytest.raises(UnreadableDocument):
        recover(leftovers(tmp_path)[0])


def test_every_kind_of_edit_comes_back(tmp_path: Path) -> None:
    file, states = edited(tmp_path)
    kill(file)

    assert states[-1] == recover(leftovers(tmp_path)[0])


def test_a_file_cut_anywhere_in_its_edits_is_a_state_the_document_had(tmp_path: Path) -> None:
    file, states = edited(tmp_path)
    kill(file)
    data = file.path.read_bytes()
    whole = len(b"".join(data.splitlines(keepends=True)[:2]))
    met = []

    for length in range(whole, len(data) + 1, 17):
        file.path.write_bytes(data[:length])
        met.append(states.index(recover(leftovers(tmp_path)[0])))

    assert met == sorted(met)
    assert met[0] == 0
    assert len(set(met)) >= len(states) - 1


def test_rubbish_after_the_last_edit_does_not_count(tmp_path: Path) -> None:
    file, states = edited(tmp_path)
    kill(file)
    with file.path.open("ab") as stream:
        stream.write(b"\x00" * 512 + b"\n[[")

    assert states[-1] == recover(leftovers(tmp_path)[0])


def test_a_disk_that_refuses_an_edit_wants_the_whole_document_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = RecoveryFile(tmp_path)
    file.write(greeting(), None)
    monkeypatch.setattr("os.fsync", _refuse)

    with pytest.raises(OSError, match="full"):
        file.add([])
    monkeypatch.undo()
    with pytest.raises(FileNotFoundError):
        file.add([])
    file.write(greeting(), None)
    file.add([])
    file.close()


def _refuse(descriptor: int) -> None:
    raise OSError(28, "disk full")

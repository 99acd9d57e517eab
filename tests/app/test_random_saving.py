"""Any sequence of edits, saving, crashes, versions and copies keeps files whole and the mark right."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.open_document import OpenDocument
from app.places import recovery_folder, workspace_folder
from editor.library.autosave import Leftover, leftovers, recover
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX, from_text, read_document, to_text
from runtime.wording import Wording
from tests.support.workspace import SCENARIOS, put

DEEDS: Final = 60
_WAIT_MS: Final = 20_000


class Sitting:
    """One person who edits, saves, loses power and comes back, at random."""

    def __init__(self, window: Window, qtbot: QtBot, folder: Path, seed: int) -> None:
        self._window = window
        self._qtbot = qtbot
        self._folder = folder
        self._random = random.Random(seed)
        self.files: dict[Path, Document] = {}
        """What was saved where."""
        self.done: list[str] = []
        first = put("甲")
        self.files[first] = read_document(first)
        window.files.open_path(str(first))

    @property
    def _open(self) -> OpenDocument:
        document = self._window.files.document
        assert document is not None
        return document

    def act(self) -> None:
        """One deed; all promises hold after it."""
        deeds = {
            self.edit: 8, self.undo: 3, self.redo: 2, self.save: 2, self.save_elsewhere: 1, self.revert: 1,
            self.crash: 1, self.restore: 1, self.branch: 1, self.open_another: 1,
        }  # fmt: skip
        deed = self._random.choices(tuple(deeds), tuple(deeds.values()))[0]
        self.done.append(deed.__name__)
        deed()
        self.look()

    def edit(self) -> None:
        document = self._open
        nodes = list(document.store.nodes)
        with document.store.edit(Wording("改", "Edit")) as draft:
            if not nodes or self._random.random() < 0.2:
                draft.set_flow(name=f"场景 {self._random.randrange(100)}")
            elif len(nodes) > 1 and self._random.random() < 0.2:
                draft.remove_node(self._random.choice(nodes))
            elif self._random.random() < 0.3:
                draft.move(self._random.choice(nodes), self._random.uniform(-9e3, 9e3), 0.1)
            else:
                title = self._random.choice(("", "好", "😀", "a\n{{b}}", "\u2028")) + str(len(self.done))
                node = draft.node(self._random.choice(nodes))
                draft.put_node(node.with_changes(title=title))

    def undo(self) -> None:
        self._open.history.undo()

    def redo(self) -> None:
        self._open.history.redo()

    def save(self) -> None:
        assert self._window.files.save()
        self._note_saved()

    def save_elsewhere(self) -> None:
        assert self._window.files.save_to(self._folder / f"{self._random.randrange(3)}{SUFFIX}")
        self._note_saved()

    def revert(self) -> None:
        path = self._open.path
        self._window.files.revert()
        if path is not None:
            assert self._open.document == self.files[path]

    def crash(self) -> None:
        """The power goes, perhaps in the middle of a line, and the program starts again."""
        autosaver = self._window.files.autosaver
        assert autosaver is not None
        autosaver.save_now()
        autosaver._writer.submit(lambda: None).result()
        was, path, is_dirty = self._open.document, self._open.path, self._open.is_dirty
        assert autosaver.path.exists() == is_dirty
        if not is_dirty:
            return
        kept = autosaver.path.read_bytes()
        self._give_up()
        half = self._random.choice((b"", b'[["flow.name","', b"\xff"))
        (recovery_folder() / "0.recovery.jsonl").write_bytes(kept + half)
        found: tuple[Leftover, ...] = leftovers(recovery_folder())
        assert [path] == [each.scenario for each in found]
        self._window.files.show_recovered(recover(found[0]), found[0])
        assert self._open.document == was
        assert self._open.is_dirty
        assert self._open.path == path
        after = self._window.files.autosaver
        assert after is not None
        after._writer.submit(lambda: None).result()
        assert not found[0].file.exists()
        assert after.path.exists()

    def restore(self) -> None:
        self._idle()
        revisions = self._window.versions.revisions
        if not revisions:
            return
        wanted = self._random.choice(revisions)
        found: list[Document] = []
        self._window.library.ask(lambda workspace: workspace.versions.document(wanted.id), found.append)
        self._window.versions.restore(wanted.id)
        self._idle()
        assert self._open.document == found[0]

    def branch(self) -> None:
        folder = workspace_folder() / SCENARIOS
        before = set(folder.glob(f"*{SUFFIX}"))
        self._window.versions.branch_now()
        self._idle()
        (made,) = set(folder.glob(f"*{SUFFIX}")) - before
        self.files[made.resolve()] = copy = read_document(made)
        assert copy.flow.nodes == self._open.flow.nodes

    def open_another(self) -> None:
        self._give_up()
        path = self._random.choice(list(self.files))
        self._window.files.open_path(str(path))
        assert self._open.document == self.files[path]
        assert not self._open.is_dirty

    def look(self) -> None:
        """Every promise: files whole, as saved and alone in their folder, the mark right, the text true."""
        for path, document in self.files.items():
            assert read_document(path) == document, self.done
        for folder in {path.parent for path in self.files}:
            assert {each.resolve() for each in folder.iterdir() if each.is_file()} <= self.files.keys()
        opened = self._open
        assert from_text(to_text(opened.document)) == opened.document
        saved = self.files.get(opened.path) if opened.path is not None else None
        if not opened.is_dirty:
            assert opened.document == saved, self.done

    def _note_saved(self) -> None:
        path = self._open.path
        assert path is not None
        assert not self._open.is_dirty
        self.files[path.resolve()] = self._open.document

    def _give_up(self) -> None:
        """Lose what is not saved, as a person does who says so."""
        if self._open.is_dirty:
            self._window.files.close()
            bar = self._window.notices.bar("leave")
            assert bar is not None
            bar.notice.actions[1].act()
        else:
            self._window.files.close()
        assert self._window.files.document is None

    def _idle(self) -> None:
        """Until everything asked of the library was answered, and what followed from that."""
        answers: list[object] = []
        for number in range(3):
            self._window.library.ask(lambda workspace: None, answers.append)
            self._qtbot.waitUntil(partial(_are, answers, number + 1), timeout=_WAIT_MS)


def _are(answers: list[object], count: int) -> bool:
    return len(answers) == count


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_file_is_ever_broken_and_the_mark_is_never_wrong(
    window: Window, qtbot: QtBot, tmp_path: Path, seed: int
) -> None:
    sitting = Sitting(window, qtbot, tmp_path, seed)

    for _ in range(DEEDS):
        sitting.act()

    assert {"save", "crash", "restore", "branch"} <= set(sitting.done)

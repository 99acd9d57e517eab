from __future__ import annotations

from pathlib import Path

import pytest

from editor.library.autosave import RecoveryFile, discard, leftovers, recover
from runtime.flow.errors import UnreadableDocument
from tests.support.flows import greeting


def abandoned(folder: Path) -> Path:
    """A recovery file whose program is gone: its lock is held by nobody."""
    file = RecoveryFile(folder)
    file.write(greeting(), Path("春季.xinliu.json"))
    assert file._lock is not None
    file._lock.close()
    return file.path


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
    (tmp_path / "x.recovery.json").write_text("{", encoding="utf-8")

    assert leftovers(tmp_path) == ()


def test_a_recovery_file_with_a_damaged_scenario_says_so(tmp_path: Path) -> None:
    path = abandoned(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('\\"format\\": 1', '\\"format\\": 99'), "utf-8")

    with pytest.raises(UnreadableDocument):
        recover(leftovers(tmp_path)[0])

from __future__ import annotations

from pathlib import Path

from editor.library.recent import KEPT_MAX, RecentFiles


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("", encoding="utf-8")
    return path


def test_the_newest_file_comes_first_and_once(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path / "state" / "recent.json")
    one, two = made(tmp_path, "1"), made(tmp_path, "2")

    for path in (one, two, one):
        recent.add(path)

    assert recent.paths() == (one, two)


def test_a_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path / "recent.json")
    path = made(tmp_path, "1")
    recent.add(path)

    path.unlink()

    assert recent.paths() == ()


def test_the_list_has_an_end(tmp_path: Path) -> None:
    recent = RecentFiles(tmp_path / "recent.json")

    for number in range(KEPT_MAX + 5):
        recent.add(made(tmp_path, str(number)))

    assert len(recent.paths()) == KEPT_MAX


def test_a_damaged_list_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_text("{", encoding="utf-8")

    assert RecentFiles(tmp_path / "recent.json").paths() == ()

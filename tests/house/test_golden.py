"""Golden files: a difference fails and keeps what was made; only an update writes."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.golden import Golden


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that stands for tests/golden."""
    path = tmp_path / "golden"
    path.mkdir()
    return path


def test_a_missing_file_fails_and_is_not_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="no golden file"):
        Golden(folder, tmp_path, update=False).check_text("new.txt", "a\n")

    assert list(folder.iterdir()) == []
    assert (tmp_path / "new.txt").read_text(encoding="utf-8") == "a\n"


def test_an_update_writes_what_the_next_check_accepts(folder: Path, tmp_path: Path) -> None:
    Golden(folder, tmp_path, update=True).check_json("deep/value.json", {"b": 1, "a": "值"})

    Golden(folder, tmp_path, update=False).check_json("deep/value.json", {"a": "值", "b": 1})

    text = (folder / "deep/value.json").read_text(encoding="utf-8")
    assert text == '{\n  "a": "值",\n  "b": 1\n}\n'


def test_a_difference_names_its_first_line(folder: Path, tmp_path: Path) -> None:
    (folder / "old.txt").write_text("a\nb\nc\n", encoding="utf-8")

    with pytest.raises(pytest.fail.Exception, match="differ from line 2"):
        Golden(folder, tmp_path, update=False).check_text("old.txt", "a\nx\nc\n")


def test_images_may_differ_a_little_but_not_much(folder: Path, tmp_path: Path) -> None:
    golden = Golden(folder, tmp_path, update=False)
    Golden(folder, tmp_path, update=True).check_image("grey.png", filled(100))

    golden.check_image("grey.png", filled(104))

    with pytest.raises(pytest.fail.Exception, match=r"differ in 100\.00%"):
        golden.check_image("grey.png", filled(160))
    with pytest.raises(pytest.fail.Exception, match="differ"):
        golden.check_image("grey.png", filled(100, side_px=21))


def filled(grey: int, side_px: int = 20) -> QImage:
    """Give a square of one grey."""
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32)
    image.fill(QColor(grey, grey, grey))
    return image

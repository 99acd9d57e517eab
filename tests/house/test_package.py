"""The wheel holds the program and nothing else, and `make` describes every target."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.sources import PACKAGES, ROOT, tracked_files


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(tmp_path: Path) -> None:
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in tracked_files()
        if path.relative_to(ROOT).parts[0] in PACKAGES
    }

    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("xinliu-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    files = {name for name in names if ".dist-info/" not in name}
    assert files == expected
    assert any(name.endswith("entry_points.txt") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_make_describes_every_target_a_person_uses() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None

    described = re.findall(r"^(\w+):.*## \S", makefile, re.MULTILINE)

    assert sorted(targets[1].split()) == sorted(described)
    assert {"setup", "run", "test", "check", "golden", "bench", "screenshots", "lock"} <= set(described)

"""Hostile media are refused without much time or memory, in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import pytest

from tests.support.hostile import hostile_files, png

RSS_MAX_MB = 200
CPU_MAX_S = 1.0
_PROGRAM = """
import json, re, resource, sys, time
from pathlib import Path
from editor.library.media.probing import probe
from widgets.handset.pictures import decode_picture
from widgets.media.fitting import Wish, fit_picture
begun = time.process_time()
file = Path(sys.argv[1])
problem = probe(file).problem
decoded = fitted = None
if problem is None:
    decoded = decode_picture(file.read_bytes()) is not None
    fitted = fit_picture(file.read_bytes(), Wish(65536)) is not None
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss would count what the parent held when it forked
    rss_kb = int(re.search(r"VmHWM:[^0-9]*([0-9]+)", status.read_text())[1])
else:
    rss_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({
    "problem": problem.zh if problem else "", "decoded": decoded, "fitted": fitted,
    "cpu_s": time.process_time() - begun,
    "rss_mb": rss_kb / 1024,
}))
"""


class Measured(TypedDict):
    """What the process tells of itself."""

    problem: str
    decoded: bool | None
    fitted: bool | None
    cpu_s: float
    rss_mb: float


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory by POSIX means")
@pytest.mark.parametrize(
    "name", ["flood.png", "bomb.png", "giant.gif", "endless.gif", "deep.mp4", "loop.webm"]
)
def test_a_hostile_file_costs_little(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(hostile_files()[name])

    told = measured(file)

    assert told["problem"]
    assert told["cpu_s"] < CPU_MAX_S
    assert told["rss_mb"] < RSS_MAX_MB


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory by POSIX means")
def test_the_largest_picture_that_is_taken_fits_into_memory(tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    file.write_bytes(png(4_000, 3_500))

    told = measured(file)

    assert (told["problem"], told["decoded"], told["fitted"]) == ("", True, True)
    assert told["rss_mb"] < RSS_MAX_MB


def measured(file: Path) -> Measured:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(file)], capture_output=True, text=True, check=True, timeout=120
    )
    answer: Measured = json.loads(done.stdout)
    return answer

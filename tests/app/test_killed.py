"""What is lost when the program is killed while somebody edits without a pause."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from editor.library.autosave import leftovers, recover
from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import NodeId
from tests.support.flows import greeting
from tests.support.large_flows import large_flow

HELLO = NodeId("start")
KILLS = 6

_EDITING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from app.autosaving import Autosaver
from app.open_document import OpenDocument
from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import NodeId
from runtime.wording import Wording

app = QCoreApplication([])
path, folder = Path(sys.argv[1]), Path(sys.argv[2])
document = OpenDocument(read_document(path), path)
autosaver = Autosaver(document, folder)
count = 0


def edit():
    global count
    count += 1
    with document.store.edit(Wording("x", "x")) as draft:
        draft.put_node(draft.node(NodeId("start")).with_changes(title=str(count)))
    print(count, time.monotonic(), flush=True)
    if count % 97 == 0:
        write_document(document.document, path)
        document.mark_saved(path)


timer = QTimer()
timer.timeout.connect(edit)
timer.start(5)
app.exec()
"""


@dataclass
class Killed:
    """What one killed program had done, and what is left of it."""

    edits: dict[int, float]
    """Number of the edit → when it was made, monotonic seconds."""
    at: float
    kept: int

    @property
    def lost_s(self) -> float:
        """The age of the oldest edit that is lost."""
        lost = [moment for number, moment in self.edits.items() if number > self.kept]
        return self.at - min(lost) if lost else 0.0


def kill_while_editing(folder: Path, path: Path, after_s: float) -> Killed:
    recovery = folder / "recovery"
    program = subprocess.Popen(
        [sys.executable, "-c", _EDITING, str(path), str(recovery)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    time.sleep(after_s)
    program.send_signal(signal.SIGKILL)
    at = time.monotonic()
    lines = [line.split() for line in [first, *program.stdout] if line.endswith("\n")]
    program.wait()
    program.stdout.close()
    kept = [int(read_document(path).flow.nodes[HELLO].title)]
    for leftover in leftovers(recovery):
        kept.append(int(recover(leftover).flow.nodes[HELLO].title))
        leftover.file.unlink()
    return Killed({int(number): float(moment) for number, moment in lines}, at, max(kept))


@pytest.mark.slow
def test_a_program_killed_at_any_moment_loses_the_last_second_at_most_and_breaks_no_file(
    tmp_path: Path,
) -> None:
    moments = random.Random(5)
    found = []
    for number in range(KILLS):
        path = tmp_path / f"{number}.xinliu.json"
        document = Document(flow=large_flow(1000)) if number % 2 else greeting()
        start = document.flow.nodes[HELLO].with_changes(title="0")
        nodes = dict(document.flow.nodes) | {HELLO: start}
        write_document(
            document.model_copy(update={"flow": document.flow.model_copy(update={"nodes": nodes})}), path
        )
        found.append(kill_while_editing(tmp_path, path, moments.uniform(0.1, 1.6)))

    assert all(killed.edits for killed in found)
    # A machine that stood still for a while may have lost more once; the median does not depend on that.
    assert sorted(killed.lost_s for killed in found)[KILLS // 2] < 1.0
    assert sum(killed.kept > 0 for killed in found) > KILLS // 2

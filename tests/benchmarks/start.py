"""How long a fresh process takes until its window is on screen, and until it is ready to edit.

Warm means that Python has compiled the program before, whatever the environment says about keeping that.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figure import Figure

ROUNDS = 5
LONGEST_S = 60

_PROGRAM = """
import sys, time
begun = float(sys.argv[1])
from PySide6.QtCore import QTimer
from app.garbage import GarbageKeeper, none_while_loading
with none_while_loading():
    from app.launch import application, open_window
from app.settings import Settings
from widgets.theme import keep_dressed
app = application()
settings = Settings()
settings.dress()
keep_dressed(app)
keeper = GarbageKeeper(app)
window = open_window(settings, None, "spring-sale")
window.run.warm_up = lambda: None
shown = time.time() - begun
def look():
    if window.area is not None and window.area.checking.took_s:
        print(shown, time.time() - begun, flush=True)
        keeper.close()
        app.exit(0)
poll = QTimer()
poll.timeout.connect(look)
poll.start(1)
app.exec()
"""
_NOTHING = """
import sys, time
from PySide6.QtWidgets import QApplication
QApplication([])
print(time.time() - float(sys.argv[1]))
"""


def run() -> list[Figure]:
    """Medians of fresh processes, warm, on the sample scenario; the limit is Qt alone."""
    with tempfile.TemporaryDirectory() as home:
        alone = min(_measure(_NOTHING, Path(home))[0] for _ in range(ROUNDS))
        rounds = [_measure(_PROGRAM, Path(home)) for _ in range(ROUNDS + 1)][1:]
    shown = statistics.median(each[0] for each in rounds)
    ready = statistics.median(each[1] for each in rounds)
    return [
        Figure("window on screen, warm", shown, "s", 0.4, alone, "lower"),
        Figure("ready to edit, checked", ready, "s", 1.0, alone, "lower"),
    ]


def _measure(program: str, home: Path) -> list[float]:
    import time

    folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    done = subprocess.run(
        [sys.executable, "-c", program, str(time.time())],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST_S,
    )
    return [float(word) for word in done.stdout.split()]

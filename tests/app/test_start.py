"""What the empty window waits for: nothing that only an open scenario needs."""

from __future__ import annotations

import subprocess
import sys

LATER = ("pydantic", "sqlalchemy", "networkx", "httpx", "aiohttp", "editor.inspector", "widgets.form")
_PROGRAM = f"import sys, app.launch; print(*(name for name in {LATER!r} if name in sys.modules))"


def test_the_empty_window_loads_nothing_that_it_does_not_show() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split() == []

"""Run as a process: begins lives by forking, so that a thousand of them cost no thousand imports.

Reads lines of tab-separated words: `live FOLDER PORT`, `prepare FOLDER ADDRESS PEOPLE`, `wait PID`. Answers
each with a line: the process begun, or the status of the one that ended. Ends all when its input ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
import traceback
from pathlib import Path

from tests.soak import life

_LAZY = ("uvicorn.protocols.http.auto", "uvicorn.protocols.websockets.auto", "uvicorn.lifespan.off")


def main() -> None:
    """Serves until the input ends."""
    for name in _LAZY:
        importlib.import_module(name)
    life.warm_up()
    gc.freeze()
    living: set[int] = set()
    for line in sys.stdin:
        deed, *arguments = line.rstrip("\n").split("\t")
        if deed == "wait":
            pid = int(arguments[0])
            _, status = os.waitpid(pid, 0)
            living.discard(pid)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = _begun(deed, arguments)
            living.add(answer)
        print(answer, flush=True)
    for pid in living:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _begun(deed: str, arguments: list[str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        folder = Path(arguments[0])
        if deed == "live":
            life.live(folder, int(arguments[1]))
        else:
            life.prepare(folder, arguments[1], int(arguments[2]))
        status = 0
    except BaseException:  # noqa: BLE001 - border of the process
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()

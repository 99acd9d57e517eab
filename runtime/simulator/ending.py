"""Ends a process when the program that started it is gone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading


def set_when_stdin_ends(stopping: asyncio.Event) -> None:
    """Sets *stopping* once standard input is closed; call it in the event loop of *stopping*."""
    loop = asyncio.get_running_loop()
    threading.Thread(target=_wait_for_end, args=(loop, stopping), daemon=True).start()


def _wait_for_end(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    # The raw stream: a thread that waits in the buffered one makes the interpreter's end fail.
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    with contextlib.suppress(RuntimeError):  # the loop is closed already
        loop.call_soon_threadsafe(stopping.set)

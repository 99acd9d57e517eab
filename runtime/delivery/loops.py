"""Loops that run for as long as the runtime does, whatever befalls them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import CoroutineType

log = logging.getLogger(__name__)

RESTART_S = 1.0
"""Pause before a loop that a bug ended is started again."""


class Loops:
    """Owns the tasks of its loops by name; a loop that returns is over, one that fails begins anew."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """Runs *loop* from now on."""
        self._tasks[name] = asyncio.create_task(_kept_going(name, loop), name=name)

    async def ended(self, names: tuple[str, ...], patience_s: float) -> None:
        """Waits for loops that were told to end, for at most *patience_s* seconds."""
        waiting = [self._tasks[name] for name in names if name in self._tasks]
        if waiting:
            await asyncio.wait(waiting, timeout=patience_s)

    def places(self) -> dict[str, str]:
        """Loop → where in the program it stands, the innermost place of ours last."""
        return {name: _place_of(task) for name, task in self._tasks.items()}

    async def stop(self, *names: str) -> None:
        """Ends the loops of those names, all of them without any; at once."""
        ending = [self._tasks.pop(name) for name in names or tuple(self._tasks) if name in self._tasks]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)


def _place_of(task: asyncio.Task[None]) -> str:
    """Along what it awaits: a task itself knows its outermost place alone."""
    places: list[str] = []
    waiting: object = task.get_coro()
    while isinstance(waiting, CoroutineType):
        if waiting.cr_frame is not None:
            code = waiting.cr_code
            places.append(f"{Path(code.co_filename).name}:{waiting.cr_frame.f_lineno} {code.co_name}")
        waiting = waiting.cr_await
    return " > ".join(places)


async def _kept_going(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await loop()
        except Exception:  # border of a loop: what it has to do must go on
            log.exception("loop ended by a bug name=%s", name)
            await asyncio.sleep(RESTART_S)
        else:
            return

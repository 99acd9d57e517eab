"""Lets whoever asks for the time wait at the one who is asked until all is quiet there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LONGEST_S = 0.5
"""How long an answer is held back at most, in real seconds; whoever still wants to know asks again."""
_STEP_S = 0.001

QUERY = "when=quiet"
"""What a caller adds to the address of the clock so that the answer comes once all is quiet."""


async def until_quiet(query: str, in_flight: Callable[[], int]) -> None:
    """Returns once nothing is in flight, if *query* asks for that; after `LONGEST_S` in any case.

    Looking every millisecond here costs next to nothing; asking that often by HTTP kept three processes busy.
    """
    if query != QUERY:
        return
    steps = int(LONGEST_S / _STEP_S)
    while in_flight() and steps:
        steps -= 1
        await asyncio.sleep(_STEP_S)

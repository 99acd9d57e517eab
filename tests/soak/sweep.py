"""Runs worlds by their seeds, and tells what came of them."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from runtime.store import Store
from runtime.store.keys import FixedKeys
from tests.soak.invariants import broken, seen
from tests.soak.world import World

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

BATCH = 10
"""Worlds told together."""
ONCE_FAILED = Path(__file__).parent / "seeds_that_once_failed.txt"


@dataclass
class Swept:
    """What came of some worlds."""

    seeds: int = 0
    taken: int = 0
    visited: Counter[str] = field(default_factory=Counter)
    failed: dict[int, list[str]] = field(default_factory=dict)
    """Seed → what does not hold in its world."""

    @property
    def lost(self) -> int:
        """Sentences that tell of something lost."""
        return sum("lost" in one for told in self.failed.values() for one in told)

    @property
    def doubled(self) -> int:
        """Sentences that tell of something doubled."""
        return sum("doubled" in one or "twice" in one for told in self.failed.values() for one in told)


Results: TypeAlias = "Queue[tuple[Swept, bool]]"
"""What came of some worlds, and whether these are the last."""


def template(folder: Path) -> Path:
    """A fresh database, which worlds copy because making one takes as long as living in it."""
    with Store(folder, keys=FixedKeys()) as store:
        return store.path


def scratch() -> Path:
    """A folder of our own, in memory where there is such a place: worlds are about kills, not power cuts."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="soak-", dir=memory if memory.is_dir() else None))


def one(seed: int, folder: Path, fresh: Path, swept: Swept) -> list[str]:
    """Runs the world of *seed* and adds what came of it to *swept*; returns what does not hold."""
    place = folder / str(seed)
    try:
        found = asyncio.run(_lived(World(place, seed, fresh), swept))
    except Exception:  # noqa: BLE001 - whatever a world dies of is a finding
        found = [traceback.format_exc()]
    finally:
        shutil.rmtree(place, ignore_errors=True)
    swept.seeds += 1
    if found:
        swept.failed[seed] = found
    return found


async def _lived(world: World, swept: Swept) -> list[str]:
    await world.run()
    try:
        swept.taken += len(world.oracle.took)
        swept.visited.update(world.visited)
        swept.visited.update(seen(world))
        return broken(world)
    finally:
        await world.close()


def all_of(folder: Path, seeds: range, ends_at: float, results: Results) -> None:
    """Runs the worlds of *seeds*, and more until the moment *ends_at*; tells of them in *results*."""
    logging.disable(logging.CRITICAL)
    fresh = template(folder / "template")
    seed, done = seeds.start, Swept()
    while seed < seeds.stop or (seeds and time.time() < ends_at):
        one(seed, folder, fresh, done)
        seed += seeds.step
        if done.seeds >= BATCH or done.failed:
            results.put((done, False))
            done = Swept()
    results.put((done, True))


def once_failed() -> list[int]:
    """Seeds whose worlds found something once; each stands with what it was."""
    lines = ONCE_FAILED.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[0]) for line in lines if line and not line.startswith("#")]

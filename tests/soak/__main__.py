"""`make soak`: worlds by the thousand, and one campaign that is killed a thousand times.

    python -m tests.soak --minutes 10 --kills 1000 --people 10000 --seeds 2000
    python -m tests.soak --seed 4711        the world of one seed alone

Goes on until all three are reached: the minutes, the kills and the seeds. Status 0: nothing was lost,
doubled or otherwise broken, and every rare thing came to pass.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import multiprocessing
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from queue import Empty

from tests.soak import sweep
from tests.soak.expected import RARE_THINGS
from tests.soak.killing import Killed, KilledCampaign
from tests.soak.sweep import Results, Swept

REPEAT = "python -m tests.soak --seed {seed}"
TELL_EVERY_S = 30.0


def main(arguments: list[str] | None = None) -> int:
    """Runs what was asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2, help="processes that run worlds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, default=None, help="run this world alone")
    chosen = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    folder = sweep.scratch()
    try:
        if chosen.seed is not None:
            return _one(chosen.seed, folder)
        return _all(chosen, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _one(seed: int, folder: Path) -> int:
    found = sweep.one(seed, folder, sweep.template(folder / "template"), Swept())
    print(f"seed {seed}: " + ("all holds" if not found else "\n  ".join(["broken", *found])))
    return 1 if found else 0


def _all(chosen: argparse.Namespace, folder: Path) -> int:
    """The worlds in a process of their own, the campaign in this one."""
    began = time.monotonic()
    context = multiprocessing.get_context("spawn")
    results: Results = context.Queue()
    ends_at = time.time() + chosen.minutes * 60
    worlds = [
        context.Process(
            target=sweep.all_of,
            args=(
                folder / f"worlds-{job}",
                range(chosen.first + job, chosen.first + chosen.seeds, chosen.jobs),
                ends_at,
                results,
            ),
            daemon=True,
        )
        for job in range(chosen.jobs)
    ]
    for one in worlds:
        one.start()
    killed = None
    if chosen.kills:
        (folder / "killed").mkdir()
        campaign = KilledCampaign(folder / "killed", chosen.first, chosen.people, chosen.kills)
        killed = asyncio.run(campaign.run())
        _tell_killed(killed)
    swept, last = Swept(), time.monotonic()
    left = len(worlds)
    while left:
        try:
            more, is_last = results.get(timeout=5)
        except Empty:
            if any(one.exitcode for one in worlds):
                print("a process of the worlds died")
                return 1
            continue
        left -= is_last
        _add(swept, more)
        for seed, found in more.failed.items():
            print(f"FAILED seed {seed}: {found[0]}\n  repeat it: {REPEAT.format(seed=seed)}", flush=True)
        if time.monotonic() - last > TELL_EVERY_S:
            last = time.monotonic()
            print(f"… {swept.seeds} worlds, {last - began:.0f} s", flush=True)
    for one in worlds:
        one.join()
    return _tell(swept, killed, time.monotonic() - began)


def _add(swept: Swept, more: Swept) -> None:
    swept.seeds += more.seeds
    swept.taken += more.taken
    swept.visited.update(more.visited)
    swept.failed.update(more.failed)


def _tell_killed(killed: Killed) -> None:
    ways = ", ".join(f"{count} {way}" for way, count in killed.kills.most_common())
    print(
        f"campaign of {killed.people:,}: {killed.kills.total():,} kill -9 ({ways}) in {killed.took_s:.0f} s"
    )
    print(
        f"  {killed.taken:,} messages taken, {killed.answers:,} answers; a person decided {killed.unknown:,}"
    )
    print(f"  lost {killed.lost}, doubled {killed.doubled}")
    _tell_counts("  ", killed.happened)
    for one in killed.broken:
        print(f"  BROKEN {one}")
    sys.stdout.flush()


def _tell(swept: Swept, killed: Killed | None, took_s: float) -> int:
    print(f"worlds: {swept.seeds:,} seeds, {swept.taken:,} messages taken")
    _tell_counts("  ", swept.visited)
    missing = [name for name in RARE_THINGS if swept.seeds and not swept.visited[name]]
    for name in missing:
        print(f"  NEVER came to pass: {name}")
    kills = swept.visited["killed"] + (killed.kills.total() if killed else 0)
    lost = swept.lost + (killed.lost if killed else 0)
    doubled = swept.doubled + (killed.doubled if killed else 0)
    faults = _faults(swept.visited) + (_faults(killed.happened) if killed else 0)
    print(
        f"together: {kills:,} kills, {swept.seeds:,} seeds, {faults:,} faults of carriers "
        f"in {took_s / 60:.1f} min: lost {lost}, doubled {doubled}, seeds failed {len(swept.failed)}"
    )
    is_broken = bool(swept.failed or missing or (killed and (killed.broken or killed.lost or killed.doubled)))
    return 1 if is_broken else 0


def _faults(counts: Counter[str]) -> int:
    from tests.soak.troubles import TROUBLES

    return sum(counts[name] for name in TROUBLES)


def _tell_counts(indent: str, counts: Counter[str]) -> None:
    line = indent
    for name, count in sorted(counts.items()):
        word = f"{name} {count:,}; "
        if len(line) + len(word) > 108:
            print(line)
            line = indent
        line += word
    print(line)


if __name__ == "__main__":
    raise SystemExit(main())

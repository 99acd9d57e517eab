"""Runs the simulated network until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from runtime.clock import ScaledClock
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.ending import set_when_stdin_ends
from runtime.simulator.fleet import FleetPlan
from runtime.simulator.simulator import Simulator


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """How a simulator process begins."""

    seed: int = 1
    host: str = "127.0.0.1"
    port: int = 0
    """0 lets the system pick one."""
    handsets: int = 0
    """Handsets to set up at once."""
    speed: float = 1.0
    """Simulated seconds in a real one; 0 stands still until a conductor moves the clock."""
    begin: datetime | None = None
    """The simulated moment to begin at; None begins now."""
    control_token: str | None = None
    ends_with_stdin: bool = False
    """End when standard input is closed, so that nothing outlives the program that started it."""
    chatbots: tuple[str, ...] = ()
    """SIP addresses to register at once, with made-up credentials and no notify address."""


def print_line(line: dict[str, object]) -> None:
    """Prints *line* as JSON, for the program that started this one."""
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.flush()


async def run(options: SimulatorOptions, tell: Callable[[dict[str, object]], None] = print_line) -> int:
    """Serves until SIGINT or SIGTERM; tells once where, by default as a JSON line. Returns the exit status.

    The line has url, control_token, seed, handsets and accounts. A taken port gives status 1 and a line
    with error.
    """
    begin = options.begin or datetime.now(UTC)
    simulator = Simulator(
        seed=options.seed,
        clock=ScaledClock.starting(begin, options.speed),
        host=options.host,
        port=options.port,
        control_token=options.control_token,
    )
    try:
        await simulator.start()
    except OSError as error:
        tell({"error": f"cannot listen on port {options.port}: {error.strerror}"})
        return 1
    if options.handsets:
        simulator.create_fleet(FleetPlan(count=options.handsets))
    accounts = [
        simulator.platform.register(AccountPlan(chatbot_id=chatbot)).to_json() for chatbot in options.chatbots
    ]
    tell(
        {
            "url": simulator.base_url,
            "control_token": simulator.control_token,
            "seed": options.seed,
            "handsets": len(simulator.fleet),
            "accounts": accounts,
        }
    )
    await _told_to_stop(options.ends_with_stdin)
    await simulator.stop()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line and runs."""
    parser = argparse.ArgumentParser(prog="python -m runtime.simulator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--handsets", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--chatbot", action="append", default=[], metavar="SIP")
    parser.add_argument("--ends-with-stdin", action="store_true")
    given = parser.parse_args(arguments)
    options = SimulatorOptions(
        seed=given.seed,
        host=given.host,
        port=given.port,
        handsets=given.handsets,
        speed=given.speed,
        ends_with_stdin=given.ends_with_stdin,
        chatbots=tuple(given.chatbot),
    )
    return run_process(options)


def run_process(options: SimulatorOptions, tell: Callable[[dict[str, object]], None] = print_line) -> int:
    """Runs in an event loop of its own, the faster one where there is one."""
    if sys.platform == "win32":
        return asyncio.run(run(options, tell))
    import uvloop

    return uvloop.run(run(options, tell))


async def _told_to_stop(ends_with_stdin: bool) -> None:
    stop = asyncio.Event()
    if ends_with_stdin:
        set_when_stdin_ends(stop)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    await stop.wait()

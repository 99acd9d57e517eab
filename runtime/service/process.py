"""The runtime as a process of its own: opens a workspace, listens on loopback, says where, and serves."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import secrets
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from runtime.carriers.public_only import Inner
from runtime.clock import Clock, Pace, ScaledClock, SystemClock
from runtime.delivery.rules import Rules
from runtime.service.application import application
from runtime.service.collecting import spare_what_stays
from runtime.service.redaction import RedactingFormatter
from runtime.service.service import Service, ServiceSettings
from runtime.simulator.ending import set_when_stdin_ends
from runtime.simulator.serving import EmbeddedServer
from runtime.store import StoreRefusal

log = logging.getLogger(__name__)

LOG_SHAPE = "%(levelname)s %(name)s %(message)s"
EXIT_REFUSED = 1
EXIT_USAGE = 2


@dataclass(frozen=True, slots=True)
class ProcessOptions:
    """How a runtime process begins."""

    settings: ServiceSettings
    host: str = "127.0.0.1"
    port: int = 0
    """0 lets the system pick one."""
    pace: Pace | None = None
    """The simulated time to go by; None goes by the real one."""
    ends_with_stdin: bool = False
    """End when standard input is closed, so that nothing outlives the program that started it."""


def print_line(line: dict[str, Any]) -> None:
    """Prints *line* as JSON, for the program that started this one."""
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()


async def serve(
    options: ProcessOptions,
    tell: Callable[[dict[str, Any]], None] = print_line,
    formatter: RedactingFormatter | None = None,
) -> int:
    """Serves until it is told to stop by signal, by the API or by standard input; returns the exit status.

    Tells once when it is ready, by default as a JSON line: port, url, pid, token, revision. Or `error` when
    the workspace is taken or unusable, or the port is taken; the status is 1 then.
    """
    clock = _clock(options.pace)
    try:
        service = Service(options.settings, clock)
    except StoreRefusal as error:
        return _refuse(tell, error.code, error.sentence.zh, error.sentence.en)
    if formatter is not None:
        formatter.secrets = service.store.secrets.all
    server = EmbeddedServer(application(service), options.host, options.port)
    try:
        await server.start()
    except OSError as error:
        service.store.close()
        place = f"{options.host}:{options.port}"
        return _refuse(
            tell,
            "port_taken",
            f"端口 {place} 无法使用：{error.strerror}",
            f"Cannot use {place}: {error.strerror}",
        )
    await service.start()
    spare_what_stays()
    _listen_for_the_end(service, options.ends_with_stdin)
    tell(
        {
            "port": server.port,
            "url": server.base_url,
            "pid": os.getpid(),
            "token": options.settings.token,
            "revision": service.store.revision,
            "keys": service.store.key_place.name,
        }
    )
    try:
        await service.is_stopping.wait()
    finally:
        service.is_stopping.set()
        await server.stop()
        await service.stop()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a runtime process by the command line's arguments; returns the exit status."""
    try:
        options = _options(arguments)
    except ValueError as error:
        return _refuse(print_line, "usage", f"参数有误：{error}", f"Wrong usage: {error}", EXIT_USAGE)
    return run_process(options)


def run_process(
    options: ProcessOptions, tell: Callable[[dict[str, Any]], None] = print_line, level: int = logging.INFO
) -> int:
    """Serves in an event loop of its own and logs to the error stream; returns the exit status."""
    formatter = RedactingFormatter(LOG_SHAPE)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler])
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(serve(options, tell, formatter))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # it does not exist for Windows
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def _options(arguments: Sequence[str] | None) -> ProcessOptions:
    parser = argparse.ArgumentParser(prog="python -m runtime.service", description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True, help="folder of the data")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 lets the system pick one")
    parser.add_argument("--token-env", default="", help="environment variable that holds the access token")
    parser.add_argument("--pace", default="", help="simulated time as JSON; makes it a rehearsal")
    parser.add_argument("--seed", type=int, default=None, help="repeats session ids and draws")
    parser.add_argument("--stand-in", action="append", default=[], metavar="ORIGIN=ORIGIN")
    parser.add_argument("--allow-inner", action="append", default=[], metavar="NETWORK_OR_HOST")
    parser.add_argument("--max-pages", type=int, default=None, help="bound of the data file, pages of 4 KiB")
    parser.add_argument("--ends-with-stdin", action="store_true")
    chosen = parser.parse_args(arguments)
    token = os.environ.get(chosen.token_env, "") if chosen.token_env else secrets.token_urlsafe(32)
    if len(token) < 16:
        raise ValueError(f"{chosen.token_env} must hold a token of at least 16 characters")
    pace = None
    if chosen.pace:
        try:
            pace = Pace.from_json(orjson.loads(chosen.pace))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"--pace is no pace: {error}") from error
    stand_ins = dict(pair.split("=", 1) for pair in chosen.stand_in if "=" in pair)
    return ProcessOptions(
        ServiceSettings(
            chosen.workspace,
            token,
            Rules(own_time=pace is not None, inner=Inner.of(chosen.allow_inner), stand_ins=stand_ins),
            chosen.seed,
            chosen.max_pages,
        ),
        chosen.host,
        chosen.port,
        pace,
        chosen.ends_with_stdin,
    )


def _clock(pace: Pace | None) -> Clock:
    return SystemClock() if pace is None else ScaledClock(pace.epoch_real, pace.epoch_simulated, pace.factor)


def _listen_for_the_end(service: Service, ends_with_stdin: bool) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in loops
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, service.is_stopping.set)
    if ends_with_stdin:
        set_when_stdin_ends(service.is_stopping)


def _refuse(
    tell: Callable[[dict[str, Any]], None], code: str, zh: str, en: str, status: int = EXIT_REFUSED
) -> int:
    tell({"error": {"code": code, "zh": zh, "en": en}})
    return status

"""Fails a test that lets an unexpected warning or error into the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass
class ExpectedRecord:
    """A log record a test has announced, and whether it came."""

    logger: str
    match: str
    level: int
    came: bool = False

    def fits(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is the announced one; a child of the logger fits too."""
        named = record.name == self.logger or record.name.startswith(self.logger + ".")
        return named and record.levelno == self.level and self.match in record.getMessage()


class LogWatch(logging.Handler):
    """Collects every record of level WARNING and above that nobody has announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[ExpectedRecord] = []
        self.surprises: list[str] = []
        self.uses_caplog = False

    def emit(self, record: logging.LogRecord) -> None:
        for expected in self.expected:
            if expected.fits(record):
                expected.came = True
                return
        if self.uses_caplog and _has_own_level(record.name):
            return
        self.surprises.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    def start(self, item: pytest.Item) -> None:
        """Forget the test before and watch this one."""
        self.expected, self.surprises = [], []
        self.uses_caplog = "caplog" in getattr(item, "fixturenames", ())

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Fail the phase inside when it logged something unannounced."""
        yield
        surprises, self.surprises = self.surprises, []
        if surprises:
            pytest.fail("unexpected log records:\n  " + "\n  ".join(surprises), pytrace=False)

    def fail_for_missing(self) -> None:
        """Fail when an announced record never came."""
        missing = [expected for expected in self.expected if not expected.came]
        if missing:
            lines = [f"{e.logger} {logging.getLevelName(e.level)} containing {e.match!r}" for e in missing]
            pytest.fail("announced log records that never came:\n  " + "\n  ".join(lines), pytrace=False)


def _has_own_level(name: str) -> bool:
    """Tell whether a logger or a parent below the root has a level set, as `caplog.at_level` does."""
    logger: logging.Logger | None = logging.getLogger(name)
    while logger is not None and logger is not logging.getLogger():
        if logger.level != logging.NOTSET:
            return True
        logger = logger.parent
    return False


LOG_WATCH = LogWatch()


class ExpectLog:
    """Announces a log record that a test will cause; the test fails if it does not come."""

    def __call__(self, logger: str, match: str = "", *, level: int = logging.WARNING) -> None:
        LOG_WATCH.expected.append(ExpectedRecord(logger, match, level))


@pytest.fixture
def expect_log() -> ExpectLog:
    """Give the function that announces a log record: `expect_log("runtime.delivery", "breaker_open")`."""
    return ExpectLog()

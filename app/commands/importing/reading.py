"""Reads a file for a command, or ends it with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.console import refuse
from runtime.flow.errors import UnreadableDocument
from runtime.wording import Wording

T = TypeVar("T")


def read_or_refuse(file: Path, read: Callable[[Path], T]) -> T:
    """What *read* makes of *file*; ends the command with a sentence and status 2 when it cannot."""
    try:
        return read(file)
    except UnreadableDocument as error:
        refuse(
            Wording("打不开 {path}：{why}", "Cannot open {path}: {why}").format(path=file, why=error.sentence)
        )
    except OSError as error:
        refuse(
            Wording("读不了 {path}：{why}", "Cannot read {path}: {why}").format(
                path=file, why=error.strerror or error
            )
        )

"""How the command line speaks: words on the terminal, JSON for scripts, and the exit statuses."""

from __future__ import annotations

import json
import locale
import os
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import read_document
from runtime.wording import Language, Wording

HAS_ERRORS = 1
"""The thing asked about has errors."""
UNUSABLE = 2
"""Wrong usage or unreadable input."""

out = Console(highlight=False, soft_wrap=True)
complaints = Console(stderr=True, highlight=False, soft_wrap=True)


def language() -> Language:
    """The language of the terminal: XINLIU_LANGUAGE if set, else Chinese for a Chinese locale."""
    wished = os.environ.get("XINLIU_LANGUAGE", "")
    if wished in tuple(Language):
        return Language(wished)
    place = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not place:
        place = locale.getlocale()[0] or ""
    return Language.ZH if place.lower().startswith(("zh", "chinese")) else Language.EN


def say(words: Wording) -> None:
    """Prints a sentence."""
    out.print(words.text(language()), markup=False)


def print_json(data: object) -> None:
    """Prints *data* as JSON and nothing else."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def refuse(words: Wording, status: int = UNUSABLE) -> NoReturn:
    """Says on the error stream why it does not go on, and ends with *status*."""
    complaints.print(words.text(language()), style="red", markup=False)
    raise typer.Exit(status)


def read_scenario(path: Path) -> Document:
    """The scenario in *path*; ends the command with a sentence and status 2 when it cannot be read."""
    try:
        return read_document(path)
    except UnreadableDocument as error:
        refuse(
            Wording("打不开 {path}：{why}", "Cannot open {path}: {why}").format(path=path, why=error.sentence)
        )
    except OSError as error:
        refuse(
            Wording("读不了 {path}：{why}", "Cannot read {path}: {why}").format(
                path=path, why=error.strerror or error
            )
        )

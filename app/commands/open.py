"""`xinliu` and `xinliu open`: the editor."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Annotated

import typer

from app.command_line import SAMPLES
from app.console import UNUSABLE, complaints, language
from runtime.wording import Wording

_THEMES = ("system", "light", "dark", "high_contrast")
_LANGUAGES = ("zh", "en")
_NO_DISPLAY = Wording(
    "没有显示器，编辑器打不开。命令行照常可用；xinliu doctor 说明缺什么。",
    "There is no display, so the editor cannot open. The command line works; see xinliu doctor.",
)


def open_editor(arguments: list[str]) -> int:
    """Opens the editor by command-line *arguments*; returns the exit status. Qt is imported only here."""
    parser = argparse.ArgumentParser(prog="xinliu", description="Opens the editor.")
    parser.add_argument("file", nargs="?", type=Path, help="the scenario, NAME.xinliu.json")
    parser.add_argument("--sample", choices=SAMPLES, help="open a copy of a sample")
    parser.add_argument("--language", choices=_LANGUAGES, help="speak this language this time")
    parser.add_argument("--theme", choices=_THEMES, help="wear these colours this time")
    given = parser.parse_args(arguments)
    return _run(given.file, given.sample, given.language, given.theme)


def open_command(
    file: Annotated[Path | None, typer.Argument(help="The scenario, NAME.xinliu.json.")] = None,
    sample: Annotated[str | None, typer.Option(help=f"A copy of a sample: {', '.join(SAMPLES)}.")] = None,
    language: Annotated[str | None, typer.Option(help="zh or en, this time only.")] = None,
    theme: Annotated[str | None, typer.Option(help=f"{', '.join(_THEMES)}; this time only.")] = None,
) -> None:
    """Open the editor."""
    raise typer.Exit(_run(file, sample, language, theme))


def _run(file: Path | None, sample: str | None, speech: str | None, theme: str | None) -> int:
    from app.doctor import has_display

    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        complaints.print(_NO_DISPLAY.text(language()), style="red", markup=False)
        return UNUSABLE
    from app.garbage import none_while_loading

    with none_while_loading():
        from app.launch import run

    return run(file, sample, speech, theme)

"""`xinliu doctor`: what this machine lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from app import doctor as _doctor


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Name what this machine lacks, and the command that installs it.

    Status 0: nothing is missing. 1: something is.
    """
    raise typer.Exit(_doctor.main(["--json"] if as_json else []))

"""`xinliu doctor`: what this machine lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from app import doctor as _doctor


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Name what is missing on this machine and the command that installs it; status 1 when something is."""
    raise typer.Exit(_doctor.main(["--json"] if as_json else []))

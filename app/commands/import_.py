"""`xinliu import`: messages, packages and script tables become scenarios, or go into one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.importing.messages import import_messages
from app.commands.importing.package import import_package
from app.commands.importing.script import import_script
from app.console import refuse
from app.exporting.registry import import_formats
from editor.exchange.format import Import
from editor.exchange.registry import format_of
from runtime.wording import Wording


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="A carrier's message as JSON, a folder or zip file of them, a package, or a script table."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The new scenario; without it NAME.xinliu.json beside FILE."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="The scenario that a script table is read into.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what a script table would change.")
    ] = False,
    take: Annotated[
        str,
        typer.Option(
            "--take", help="Of texts changed on both sides: `scenario` keeps, `table` replaces them."
        ),
    ] = "scenario",
    force: Annotated[bool, typer.Option("--force", help="Replace OUTPUT if it exists.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a scenario of a file in another form, or read a script table back into one.

    Status 0: everything is kept. 1: written, but something was left out or is in conflict, as listed.
    2: nothing written.
    """
    if take not in ("scenario", "table"):
        refuse(Wording("--take 是 scenario 或 table。", "--take is scenario or table."))
    kind = _kind_of(file)
    if kind == "texts":
        import_script(file, into, dry_run=dry_run, takes_table=take == "table", as_json=as_json)
    elif into is not None or dry_run:
        refuse(Wording("--into 和 --dry-run 只用于文案表。", "--into and --dry-run are for script tables."))
    elif kind == "scenario":
        refuse(
            Wording(
                "{path} 已经是场景文件，直接打开就行。", "{path} is a scenario already; just open it."
            ).format(path=file)
        )
    elif kind == "package":
        import_package(file, output, force=force, as_json=as_json)
    else:
        import_messages(file, output, force=force, as_json=as_json)


def _kind_of(file: Path) -> Import:
    """What reading *file* gives; messages when nothing better is known of it."""
    try:
        found = format_of(file, import_formats())
    except OSError as error:
        refuse(
            Wording("读不了 {path}：{why}", "Cannot read {path}: {why}").format(
                path=file, why=error.strerror or error
            )
        )
    return found.imports if found is not None else "messages"

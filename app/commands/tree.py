"""Puts the commands together."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from app.commands.backup import backup
from app.commands.campaign import campaign
from app.commands.chat import chat
from app.commands.check import check
from app.commands.contacts import contacts, segments
from app.commands.demo import demo
from app.commands.diff import diff
from app.commands.doctor import doctor
from app.commands.export import export
from app.commands.import_ import import_
from app.commands.keys import keys
from app.commands.merge import merge_command
from app.commands.message import message
from app.commands.open import open_command
from app.commands.publish import publish
from app.commands.secret import secret
from app.commands.serve import serve
from app.commands.simulator import simulator
from app.commands.versions import restore, versions


def tree() -> typer.Typer:
    """All of `xinliu`."""
    root = typer.Typer(
        name="xinliu",
        help="A studio for 5G messages. Without a command the editor opens; a FILE opens in it.",
        no_args_is_help=False,
        add_completion=False,
        rich_markup_mode=None,
    )
    root.callback(invoke_without_command=False)(_root)
    root.command("open")(open_command)
    root.command("check")(check)
    root.command("chat")(chat)
    root.command("demo")(demo)
    root.command("diff")(diff)
    root.command("merge")(merge_command)
    root.command("export")(export)
    root.command("import")(import_)
    root.command("message")(message)
    root.command("publish")(publish)
    root.command("versions")(versions)
    root.command("restore")(restore)
    root.command("simulator")(simulator)
    root.command("serve")(serve)
    root.command("doctor")(doctor)
    root.add_typer(campaign)
    root.add_typer(contacts)
    root.add_typer(segments)
    root.add_typer(secret)
    root.add_typer(keys)
    root.add_typer(backup)
    return root


def _version(wanted: bool) -> None:
    if not wanted:
        return
    try:
        typer.echo(version("xinliu"))
    except PackageNotFoundError:
        typer.echo("xinliu, from a source tree")
    raise typer.Exit


def _root(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """A studio for 5G messages."""

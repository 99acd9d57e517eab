"""`xinliu secret`: what carriers and business systems ask to see, kept by name and sealed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import HAS_ERRORS, out, print_json, refuse, say
from app.places import runtime_folder
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.store.secrets import Secrets

_WORKSPACE = "The runtime's folder, instead of the program's own."
Workspace = Annotated[Path | None, typer.Option(help=_WORKSPACE)]

secret = typer.Typer(
    name="secret", help="Keep secrets by name for carriers and HTTP requests.", rich_markup_mode=None
)


@secret.command("set")
def set_(
    name: Annotated[str, typer.Argument(help="What it is called in scenarios: {{secret.NAME}}.")],
    workspace: Workspace = None,
) -> None:
    """Keep a secret; its value is read from standard input, where no list of processes shows it.

    Status 0: kept. 2: refused, and why.
    """
    value = sys.stdin.read().rstrip("\r\n")
    with _opened(workspace) as secrets:
        from pydantic import SecretStr

        secrets.set(name, SecretStr(value))
    say(Wording("「{name}」已保存。", "{name} is kept.").format(name=name))


@secret.command("list")
def list_(
    workspace: Workspace = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the names; values are never shown.

    Status 0: listed, also when there are none.
    """
    with _opened(workspace) as secrets:
        names = secrets.names()
    if as_json:
        print_json({"names": names})
    elif names:
        out.print("\n".join(names), markup=False)
    else:
        say(Wording("还没有保存密钥。", "No secret is kept."))


@secret.command("remove")
def remove(name: Annotated[str, typer.Argument(help="The name.")], workspace: Workspace = None) -> None:
    """Forget a secret.

    Status 0: it is gone. 1: there was none of that name.
    """
    with _opened(workspace) as secrets:
        was_there = secrets.get(name) is not None
        secrets.delete(name)
    if not was_there:
        refuse(
            Wording("没有叫「{name}」的密钥。", "No secret is called {name}.").format(name=name), HAS_ERRORS
        )
    say(Wording("「{name}」已删除。", "{name} is gone.").format(name=name))


@contextmanager
def _opened(workspace: Path | None) -> Iterator[Secrets]:
    """The secrets of a workspace, whether or not a service runs in it."""
    from runtime.store import Store, StoreKeysLost, StoreRefusal, WorkspaceTaken
    from runtime.store.key_places import place_of
    from runtime.store.secrets import Secrets

    folder = workspace or runtime_folder()
    try:
        try:
            with Store(folder) as store:
                yield store.secrets
        except WorkspaceTaken:
            place = place_of(folder)
            keys = place.load()
            if keys is None:
                raise StoreKeysLost(folder) from None
            yield Secrets(folder, keys, place)
    except StoreRefusal as error:
        refuse(error.sentence)

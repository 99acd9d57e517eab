"""`xinliu backup`: copies of the runtime's data while it works, and bringing one back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.commands.secret import Workspace
from app.console import print_json, refuse, say
from app.places import runtime_folder
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.store.backup import Manifest

PASSPHRASE: Final = "XINLIU_BACKUP_PASSPHRASE"  # noqa: S105 (the name of a variable)
_MIN_PASSPHRASE: Final = 12
_TOO_SHORT = Wording("口令至少要 {count} 个字符。", "The passphrase needs {count} characters or more.")

backup = typer.Typer(
    name="backup",
    help="Back the runtime's data up while it works, and bring them back.",
    rich_markup_mode=None,
)
_Target = Annotated[Path, typer.Argument(help="The backup, a folder.")]
_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@backup.command("make")
def make(
    target: Annotated[Path, typer.Argument(help="The folder to write; it must not be there yet.")],
    workspace: Workspace = None,
    as_json: _AsJson = False,
) -> None:
    """Write one moment of the data to a new folder, sealed; the service may go on meanwhile.

    With XINLIU_BACKUP_PASSPHRASE set it can be brought back on another machine.

    Status 0: written. 2: it could not be, and why.
    """
    passphrase = _passphrase()
    with _refusing():
        from runtime.store import backup as backups

        made = backups.make(workspace or runtime_folder(), target, datetime.now(UTC), passphrase)
    _tell(made, as_json, Wording("备份已写入 {path}。", "The backup is in {path}.").format(path=str(target)))
    if not passphrase and not as_json:
        say(
            Wording(
                "没有口令（{name}）：只能在这个工作区恢复。",
                "Without a passphrase ({name}) only this workspace can bring it back.",
            ).format(name=PASSPHRASE)
        )


@backup.command("check")
def check(target: _Target, as_json: _AsJson = False) -> None:
    """Say whether every file of a backup is as it was written; takes no key.

    Status 0: whole. 2: it is not, or is no backup.
    """
    with _refusing():
        from runtime.store import backup as backups

        found = backups.check(target)
    _tell(found, as_json, Wording("备份完整。", "The backup is whole."))


@backup.command("restore")
def restore(
    target: _Target,
    workspace: Workspace = None,
    replaces: Annotated[
        bool, typer.Option("--replace", help="Move data that are there aside and take their place.")
    ] = False,
    as_json: _AsJson = False,
) -> None:
    """Bring the data of a backup back; the service must not run.

    Nothing goes out again by itself: campaigns come back paused, and what waited to be sent is listed as
    unknown for a person to decide.

    Status 0: done. 2: refused, and the data are as they were.
    """
    with _refusing():
        from runtime.store import backup as backups

        found = backups.restore(
            target, workspace or runtime_folder(), passphrase=_passphrase(), replaces=replaces
        )
    _tell(
        found,
        as_json,
        Wording(
            "已恢复到 {moment}。活动都已暂停，核对后再继续。",
            "Back at {moment}. Campaigns are paused; look before they go on.",
        ).format(moment=f"{found.made_at.astimezone():%Y-%m-%d %H:%M}"),
    )


def _tell(manifest: Manifest, as_json: bool, words: Wording) -> None:
    if as_json:
        print_json(manifest.to_json())
    else:
        say(words)


def _passphrase() -> str | None:
    passphrase = os.environ.get(PASSPHRASE, "")
    if passphrase and len(passphrase) < _MIN_PASSPHRASE:
        refuse(_TOO_SHORT.format(count=_MIN_PASSPHRASE))
    return passphrase or None


@contextmanager
def _refusing() -> Iterator[None]:
    from runtime.store import StoreRefusal

    try:
        yield
    except StoreRefusal as error:
        refuse(error.sentence)

"""`xinliu keys`: where the keys of contacts' numbers are, moving them and renewing them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer

from app.commands.secret import Workspace
from app.console import HAS_ERRORS, print_json, refuse, say
from app.places import runtime_folder
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.store import Store

keys = typer.Typer(
    name="keys",
    help="Keep the keys that contacts' numbers and secrets are sealed under.",
    rich_markup_mode=None,
)

PLACES: Final = {
    "keyring": Wording("系统密钥环", "the system's keyring"),
    "passphrase": Wording("用口令加密的文件", "a file sealed with a passphrase"),
    "file": Wording(
        "只有本人能读的文件，没有加密：谁拿到文件夹，谁就能读出号码",
        "a plain file only its owner reads: whoever copies the folder can read the numbers",
    ),
}


@keys.command("status")
def status(
    workspace: Workspace = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say where the keys are, and how many numbers a change of keys has not reached yet.

    Status 0: they are protected and everything is under the newest. 1: something is not.
    """
    from runtime.store import rotation

    with _opened(workspace) as store:
        place, left = store.key_place, rotation.left(store)
        version, is_protected = store.numbers.newest, place.is_protected
    if as_json:
        print_json({"place": place.name, "is_protected": is_protected, "version": version, "left": left})
    else:
        say(Wording("密钥在：{place}。", "The keys are in {place}.").format(place=PLACES[place.name]))
        if left:
            say(
                Wording("还有 {left} 个号码要换密钥。", "{left} numbers wait for the new key.").format(
                    left=left
                )
            )
    raise typer.Exit(0 if is_protected and not left else HAS_ERRORS)


@keys.command("move")
def move(
    to: Annotated[str, typer.Option("--to", help="keyring, passphrase or file.")], workspace: Workspace = None
) -> None:
    """Take the keys to another place; with a passphrase, give it in XINLIU_PASSPHRASE.

    Status 0: they are there. 2: they cannot go there, and stay where they were.
    """
    from runtime.store.key_places import PlaceName, move_keys

    name: PlaceName | None = next((one for one in get_args(PlaceName) if one == to), None)
    if name is None:
        refuse(Wording("没有这个地方：{to}。", "There is no such place: {to}.").format(to=to))
    # Opened first: nobody else may use the keys meanwhile, and they must be the right ones.
    with _opened(workspace):
        place = move_keys(workspace or runtime_folder(), name)
    say(Wording("密钥现在在：{place}。", "The keys are now in {place}.").format(place=PLACES[place.name]))


@keys.command("rotate")
def rotate(
    workspace: Workspace = None,
    forget_old: Annotated[
        bool, typer.Option("--forget-old", help="Drop the old keys; older copies become unreadable.")
    ] = False,
) -> None:
    """Put every number and secret under a new key; cut off in the middle, the next call goes on.

    Status 0: everything is under the newest key. 2: the workspace is in use or its keys cannot be had.
    """
    from runtime.store import rotation

    with _opened(workspace) as store:
        done = rotation.renew(store)
        dropped = forget_old and rotation.forget_old(store)
    say(Wording("{count} 个号码换了新密钥。", "{count} numbers are under a new key.").format(count=done))
    if dropped:
        say(Wording("旧密钥已丢弃。", "The old keys are dropped."))


@keys.command("open-copy")
def open_copy(
    copy: Annotated[Path, typer.Argument(help="A sealed copy, runtime.db.before-REVISION.sealed.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write; it holds plain numbers.")
    ],
    workspace: Workspace = None,
) -> None:
    """Open the copy kept before the numbers were sealed, for going back to an older version.

    Status 0: written. 2: it is not this workspace's, was changed, or OUTPUT is there already.
    """
    from runtime.store.sealed_copy import open_copy as opened
    from runtime.store.sealing import Unsealable

    with _opened(workspace) as store:
        try:
            opened(copy, output, store.keys)
        except (Unsealable, OSError) as error:
            refuse(
                Wording("打不开 {copy}：{why}", "Cannot open {copy}: {why}").format(
                    copy=str(copy), why=str(error) or type(error).__name__
                )
            )
    say(Wording("已写入 {path}。", "Written to {path}.").format(path=str(output)))


@contextmanager
def _opened(workspace: Path | None) -> Iterator[Store]:
    from runtime.store import Store, StoreRefusal

    try:
        with Store(workspace or runtime_folder()) as store:
            yield store
    except StoreRefusal as error:
        refuse(error.sentence)

"""The command `xinliu`: the editor without a command, everything else by name.

Commands are imported only when one is asked for: opening the editor must not wait for them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = (
    "open",
    "demo",
    "check",
    "chat",
    "diff",
    "merge",
    "export",
    "import",
    "message",
    "publish",
    "versions",
    "restore",
    "simulator",
    "serve",
    "backup",
    "campaign",
    "contacts",
    "segments",
    "doctor",
    "secret",
    "keys",
)
SAMPLES = ("spring-sale", "bill-reminder", "appointment")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs `xinliu` with *arguments* (those of the process by default) and exits with its status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if opens_editor(given):
        from app.commands.open import open_editor

        sys.exit(open_editor(given[1:] if given[:1] == ["open"] else given))
    from app.commands.tree import tree

    tree()(given, prog_name="xinliu")


def opens_editor(arguments: Sequence[str]) -> bool:
    """Whether the arguments mean the editor: none, a file, a sample, or `open` by name without `--help`."""
    if "--help" in arguments or "-h" in arguments or "--version" in arguments:
        return False
    first = next((argument for argument in arguments if not argument.startswith("-")), "open")
    if arguments[:1] and arguments[0] == "--sample":
        return True
    return first == "open" or (first not in COMMANDS and first.endswith((".json", ".xinliu")))

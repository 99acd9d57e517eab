"""`xinliu diff`: what differs between two versions of a scenario, in words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from app.console import HAS_ERRORS, language, out, print_json, read_scenario, say
from app.versions_data import difference_data
from editor.document.difference import difference
from editor.document.differing.entries import Difference, Entry, Sign
from editor.document.differing.people import changes_for_people
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.wording import Wording

_SIGNS: Final[dict[Sign, tuple[str, str]]] = {
    "added": ("＋", "green"),
    "changed": ("✎", "blue"),
    "removed": ("－", "red"),
    "moved": ("↔", "dim"),
}
_MOVED: Final = Wording("另外移动了 {count} 个节点。", "{count} nodes moved on the canvas as well.")


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier scenario.")],
    new: Annotated[Path, typer.Argument(help="The later one.")],
    people: Annotated[
        bool, typer.Option("--people", help="Say what changes for the people who get the messages.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what differs between two versions of a scenario.

    Status 0: nothing differs. 1: something differs. 2: unreadable scenario or wrong usage.
    """
    before, after = _read_both(old, new)
    found = difference(before, after)
    if as_json:
        print_json(
            {"old": str(old), "new": str(new)}
            | difference_data(found, changes_for_people(before.flow, after.flow))
        )
    elif people:
        for change in changes_for_people(before.flow, after.flow):
            say(change.sentence)
    else:
        _print(found)
    if found:
        raise typer.Exit(HAS_ERRORS)


def _read_both(old: Path, new: Path) -> tuple[Document, Document]:
    """Both versions; git names the null device where a version does not exist."""
    if str(old) == os.devnull and str(new) != os.devnull:
        after = read_scenario(new)
        return _without_nodes(after), after
    before = read_scenario(old)
    return before, _without_nodes(before) if str(new) == os.devnull else read_scenario(new)


def _without_nodes(document: Document) -> Document:
    return Document(flow=Flow(id=document.flow.id))


def _print(found: Difference) -> None:
    if not found:
        say(Wording("没有不同。", "Nothing differs."))
    for entry in found.entries:
        if entry.kind != "moved":
            _print_entry(entry)
    moved = sum(entry.kind == "moved" for entry in found.entries)
    if moved:
        say(_MOVED.format(count=moved))


def _print_entry(entry: Entry) -> None:
    tongue = language()
    sign, style = _SIGNS[entry.sign]
    out.print(f"{sign} ", style=style, end="")
    out.print(entry.sentence.text(tongue), markup=False)
    if entry.detail is not None:
        out.print(f"    {entry.detail.text(tongue)}", style="dim", markup=False)

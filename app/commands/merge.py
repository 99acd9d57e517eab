"""`xinliu merge`: joins two edited copies of one scenario."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from app.console import HAS_ERRORS, language, out, print_json, read_scenario, say
from app.versions_data import conflict_data
from app.writing import refuse_to_replace, write_new
from editor.document.merging import Conflict, merge
from runtime.flow.document import Document
from runtime.flow.file_format import to_text
from runtime.flow.flow import Flow
from runtime.wording import Wording

_CLEAN: Final = Wording("合并好了，没有冲突：{path}", "Merged without conflicts: {path}")
_HELD: Final = Wording(
    "{count} 处冲突，{path} 里先用了第一份的内容。",
    "{count} conflicts; {path} has the first copy's side of them.",
)
_LEFT: Final = Wording("{count} 处冲突，没有写文件。", "{count} conflicts; nothing was written.")
_LEGEND: Final = Wording("这一份：{ours}  另一份：{theirs}", "this copy: {ours}  the other copy: {theirs}")


def merge_command(
    base: Annotated[Path, typer.Argument(help="The version both copies began with.")],
    ours: Annotated[Path, typer.Argument(help="One copy; its side stands where both changed the same.")],
    theirs: Annotated[Path, typer.Argument(help="The other copy.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write; may be a copy itself.")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing while there are conflicts.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Join two edited copies of one scenario.

    Status 0: joined. 1: there are conflicts. 2: unreadable scenario, wrong usage, or cannot write.
    """
    may_replace = force or _is_one_of(output, (ours, theirs))
    refuse_to_replace(output, force=may_replace)
    mine, yours = read_scenario(ours), read_scenario(theirs)
    merged = merge(_read_base(base, mine), mine, yours)
    is_written = not (strict and merged.conflicts)
    if is_written:
        write_new(output, to_text(merged.document).encode("utf-8", "surrogatepass"), force=may_replace)
    if as_json:
        print_json(
            {
                "output": str(output) if is_written else None,
                "conflicts": [conflict_data(conflict) for conflict in merged.conflicts],
            }
        )
    else:
        _print(merged.conflicts, output, is_written=is_written)
    if merged.conflicts:
        raise typer.Exit(HAS_ERRORS)


def _read_base(path: Path, mine: Document) -> Document:
    """The common version; git hands an empty file over where there was none."""
    try:
        is_empty = str(path) == os.devnull or path.stat().st_size == 0
    except OSError:
        is_empty = False
    return Document(flow=Flow(id=mine.flow.id)) if is_empty else read_scenario(path)


def _is_one_of(path: Path, others: Iterable[Path]) -> bool:
    return any(path.exists() and other.exists() and path.samefile(other) for other in others)


def _print(conflicts: tuple[Conflict, ...], output: Path, *, is_written: bool) -> None:
    tongue = language()
    for conflict in conflicts:
        out.print("⚡ ", style="red", end="")
        out.print(conflict.sentence.text(tongue), markup=False)
        legend = _LEGEND.format(ours=conflict.ours_words, theirs=conflict.theirs_words)
        out.print(f"    {legend.text(tongue)}", style="dim", markup=False)
    if not conflicts:
        say(_CLEAN.format(path=output))
    else:
        say((_HELD if is_written else _LEFT).format(count=len(conflicts), path=output))

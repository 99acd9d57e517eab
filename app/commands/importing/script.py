"""A script table goes back into the scenario it was exported from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from app.commands.importing.reading import read_or_refuse
from app.console import HAS_ERRORS, language, out, print_json, read_scenario, refuse, say
from app.exporting.script_words import change_sentence
from app.writing import write_new
from editor.document.store import Store
from editor.exchange.script.applying import Applied, apply_script
from editor.exchange.script.comparison import Comparison, TextChange, compare
from editor.exchange.script.reading import read_script
from runtime.flow.file_format import to_text
from runtime.wording import Wording

_SIGNS = {"changed": "✎", "conflict": "✗", "unknown": "?", "empty": "!", "repeated": "!"}


def import_script(file: Path, into: Path | None, *, dry_run: bool, takes_table: bool, as_json: bool) -> None:
    """Reads the texts of *file* into the scenario *into*, or only tells what that would do."""
    if into is None:
        refuse(
            Wording(
                "文案表要读入一个场景：加上 --into 场景文件。",
                "A script table is read into a scenario: add --into FILE.",
            )
        )
    table = read_or_refuse(file, read_script)
    document = read_scenario(into)
    comparison = compare(table, document.flow)

    def takes(text: TextChange) -> bool:
        return text.kind == "changed" or (takes_table and text.kind == "conflict")

    applied = Applied(0)
    if not dry_run:
        store = Store(document)
        applied = apply_script(store, comparison, takes)
        if applied.taken:
            # Places that the store made up for nodes without one are no edit and stay out of the file.
            kept = document.model_copy(update={"flow": store.flow})
            write_new(into, to_text(kept).encode("utf-8", "surrogatepass"), force=True)
    if as_json:
        print_json(_data(comparison, applied, into if applied.taken else None))
    else:
        _print(comparison, applied, into, dry_run=dry_run)
    counts = comparison.counts()
    left = counts["unknown"] + counts["empty"] + (0 if takes_table else counts["conflict"])
    if left or applied.refused:
        raise typer.Exit(HAS_ERRORS)


def _data(comparison: Comparison, applied: Applied, written: Path | None) -> dict[str, Any]:
    return {
        "written": str(written) if written is not None else None,
        "taken": applied.taken,
        "refused": [text.id for text in applied.refused],
        "counts": dict(comparison.counts()),
        "new_languages": list(comparison.new_languages),
        "texts": [_text_data(text) for text in comparison.texts if text.kind != "unchanged"],
    }


def _text_data(text: TextChange) -> dict[str, Any]:
    return {
        "kind": text.kind,
        "row": text.row,
        "key": text.key,
        "language": text.language,
        "where": {"zh": text.where.zh, "en": text.where.en},
        "now": text.now,
        "wanted": text.wanted,
        "over_limit_by": text.over,
        "lost_insertions": list(text.lost),
    }


def _print(comparison: Comparison, applied: Applied, into: Path, *, dry_run: bool) -> None:
    for text in comparison.texts:
        if text.kind != "unchanged":
            sentence = change_sentence(text).text(language())
            out.print(f"{_SIGNS[text.kind]} {sentence}", markup=False)
    counts = comparison.counts()
    summary = Wording(
        "{changed} 处改动，{conflicts} 处冲突，{unknown} 行对不上，{same} 处没有变。",
        "{changed} changed, {conflicts} in conflict, {unknown} rows of no known place, {same} unchanged.",
    ).format(
        changed=counts["changed"],
        conflicts=counts["conflict"],
        unknown=counts["unknown"],
        same=counts["unchanged"],
    )
    say(summary)
    if dry_run:
        say(Wording("只看了一遍，没有写入。", "Only looked; nothing was written."))
    elif applied.taken:
        say(
            Wording("已写入 {path}：{count} 处文字。", "Wrote {path}: {count} texts.").format(
                path=into, count=applied.taken
            )
        )
    else:
        say(Wording("没有要写入的。", "There was nothing to write."))

"""A package becomes scenarios with their media beside them."""

from __future__ import annotations

from pathlib import Path

import typer

from app.commands.importing.reading import read_or_refuse
from app.console import HAS_ERRORS, language, out, print_json, refuse, say
from app.writing import refuse_to_replace, write_new
from editor.exchange.package.reading import Package, read_package, unpack
from editor.library.media_folder import MediaFolder, portable_name
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX, to_text
from runtime.wording import Wording


def import_package(file: Path, output: Path | None, *, force: bool, as_json: bool) -> None:
    """Writes every scenario of a package, and the media beside them; damaged media are left out and told."""
    package = read_or_refuse(file, read_package)
    targets = _targets(package, file, output)
    for target in targets:
        refuse_to_replace(target, force=force)
    for scenario, target in zip(package.scenarios, targets, strict=True):
        placed = read_or_refuse(file, lambda _, s=scenario, t=target: _unpacked(package, s, t))  # type: ignore[misc]  # bound at once
        write_new(target, to_text(placed).encode("utf-8", "surrogatepass"), force=force)
    if as_json:
        print_json(
            {
                "written": [str(target) for target in targets],
                "media": len(package.media),
                "damaged": [{"zh": words.zh, "en": words.en} for words in package.damaged],
            }
        )
    else:
        for words in package.damaged:
            out.print(f"✗ {words.text(language())}", markup=False)
        for target in targets:
            say(Wording("已写入 {path}。", "Wrote {path}.").format(path=target))
    if package.damaged:
        raise typer.Exit(HAS_ERRORS)


def _unpacked(package: Package, scenario: Document, target: Path) -> Document:
    return unpack(package, scenario, MediaFolder.beside(target))


def _targets(package: Package, file: Path, output: Path | None) -> list[Path]:
    if len(package.scenarios) == 1:
        return [output or file.with_name(file.name.removesuffix(".xinliu") + SUFFIX)]
    folder = output or file.parent
    if folder.exists() and not folder.is_dir():
        refuse(
            Wording(
                "包里有 {count} 个场景，--output 要是文件夹。",
                "The package holds {count} scenarios, so --output is a folder.",
            ).format(count=len(package.scenarios))
        )
    names: dict[str, None] = {}
    for scenario in package.scenarios:
        stem = portable_name(scenario.flow.name or scenario.flow.id)[:80]
        name, number = stem, 2
        while name.casefold() in {each.casefold() for each in names}:
            name, number = f"{stem} {number}", number + 1
        names[name] = None
    return [folder / (name + SUFFIX) for name in names]

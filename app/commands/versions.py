"""`xinliu versions` and `xinliu restore`: the kept versions of a scenario, and one of them as a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import language, out, print_json, read_scenario, refuse, say
from app.places import workspace_folder
from app.writing import refuse_to_replace, write_new
from editor.library.errors import LibraryRefusal
from editor.library.revision import KIND_WORDS, Revision
from runtime.flow.file_format import to_text
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.library.workspace import Workspace

_WORKSPACE = "The folder of the library, instead of the editor's own."


def versions(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    workspace: Annotated[Path | None, typer.Option(help=_WORKSPACE)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the kept versions of a scenario, newest first, with what changed in each.

    Status 0: listed, also when there are none. 2: unreadable scenario or library.
    """
    flow = read_scenario(file).flow
    with _opened(workspace) as library:
        kept = library.versions.of(flow.id)
    if as_json:
        print_json({"file": str(file), "flow": flow.id, "versions": [revision_data(each) for each in kept]})
        return
    if not kept:
        say(
            Wording(
                "「{name}」还没有版本。在编辑器里保存一次就有了。",
                '"{name}" has no versions yet; saving it in the editor keeps one.',
            ).format(name=flow.name or file.name)
        )
    for revision in kept:
        _print(revision)


def restore(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json; it is not changed.")],
    version: Annotated[int, typer.Option("--version", help="The number `xinliu versions` shows.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    workspace: Annotated[Path | None, typer.Option(help=_WORKSPACE)] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a kept version of a scenario into a file.

    Status 0: written. 2: there is no such version, or the file cannot be written.
    """
    refuse_to_replace(output, force=force)
    flow = read_scenario(file).flow
    with _opened(workspace) as library:
        document = library.versions.document(library.versions.numbered(flow.id, version).id)
    write_new(output, to_text(document).encode("utf-8", "surrogatepass"), force=force)
    say(
        Wording("版本 {number} 写到了 {path}。", "Version {number} was written to {path}.").format(
            number=version, path=output
        )
    )


def revision_data(revision: Revision) -> dict[str, Any]:
    """A version as plain data; moments are UTC."""
    return {
        "number": revision.number,
        "made_at": revision.made_at.isoformat(timespec="seconds"),
        "kind": revision.kind,
        "name": revision.name,
        "note": revision.note,
        "published_as": revision.published_as,
        "digest": revision.digest,
        "nodes": revision.node_count,
        "changes": [{"zh": each.zh, "en": each.en} for each in revision.changes],
        "change_count": revision.change_count,
    }


@contextmanager
def _opened(folder: Path | None) -> Iterator[Workspace]:
    from editor.library.workspace import Workspace

    try:
        library = Workspace(folder or workspace_folder())
    except LibraryRefusal as error:
        refuse(error.sentence)
    except OSError as error:
        refuse(
            Wording("打不开场景库：{why}", "Cannot open the library: {why}").format(
                why=error.strerror or error
            )
        )
    try:
        yield library
    except LibraryRefusal as error:
        refuse(error.sentence)
    finally:
        library.close()


def _print(revision: Revision) -> None:
    tongue = language()
    kind = KIND_WORDS[revision.kind].text(tongue)
    online = f" v{revision.published_as}" if revision.published_as is not None else ""
    name = f"  {revision.name}" if revision.name else ""
    moment = f"{revision.made_at.astimezone():%Y-%m-%d %H:%M}"
    out.print(f"{revision.number:>4}  {moment}  {kind}{online}{name}", markup=False)
    for change in revision.changes:
        out.print(f"      · {change.text(tongue)}", style="dim", markup=False)
    rest = revision.change_count - len(revision.changes)
    if rest > 0:
        more = Wording("还有 {count} 处", "{count} more").format(count=rest)
        out.print(f"      · {more.text(tongue)}", style="dim", markup=False)

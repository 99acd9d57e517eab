"""Takes files into the workspace; what can be taken in depends on how the file's name ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from editor.library.errors import ImportRefused
from editor.library.media_folder import MediaFolder
from editor.library.scenario_files import free_path, name_of
from runtime.flow.document import Document, flow_json
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import SUFFIX, read_document, write_document
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.messages.media import LOCAL
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Imported:
    """A scenario that was taken in."""

    path: Path
    document: Document


Importer = Callable[[Path, Path], tuple[Imported, ...]]
"""Takes (file, folder of scenarios) and gives what was put there.

Raises ImportRefused or OSError; a scenario is taken in whole or not at all.
"""


def take_in_scenario(file: Path, folder: Path) -> tuple[Imported, ...]:
    """Copies one scenario file and the pictures it shows into *folder*."""
    try:
        document = read_document(file)
    except UnreadableDocument as error:
        raise ImportRefused(error.sentence) from error
    document = with_media(document, MediaFolder.beside(file), MediaFolder(folder / "media"))
    folder.mkdir(parents=True, exist_ok=True)
    path = free_path(folder, document.flow.name or name_of(file))
    write_document(document, path)
    return (Imported(path, document),)


def take_in_package(file: Path, folder: Path) -> tuple[Imported, ...]:
    """Copies every scenario of a package and the media it shows into *folder*; damaged media are left out."""
    from editor.exchange.package.reading import read_package, unpack
    from runtime.spreadsheets.refusals import FileRefused

    media = MediaFolder(folder / "media")
    try:
        package = read_package(file)
        documents = [unpack(package, scenario, media) for scenario in package.scenarios]
    except FileRefused as error:
        raise ImportRefused(error.sentence) from error
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Imported] = []
    for document in documents:
        path = free_path(folder, document.flow.name or name_of(file))
        write_document(document, path)
        taken.append(Imported(path, document))
    return tuple(taken)


IMPORTERS: Final[dict[str, Importer]] = {
    SUFFIX: take_in_scenario,
    ".json": take_in_scenario,
    ".xinliu": take_in_package,
}
"""How a file's name ends → what takes it in; the longest ending that fits counts."""


def importer_of(file: Path, importers: Mapping[str, Importer] | None = None) -> Importer:
    """What takes in a file; raises ImportRefused when nothing does."""
    known = IMPORTERS if importers is None else importers
    name = file.name.lower()
    fitting = [ending for ending in known if name.endswith(ending)]
    if not fitting:
        endings = ", ".join(sorted(known))
        raise ImportRefused(
            Wording(
                "「{name}」不是信流认识的文件。能导入的有：{endings}。",
                '"{name}" is no file Xinliu knows. It takes in: {endings}.',
            ).format(name=file.name, endings=endings)
        )
    return known[max(fitting, key=len)]


def with_media(document: Document, source: MediaFolder, target: MediaFolder) -> Document:
    """Copies the pictures a scenario shows; one whose name means another picture there gets another name.

    Raises OSError when one cannot be copied.
    """
    if source.home.resolve() == target.home.resolve():
        return document
    data = flow_json(document.flow)
    renamed: dict[str, str] = {}
    for name in sorted(_media_names(data)):
        file = source.path_of(name)
        if file is None or file.parent.resolve() != source.home.resolve():
            continue
        taken = target.take_in(file)
        if taken != name:
            renamed[name] = taken
    if not renamed:
        return document
    return document.model_copy(update={"flow": Flow.model_validate(_renamed(data, renamed))})


def branched(document: Document, name: str) -> Document:
    """A copy of a scenario that is one of its own: another id, another name, everything else the same."""
    update: dict[str, object] = {"id": FlowId(f"flow-{uuid4().hex[:8]}"), "name": name[:80]}
    return document.model_copy(update={"flow": document.flow.model_copy(update=update)})


def _media_names(data: Any) -> set[str]:  # noqa: ANN401 - JSON
    if isinstance(data, str):
        return {data} if data.startswith(LOCAL) else set()
    if isinstance(data, dict | list):
        values = data.values() if isinstance(data, dict) else data
        return {name for value in values for name in _media_names(value)}
    return set()


def _renamed(data: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(data, str):
        return names.get(data, data)
    if isinstance(data, dict):
        return {key: _renamed(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(value, names) for value in data]
    return data

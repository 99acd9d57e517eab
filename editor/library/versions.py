"""The kept states of every scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from editor.document.difference import difference
from editor.library.canonical import canonical
from editor.library.database import Database
from editor.library.errors import LibraryDamaged
from editor.library.revisions import CHANGES_KEPT_MAX, Revisions, Written
from runtime.flow.document import Document
from runtime.flow.file_format import from_text
from runtime.wording import Wording

__all__ = ["CHANGES_KEPT_MAX", "Versions", "changes_between"]

Describe: TypeAlias = Callable[[Document, Document], Sequence[Wording]]


def changes_between(before: Document, after: Document) -> tuple[Wording, ...]:
    """One sentence for every difference."""
    return tuple(entry.sentence for entry in difference(before, after).entries)


class Versions(Revisions[Document]):
    """The revisions of all scenarios; may be called from any thread, each call is one transaction."""

    def __init__(self, database: Database, describe: Describe = changes_between) -> None:
        super().__init__(database, _written, _read, describe)


def _written(document: Document) -> Written:
    found = canonical(document)
    return Written(document.flow.id, found.digest, found.layout_digest, found.data, len(document.flow.nodes))


def _read(data: bytes) -> Document:
    try:
        return from_text(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise LibraryDamaged(str(error)) from error

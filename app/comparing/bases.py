"""Finds the version that two copies of a scenario began with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from editor.document.difference import difference
from runtime.flow.document import Document, digest
from runtime.wording import Wording, same

if TYPE_CHECKING:
    from pathlib import Path

    from editor.library.workspace import Workspace

CANDIDATES_MAX: Final = 60
"""Versions that are looked at, newest first."""
_SAVED: Final = Wording("上次保存的内容", "what was saved last")


@dataclass(frozen=True, slots=True)
class Base:
    """A version that both copies may have begun with, and what to call it."""

    name: Wording
    document: Document
    is_oldest: bool = False
    """No earlier state is known, so the copies may have begun before it."""


def common_base(ours: Document, theirs: Document, candidates: Iterable[Base]) -> Base | None:
    """The candidate, given newest first, that the other copy was made from; None when none fits.

    Candidates are earlier states of *ours*. The other copy differs least from the one it was made from: every
    edit of ours since then makes a later one differ more. Of several as near the oldest is taken, which may
    ask a question too many but never loses an edit.
    """
    best: tuple[int, Base] | None = None
    known = list(candidates)
    for candidate in known:
        if _has_common(candidate.document, ours) and _has_common(candidate.document, theirs):
            distance = len(difference(candidate.document, theirs).flow_entries)
            if best is None or distance <= best[0]:
                best = (distance, candidate)
    if best is None:
        return None
    found = digest(best[1].document.flow)
    is_oldest = all(digest(each.document.flow) == found for each in known[known.index(best[1]) :])
    return replace(best[1], is_oldest=is_oldest)


def is_sure(base: Base, ours: Document, theirs: Document) -> bool:
    """Whether the base explains both copies.

    When it is what is open now and nothing older is known, all that differs would be taken for their edits.
    """
    found = digest(base.document.flow)
    return not base.is_oldest or found == digest(theirs.flow) or found != digest(ours.flow)


def kept_versions(workspace: Workspace, ours: Document, theirs: Document) -> list[Base]:
    """The versions that the library keeps of *ours*, newest first; the one that is *theirs* alone."""
    from editor.inspector.version_row import moment_in_words

    revisions = workspace.versions.of(ours.flow.id)[:CANDIDATES_MAX]
    alike = [revision for revision in revisions if revision.digest == digest(theirs.flow)]
    return [
        Base(same(revision.name or moment_in_words(revision)), workspace.versions.document(revision.id))
        for revision in alike[:1] or revisions
    ]


def saved_version(path: Path | None) -> list[Base]:
    """The scenario as it stands in its file, if it can be read."""
    from runtime.flow.errors import UnreadableDocument
    from runtime.flow.file_format import read_document

    try:
        return [Base(_SAVED, read_document(path))] if path is not None else []
    except (UnreadableDocument, OSError):
        return []


def _has_common(one: Document, other: Document) -> bool:
    return not one.flow.nodes.keys().isdisjoint(other.flow.nodes)

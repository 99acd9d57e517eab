"""Finds the version that two copies of a scenario began with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from editor.document.difference import difference
from runtime.flow.document import Document, digest

if TYPE_CHECKING:
    from editor.library.workspace import Workspace

CANDIDATES_MAX: Final = 60
"""Versions that are looked at, newest first."""


def common_base(ours: Document, theirs: Document, candidates: Iterable[Document]) -> Document | None:
    """The candidate, given newest first, that the other copy was made from; None when none fits.

    That is the one the other copy differs least from: every edit of ours since then makes a later one differ
    more. Of several as near the oldest is taken, which may ask a question too many but never loses an edit.
    """
    best: tuple[int, Document] | None = None
    for candidate in candidates:
        if _has_common(candidate, ours) and _has_common(candidate, theirs):
            distance = len(difference(candidate, theirs).flow_entries)
            if best is None or distance <= best[0]:
                best = (distance, candidate)
    return None if best is None else best[1]


def kept_versions(workspace: Workspace, ours: Document, theirs: Document) -> list[Document]:
    """The versions that the library keeps of the scenario; the one with the other copy's digest alone."""
    same = workspace.versions.by_digest(ours.flow.id, digest(theirs.flow))
    if same is not None:
        return [workspace.versions.document(same.id)]
    revisions = workspace.versions.of(ours.flow.id)[:CANDIDATES_MAX]
    return [workspace.versions.document(revision.id) for revision in revisions]


def _has_common(one: Document, other: Document) -> bool:
    return not one.flow.nodes.keys().isdisjoint(other.flow.nodes)

"""Joins two edited copies of one scenario."""

from editor.document.merging.conflict import Conflict, Side
from editor.document.merging.merge import Merge, merge

__all__ = ["Conflict", "Merge", "Side", "merge"]

"""What a format is and what it is given to write: the one description for menus, commands and drops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias

from runtime.wording import Language, Wording

if TYPE_CHECKING:
    from editor.library.media_folder import MediaFolder
    from runtime.flow.document import Document
    from runtime.flow.ids import NodeId

Option: TypeAlias = Literal["selection", "scale", "language"]
"""What a person may choose about an export."""

Import: TypeAlias = Literal["", "scenario", "package", "messages", "texts"]
"""What reading a file gives: a scenario, scenarios with media, messages, texts of a script table, nothing."""

Step: TypeAlias = Callable[[int, int], None]
"""Told how much of how much is done; raises `Cancelled` to end the work."""


class Cancelled(Exception):
    """The person does not want the work any more; nothing was written."""


class ExportRefused(Exception):
    """The scenario cannot be written in this format; *sentence* says why."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def no_step(done: int, total: int) -> None:
    """Nobody watches."""


def no_remark(words: Wording) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A scenario as it is now, with what was chosen; safe to hand to another thread."""

    document: Document
    media: MediaFolder
    selection: frozenset[NodeId] = frozenset()
    """The nodes to write; empty stands for all of them."""
    scale: float = 2.0
    """Pixels a unit of the canvas."""
    language: Language = Language.ZH
    """The language of our own words in the file."""
    step: Step = no_step
    remark: Callable[[Wording], None] = no_remark
    """Told what a person should know about the file although it was written."""

    def with_watch(self, step: Step, remark: Callable[[Wording], None]) -> ExportRequest:
        """The same request, watched."""
        return replace(self, step=step, remark=remark)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in menus and commands, and what it can do.

    `write` puts the whole file into a stream; it raises ExportRefused, Cancelled or OSError. Modules that
    define one load what they need only when they write: the menu is there before anything else.
    """

    id: str
    words: Wording
    suffix: str
    """Ending of the file's name, with the dot."""
    write: Callable[[ExportRequest, BinaryIO], None] | None = None
    imports: Import = ""
    more_suffixes: tuple[str, ...] = ()
    """Further endings that are read."""
    options: frozenset[Option] = frozenset()
    paints: bool = False
    """Draws with widgets, so it writes on the thread of the window."""
    rank: int = 50
    """Place in the menu, lowest first."""

    @property
    def can_export(self) -> bool:
        """Whether a scenario can be written so."""
        return self.write is not None

    @property
    def can_import(self) -> bool:
        """Whether such a file can be read."""
        return bool(self.imports)

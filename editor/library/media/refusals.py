"""What the library refuses to do with media, each with the sentence people read.

LibraryRefusal
├── MediaFlawed   the file is damaged, dangerous or of a kind that handsets do not show
├── MediaMissing  the file is gone
├── MediaUsed     a file that is shown somewhere cannot be removed
└── NameTaken     another file has the name, or no file may have it
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from editor.library.errors import LibraryRefusal
from runtime.wording import Wording, printable

if TYPE_CHECKING:
    from editor.library.media.uses import MediaUse


class MediaFlawed(LibraryRefusal):
    """The file cannot be used; *why* says what to do."""

    def __init__(self, name: str, why: Wording) -> None:
        sentence = Wording("「{name}」用不了：{why}", '"{name}" cannot be used: {why}')
        super().__init__(sentence.format(name=printable(name, 60), why=why))
        self.why = why


class MediaMissing(LibraryRefusal):
    """Somebody deleted or moved the file meanwhile."""

    def __init__(self, name: str) -> None:
        sentence = Wording("「{name}」已经不在了。", '"{name}" is not there any more.')
        super().__init__(sentence.format(name=printable(name, 60)))


class MediaUsed(LibraryRefusal):
    """A message would lose its picture."""

    def __init__(self, name: str, uses: Sequence[MediaUse]) -> None:
        first = uses[0]
        sentence = Wording(
            "「{name}」用在 {count} 处，没有移除。先换掉「{scenario}」里的「{place}」。",
            '"{name}" is used in {count} places and was not removed. First change {place} in "{scenario}".',
        )
        super().__init__(
            sentence.format(
                name=printable(name, 60), count=len(uses), scenario=first.scenario_name, place=first.place
            )
        )
        self.uses = tuple(uses)


class NameTaken(LibraryRefusal):
    """Two files cannot have one name."""

    def __init__(self, name: str) -> None:
        sentence = Wording(
            "不能叫「{name}」：已经有了。换个名字。", 'It cannot be called "{name}": choose another name.'
        )
        super().__init__(sentence.format(name=printable(name, 60)))

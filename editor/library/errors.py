"""What the library refuses, each with the sentence people read.

LibraryRefusal
├── NewerLibrary       the catalogue was written by a newer version of the program
├── LibraryDamaged     the catalogue cannot be read
├── LibraryUnwritable  the catalogue cannot be written
├── RevisionMissing    no revision has the id or number asked for
├── ScenarioMissing    no scenario of the catalogue has the id asked for
├── ChatbotMissing     no chatbot of the workspace has the id asked for
└── ImportRefused      a file holds nothing that can be taken in
"""

from __future__ import annotations

from runtime.wording import Wording


class LibraryRefusal(Exception):
    """The library cannot do what was asked; *sentence* says why in both languages."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class NewerLibrary(LibraryRefusal):
    """The catalogue has a schema this program does not know."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            Wording(
                "场景库由更新的版本建立（{found}，这里最高 {known}）。"
                "场景文件照常打开；升级信流后再用版本和搜索。",
                "The library was made by a newer version ({found}, this one knows up to {known}). Scenario "
                "files open as ever; update Xinliu to use versions and search.",
            ).format(found=found, known=known)
        )


class LibraryDamaged(LibraryRefusal):
    """The file of the catalogue is no database, or a broken one."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Wording(
                "场景库的目录读不出来：{reason}。场景文件都在，照常打开。",
                "The catalogue of the library cannot be read: {reason}. The scenario files are all there.",
            ).format(reason=reason)
        )


class LibraryUnwritable(LibraryRefusal):
    """The disk refuses, or another program holds the catalogue for too long."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Wording(
                "场景库的目录没有写成：{reason}。场景文件不受影响。",
                "The catalogue of the library was not written: {reason}. Scenario files are not affected.",
            ).format(reason=reason)
        )
        self.reason = reason


class RevisionMissing(LibraryRefusal):
    """There is no such revision, or no longer."""

    def __init__(self, revision: object) -> None:
        super().__init__(
            Wording("没有版本 {revision}。", "There is no version {revision}.").format(revision=revision)
        )


class ScenarioMissing(LibraryRefusal):
    """The catalogue has no such scenario."""

    def __init__(self) -> None:
        super().__init__(
            Wording("场景库里已经没有这个场景。", "The library does not have this scenario any more.")
        )


class ChatbotMissing(LibraryRefusal):
    """The workspace has no such chatbot."""

    def __init__(self) -> None:
        super().__init__(
            Wording("场景库里已经没有这个聊天机器人。", "The library does not have this chatbot any more.")
        )


class ImportRefused(LibraryRefusal):
    """A file cannot be taken in; the sentence says why."""

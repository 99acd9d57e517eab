"""The chatbots of a workspace: a folder of files, with their kept states in the catalogue."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from editor.library.chatbots.document import (
    SUFFIX,
    ChatbotDocument,
    ChatbotId,
    new_chatbot,
    read_chatbot,
    write_chatbot,
)
from editor.library.chatbots.versions import ChatbotVersions
from editor.library.database import Database
from editor.library.errors import ChatbotMissing
from editor.library.media_folder import MediaFolder
from editor.library.revision import Kind
from editor.library.scenario_files import BIN, free_path
from runtime.flow.errors import UnreadableDocument
from runtime.wording import Wording

CHATBOTS: Final = "chatbots"
"""The folder of the chatbots, in the workspace."""
MOST: Final = 500
"""Files that are read; nobody has so many chatbots."""


@dataclass(frozen=True, slots=True)
class ChatbotEntry:
    """One file of the folder."""

    path: Path
    document: ChatbotDocument | None
    """None for a file that cannot be read."""
    refusal: Wording | None = None
    """Why it cannot be read."""

    @property
    def name(self) -> str:
        """What people call it."""
        named = self.document.chatbot.name.strip() if self.document is not None else ""
        return named or self.path.name.removesuffix(SUFFIX)


class ChatbotShelf:
    """Everything about chatbots that outlasts a sitting; may be called from any thread.

    The files are the truth; a change from outside shows with the next reading.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        """*folder* is the workspace's own; that of the chatbots is made with the first of them."""
        self.folder = folder / CHATBOTS
        self._bin = folder / BIN
        self.versions = ChatbotVersions(database)
        self.media = MediaFolder.beside(self.folder / f"x{SUFFIX}")

    def entries(self) -> tuple[ChatbotEntry, ...]:
        """Every chatbot, by name; of two files with one id the first by its name counts.

        Raises OSError when the folder cannot be read.
        """
        if not self.folder.is_dir():
            return ()
        found: dict[object, ChatbotEntry] = {}
        for path in sorted(self.folder.glob(f"*{SUFFIX}"))[:MOST]:
            entry = _read(path)
            if entry is not None:
                found.setdefault(entry.document.id if entry.document is not None else path, entry)
        return tuple(sorted(found.values(), key=lambda entry: (entry.name, entry.path)))

    def entry(self, chatbot_id: ChatbotId) -> ChatbotEntry:
        """The chatbot with an id; raises ChatbotMissing."""
        for entry in self.entries():
            if entry.document is not None and entry.document.id == chatbot_id:
                return entry
        raise ChatbotMissing

    def save(self, document: ChatbotDocument, kind: Kind | None = "saved") -> ChatbotEntry:
        """Writes a chatbot into its file, made or renamed after it if need be.

        The state is kept as a version unless *kind* is None. Raises OSError; the old file is then untouched.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            path: Path | None = self.entry(document.id).path
        except ChatbotMissing:
            path = None
        name = document.chatbot.name.strip() or "Chatbot"
        wanted = path if path is not None and _is_named(path, name) else free_path(self.folder, name, SUFFIX)
        write_chatbot(document, wanted)
        if path is not None and path != wanted:
            path.unlink(missing_ok=True)
        if kind is not None:
            self.versions.record(document, kind)
        return ChatbotEntry(wanted, document)

    def create(self, name: str) -> ChatbotEntry:
        """A new chatbot called *name*; raises OSError."""
        return self.save(new_chatbot(name))

    def duplicate(self, chatbot_id: ChatbotId, name: str) -> ChatbotEntry:
        """A copy called *name* that is registered nowhere; raises ChatbotMissing or OSError."""
        document = self.entry(chatbot_id).document
        assert document is not None
        chatbot = document.chatbot.with_changes(name=name, addresses=())
        return self.save(ChatbotDocument(id=ChatbotId(f"chatbot-{uuid4().hex[:8]}"), chatbot=chatbot))

    def take_in(self, document: ChatbotDocument) -> ChatbotEntry:
        """Puts a chatbot from elsewhere on the shelf, under another id where its own is taken.

        Raises OSError.
        """
        try:
            self.entry(document.id)
        except ChatbotMissing:
            return self.save(document, "imported")
        made = ChatbotId(f"chatbot-{uuid4().hex[:8]}")
        return self.save(document.with_changes(id=made), "imported")

    def remove(self, chatbot_id: ChatbotId) -> Path:
        """Puts a chatbot into the bin and tells where; raises ChatbotMissing or OSError."""
        entry = self.entry(chatbot_id)
        self._bin.mkdir(parents=True, exist_ok=True)
        place = free_path(self._bin, entry.path.name.removesuffix(SUFFIX), SUFFIX)
        entry.path.replace(place)
        os.utime(place)
        return place

    def empty_bin(self, oldest_s: float) -> None:
        """Deletes the chatbots that were removed before *oldest_s*, in seconds since 1970."""
        for file in self._bin.glob(f"*{SUFFIX}"):
            if file.stat().st_mtime < oldest_s:
                file.unlink(missing_ok=True)

    def bring_back(self, place: Path) -> ChatbotEntry:
        """Takes a chatbot out of the bin; raises UnreadableDocument or OSError."""
        document = read_chatbot(place)
        path = free_path(self.folder, place.name.removesuffix(SUFFIX), SUFFIX)
        self.folder.mkdir(parents=True, exist_ok=True)
        place.replace(path)
        return ChatbotEntry(path, document)


def _read(path: Path) -> ChatbotEntry | None:
    try:
        return ChatbotEntry(path, read_chatbot(path))
    except UnreadableDocument as error:
        return ChatbotEntry(path, None, error.sentence)
    except OSError:
        return None


def _is_named(path: Path, name: str) -> bool:
    """Whether a file is called after *name*, a number behind it left aside."""
    stem = path.name.removesuffix(SUFFIX)
    wanted = free_path(path.parent / path.name, name, SUFFIX).name.removesuffix(SUFFIX)
    return stem == wanted or stem.rpartition(" ")[0] == wanted

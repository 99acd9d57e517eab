"""What the files of one media folder are, for forms and checks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from editor.library.media.probing import probe
from editor.library.media_folder import MediaFolder
from runtime.messages.media import LOCAL
from runtime.messages.media_facts import MediaFacts


class FileFacts:
    """Remembers what the files of a folder are, until they change; may be asked from any thread."""

    def __init__(self, folder: MediaFolder) -> None:
        self.folder = folder
        self._known: dict[tuple[Path, int, int], MediaFacts] = {}

    def facts(self, source: str) -> MediaFacts | None:
        """What is known about a source, None when it is not here."""
        file = self.folder.path_of(source)
        if file is None:
            return None
        try:
            stat = file.stat()
            key = (file, stat.st_mtime_ns, stat.st_size)
            if key not in self._known:
                self._known[key] = probe(file, source)
        except OSError:
            return None
        return self._known[key]

    def by_name(self) -> Mapping[str, MediaFacts]:
        """Every file that is here: name → facts, for the checks."""
        found = {name: self.facts(LOCAL + name) for name in sorted(self.folder.names())}
        return {name: facts for name, facts in found.items() if facts is not None}

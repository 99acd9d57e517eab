"""Takes files into a media folder: looked at first, and under a name that tells what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from editor.library.media.plain_pictures import NOTED_TYPES, without_notes
from editor.library.media.probing import probe
from editor.library.media.refusals import MediaFlawed
from editor.library.media_folder import MediaFolder
from runtime.messages.media import LOCAL
from runtime.messages.media_facts import MediaFacts


def take_checked(file: Path, folder: MediaFolder) -> MediaFacts:
    """Copies a file into a folder and says what it is; raises MediaFlawed, OSError or ValueError.

    The copy ends in what its bytes are, whatever the file was called. Of a picture it has what shows and
    nothing that the camera noted, above all no place.
    """
    facts = probe(file)
    if facts.problem is not None:
        raise MediaFlawed(file.name, facts.problem)
    name = honest_name(file.name, facts.content_type)
    if facts.content_type not in NOTED_TYPES:
        source = folder.take_in(file, name=name)
        return replace(facts, source=source, name=source.removeprefix(LOCAL))
    source = folder.take_bytes(without_notes(folder.read(file), facts.content_type), name)
    taken = folder.path_of(source)
    assert taken is not None
    return replace(probe(taken), source=source, name=source.removeprefix(LOCAL))


_ENDINGS: Final = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/bmp": (".bmp",),
    "audio/amr": (".amr",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a", ".mp4"),
    "audio/aac": (".aac",),
    "audio/wav": (".wav",),
    "video/mp4": (".mp4", ".m4v"),
    "video/3gpp": (".3gp",),
    "video/webm": (".webm",),
    "video/quicktime": (".mov",),
}


def honest_name(name: str, content_type: str) -> str:
    """*name* with the ending of its type when it has that of another."""
    endings = _ENDINGS.get(content_type, ())
    path = Path(name)
    if not endings or path.suffix.lower() in endings:
        return name
    known = {ending for each in _ENDINGS.values() for ending in each}
    return (path.stem if path.suffix.lower() in known else name) + endings[0]

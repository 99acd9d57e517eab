"""The files a scenario shows, read for a runtime."""

from __future__ import annotations

from hashlib import sha256

from app.media import content_type_of
from app.open_document import media_sources
from editor.library.media_folder import MediaFolder
from runtime.flow.flow import Flow
from runtime.messages.media import LOCAL
from runtime.store.flows import MediaFile


def files_of(flow: Flow, media: MediaFolder) -> list[MediaFile]:
    """Every file of the folder that the flow's messages show; may take a while. Raises OSError."""
    found: list[MediaFile] = []
    for source in media_sources(flow):
        file = media.path_of(source)
        if file is not None:
            found.append(MediaFile(source.removeprefix(LOCAL), content_type_of(file), file.read_bytes()))
    return found


def digests_of(flow: Flow, media: MediaFolder) -> dict[str, str]:
    """Media name → digest of those files, as a version keeps them. Raises OSError."""
    found: dict[str, str] = {}
    for source in media_sources(flow):
        file = media.path_of(source)
        if file is not None:
            found[source.removeprefix(LOCAL)] = sha256(file.read_bytes()).hexdigest()
    return found

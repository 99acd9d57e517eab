"""The files a scenario shows, read for a runtime; works on a machine without Qt."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from app.exporting.wire_messages import messages_of
from editor.library.media_folder import MediaFolder
from runtime.flow.flow import Flow
from runtime.messages.media import LOCAL
from runtime.store.flows import MediaFile


def files_of(flow: Flow, media: MediaFolder) -> list[MediaFile]:
    """Every file of the folder that the flow's messages show; may take a while. Raises OSError.

    The checks find one that is missing.
    """
    return [
        MediaFile(name, mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())
        for name, file in _shown(flow, media)
    ]


def digests_of(flow: Flow, media: MediaFolder) -> dict[str, str]:
    """Media name → digest of those files, as a version keeps them. Raises OSError."""
    return {name: sha256(file.read_bytes()).hexdigest() for name, file in _shown(flow, media)}


def _shown(flow: Flow, media: MediaFolder) -> Iterator[tuple[str, Path]]:
    sources = {
        source: None
        for node in flow.nodes.values()
        for _, message in messages_of(node)
        for source in message.media_sources()
    }
    for source in sources:
        file = media.path_of(source)
        if file is not None:
            yield source.removeprefix(LOCAL), file

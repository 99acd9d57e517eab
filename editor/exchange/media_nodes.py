"""Makes messages of media files: a rich card for a picture or a video, a file message for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.document.store import Store
from editor.exchange.format import Step, no_step
from editor.library.media.refusals import MediaFlawed
from editor.library.media.taking import take_checked
from editor.library.media_folder import MAX_MEDIA_BYTES, MediaFolder
from runtime.flow.ids import NodeId
from runtime.flow.node import MAX_TITLE
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording, printable

MEDIA_SUFFIXES: Final = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".bmp",
        ".mp4",
        ".3gp",
        ".webm",
        ".mp3",
        ".amr",
        ".m4a",
        ".aac",
    }
)
_STEP_X: Final = 340.0
_ADD = Wording("加入 {count} 个媒体文件", "Add {count} media files")
_TOO_LARGE = Wording(
    "「{name}」超过 {limit} MB。换一个小一些的文件。", '"{name}" is over {limit} MB. Use a smaller file.'
)


@dataclass(frozen=True, slots=True)
class TakenMedia:
    """A file that stands in the media folder now."""

    source: str
    title: str
    content_type: str
    size_bytes: int
    duration_s: float = 0.0


def take_media(files: Sequence[Path], folder: MediaFolder, step: Step = no_step) -> list[TakenMedia]:
    """Copies files into a media folder; raises FileRefused for one that cannot be used, OSError."""
    taken: list[TakenMedia] = []
    for number, file in enumerate(files, start=1):
        try:
            facts = take_checked(file, folder)
        except MediaFlawed as flaw:
            raise FileRefused(flaw.sentence) from flaw
        except ValueError as error:
            name = printable(file.name, 80)
            raise FileRefused(_TOO_LARGE.format(name=name, limit=MAX_MEDIA_BYTES >> 20)) from error
        title = printable(file.stem, MAX_TITLE)
        taken.append(TakenMedia(facts.source, title, facts.content_type, facts.size_bytes, facts.duration_s))
        step(number, len(files))
    return taken


def add_media_nodes(store: Store, media: Sequence[TakenMedia], at: tuple[float, float]) -> tuple[NodeId, ...]:
    """Adds a message for each of *media*, side by side from *at* on, in one edit."""
    made: list[NodeId] = []
    with store.edit(_ADD.format(count=len(media))) as draft:
        for index, each in enumerate(media):
            node_id = NodeId(draft.new_id("n"))
            node = SendMessage(id=node_id, title=each.title, message=Message(content=_content(each)))
            draft.add_node(node, at[0] + index * _STEP_X, at[1])
            made.append(node_id)
    return tuple(made)


def _content(media: TakenMedia) -> Element:
    if media.content_type.startswith(("image/", "video/")):
        shown = CardMedia(source=media.source, content_type=media.content_type, size_bytes=media.size_bytes)
        return RichCard(card=Card(media=shown, title=""))
    return File(
        source=media.source,
        content_type=media.content_type,
        size_bytes=media.size_bytes,
        name=media.title,
        duration_s=media.duration_s,
    )

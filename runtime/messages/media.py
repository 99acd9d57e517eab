"""Pictures, audio and video inside messages."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field

from runtime.messages.blocks import MediaBlock, MediaHeight
from runtime.messages.wire import MediaUrl, as_uri
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording

LOCAL = "media:"
"""Prefix of a source that names a file of the scenario instead of a URL."""

HEIGHTS = {
    "SHORT_HEIGHT": Wording("矮", "Short"),
    "MEDIUM_HEIGHT": Wording("中", "Medium"),
    "TALL_HEIGHT": Wording("高", "Tall"),
}


class Thumbnail(Record):
    """The small still shown before the media itself is fetched."""

    source: Annotated[str, Hint(Wording("缩略图", "Thumbnail"), widget="media", required=True)] = ""
    content_type: str = "image/jpeg"
    size_bytes: Annotated[
        int, Field(ge=0), Hint(Wording("缩略图大小", "Thumbnail size"), limit="thumbnail_bytes")
    ] = 0


PLAYED: Final = (
    "video/mp4",
    "video/webm",
    "video/3gpp",
    "video/quicktime",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/aac",
    "audio/wav",
)
"""The types whose still a person chooses; that of a picture is made of the picture."""

STILL: Final = Hint(Wording("缩略图", "Thumbnail"), only_if={"content_type": PLAYED})


class CardMedia(Record):
    """The picture or video of a rich card.

    Source: RCC.07 botmessage `media`: mediaUrl, mediaContentType, mediaFileSize and height are required.
    """

    source: Annotated[str, Hint(Wording("图片", "Picture"), widget="media", required=True)] = ""
    content_type: str = "image/jpeg"
    size_bytes: Annotated[int, Field(ge=0), Hint(Wording("文件大小", "File size"), limit="media_bytes")] = 0
    height: Annotated[MediaHeight, Hint(Wording("图片高度", "Picture height"), choices=HEIGHTS)] = (
        "MEDIUM_HEIGHT"
    )
    thumbnail: Annotated[Thumbnail | None, STILL] = None
    description: Annotated[
        str,
        Hint(
            Wording("图片说明（读屏）", "Picture description (screen readers)"),
            limit="content_description",
            group="more",
            template=True,
            spoken=True,
        ),
    ] = ""

    def to_wire(self, media_url: MediaUrl) -> dict[str, Any]:
        """The RCC.07 media object."""
        wire: dict[str, Any] = {
            "mediaUrl": as_uri(media_url(self.source)),
            "mediaContentType": self.content_type,
            "mediaFileSize": self.size_bytes,
            "height": self.height,
        }
        if self.thumbnail is not None:
            wire["thumbnailUrl"] = as_uri(media_url(self.thumbnail.source))
            wire["thumbnailContentType"] = self.thumbnail.content_type
            wire["thumbnailFileSize"] = self.thumbnail.size_bytes
        if self.description:
            wire["contentDescription"] = self.description
        return wire

    def block(self, path: FieldPath) -> MediaBlock:
        """The picture as the handset draws it."""
        thumbnail = self.thumbnail.source if self.thumbnail else ""
        return MediaBlock(path, self.source, self.content_type, thumbnail, self.description, self.height)

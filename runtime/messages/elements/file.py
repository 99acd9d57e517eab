"""A file, a recording or a video."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from runtime.messages.blocks import Block, FileBlock
from runtime.messages.elements.element import Element
from runtime.messages.media import STILL, Thumbnail
from runtime.messages.wire import FILE, MediaUrl, WirePart, as_uri
from runtime.records import FieldPath, Hint
from runtime.wording import Wording


class File(Element):
    """A file transfer of one file and, if given, its thumbnail.

    A size of 0 is one nobody knows and does not go out. Source: CT/CU interface V1.0.4 §9.4.3 (JSON array of
    at most two entries, type thumbnail|file; name, type and size may be absent, never empty).
    """

    type: Literal["file"] = "file"
    source: Annotated[str, Hint(Wording("文件", "File"), widget="media", required=True)] = ""
    name: Annotated[str, Hint(Wording("文件名", "File name"), limit="file_name", spoken=True)] = ""
    content_type: str = "application/octet-stream"
    size_bytes: Annotated[int, Field(ge=0), Hint(Wording("文件大小", "File size"), limit="media_bytes")] = 0
    duration_s: Annotated[
        float, Field(ge=0), Hint(Wording("时长（秒）", "Duration (s)"), limit="media_duration")
    ] = 0.0
    thumbnail: Annotated[Thumbnail | None, STILL] = None
    label: ClassVar = Wording("文件与音视频", "File, audio, video")
    icon: ClassVar = "file"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        own: dict[str, Any] = {"type": "file", "url": as_uri(media_url(self.source))}
        if self.name:
            own["fileName"] = self.name
        own["contentType"] = self.content_type
        if self.size_bytes:
            own["fileSize"] = self.size_bytes
        if self.thumbnail is None:
            return WirePart(FILE, [own], self.duration_s)
        small: dict[str, Any] = {
            "type": "thumbnail",
            "url": as_uri(media_url(self.thumbnail.source)),
            "contentType": self.thumbnail.content_type,
        }
        if self.thumbnail.size_bytes:
            small["fileSize"] = self.thumbnail.size_bytes
        return WirePart(FILE, [small, own], self.duration_s)

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        thumbnail = self.thumbnail.source if self.thumbnail else ""
        return (
            FileBlock(
                path, self.source, self.name, self.content_type, self.size_bytes, thumbnail, self.duration_s
            ),
        )

    @override
    def plain_text(self) -> str:
        return self.name

    @override
    def media_sources(self) -> tuple[str, ...]:
        thumbnail = (self.thumbnail.source,) if self.thumbnail else ()
        return (self.source, *thumbnail) if self.source else ()

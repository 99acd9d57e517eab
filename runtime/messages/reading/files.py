"""Reads file transfers."""

from __future__ import annotations

from runtime.messages.elements.file import File
from runtime.messages.media import Thumbnail
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.wire_object import WireObject, objects_in


def read_file(entries: object, place: str, notes: Notes) -> File | None:
    """The file of a `rcs-ft-http` array of at most two entries, None when none of them is a file."""
    file: File | None = None
    thumbnail: Thumbnail | None = None
    for entry in objects_in(entries, place, notes):
        kind = entry.choice("type", ("file", "thumbnail"), "file")
        if kind == "thumbnail" and thumbnail is None:
            thumbnail = Thumbnail(
                source=entry.address("url", required=True),
                content_type=_content_type(entry),
                size_bytes=_size(entry),
            )
        elif kind == "file" and file is None:
            file = File(
                source=entry.address("url", required=True),
                name=entry.text("fileName"),
                content_type=_content_type(entry),
                size_bytes=_size(entry),
                duration_s=_duration_s(entry),
            )
        else:
            notes.leave_out(entry.place, "一条消息只有一个文件", "a message carries one file")
            continue
        if entry.take("until") is not None:
            notes.repair(
                entry.at("until"),
                "是那一份的有效期，没有保留",
                "the validity of that copy, not kept",
            )
        entry.finish()
    if file is None:
        notes.leave_out(place, "没有 type 为 file 的一项", "has no entry of type file")
        return None
    return file if thumbnail is None else file.model_copy(update={"thumbnail": thumbnail})


def _content_type(entry: WireObject) -> str:
    """The MIME type; `contenType` stands in the carriers' own sample."""
    if not entry.has("contentType") and entry.has("contenType"):
        entry.notes.repair(entry.at("contenType"), "按 contentType 读取", "read as contentType")
        return entry.text("contenType")
    return entry.text("contentType") or "application/octet-stream"


def _duration_s(entry: WireObject) -> float:
    """The playing length of a recording, which only the XML form tells."""
    length_ms = entry.take("durationMs")
    return length_ms / 1000 if isinstance(length_ms, int) and not isinstance(length_ms, bool) else 0.0


def _size(entry: WireObject) -> int:
    return entry.size("fileSize") if entry.has("fileSize") else 0

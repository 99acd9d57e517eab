"""A file, a recording or a video as an attachment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import FileBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.metrics import (
    AUDIO_HEIGHT,
    AUDIO_WIDTH,
    BUBBLE_RADIUS,
    CARD_PADDING_X,
    CARD_PADDING_Y,
    FILE_TILE_HEIGHT,
    FILE_TILE_WIDTH,
    FILE_WIDTH,
    PLAY_DISC,
    VIDEO_HEIGHT,
)
from widgets.handset.paragraph import Paragraph, one_line
from widgets.handset.typeface import line_height
from widgets.language import tr

PLAYED_SHARE: Final = 1 / 3
"""Where a recording stands in the still of it running."""

FileShape: TypeAlias = Literal["file", "audio", "picture", "video"]


@dataclass(frozen=True, kw_only=True)
class FileBox(Box):
    """A measured attachment; `still` and `tile` are empty where the shape has none."""

    shape: FileShape
    source: str
    """What the still shows: the thumbnail if there is one, else a picture itself."""
    still: QRectF
    tile: QRectF
    """The icon tile of a file, the play disc of audio and video."""
    bars: QRectF
    name: Paragraph
    name_at: QPointF
    detail: Paragraph
    detail_at: QPointF
    running: Paragraph | None
    """How far it is while it runs, of how much: `0:06 / 0:18`."""
    running_at: QPointF


def lay_out_file(block: FileBlock, scale: float = 1.0) -> FileBox:
    """Measure an attachment by what its content type says it is."""
    family = block.content_type.partition("/")[0]
    shapes: dict[str, FileShape] = {"audio": "audio", "video": "video", "image": "picture"}
    shape = shapes.get(family, "file")
    if shape == "audio":
        return _audio(block, scale)
    return _file(block, scale) if shape == "file" else _still(block, shape, scale)


def size_text(size_bytes: int) -> str:
    """A file size for people, in steps of 1024; — when unknown."""
    if size_bytes <= 0:
        return "—"
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{round(size_bytes / 1024)} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"


def duration_text(duration_s: float) -> str:
    """Minutes and seconds, `0:18`; —:— when unknown."""
    whole = round(duration_s)
    return f"{whole // 60}:{whole % 60:02d}" if whole > 0 else "—:—"


def _running_text(block: FileBlock) -> str:
    reached = duration_text(block.duration_s * PLAYED_SHARE) if block.duration_s > 0 else "0:06"
    return f"{reached} / {duration_text(block.duration_s)}"


def kind_text(block: FileBlock) -> str:
    """The kind of a file in one word: its extension, else the second half of its content type."""
    extension = PurePosixPath(block.name).suffix.lstrip(".")
    return (extension or block.content_type.rpartition("/")[2]).upper()[:12]


def _file(block: FileBlock, scale: float) -> FileBox:
    lines = line_height("file", scale) + line_height("meta", scale)
    height = max(FILE_TILE_HEIGHT, lines) + 2 * CARD_PADDING_Y
    tile = QRectF(CARD_PADDING_X, CARD_PADDING_Y, FILE_TILE_WIDTH, FILE_TILE_HEIGHT)
    left = tile.right() + 10
    room = FILE_WIDTH - left - CARD_PADDING_X
    name = one_line(block.name or tr("文件", "File"), "file", room, scale)
    detail = one_line(f"{kind_text(block)} · {size_text(block.size_bytes)}", "meta", room, scale)
    top = (height - lines) / 2
    return FileBox(
        width=FILE_WIDTH,
        height=height,
        areas=(_area(block, FILE_WIDTH, height), _name_area(block, QPointF(left, top), room, name)),
        shape="file",
        source=block.thumbnail,
        still=QRectF(),
        tile=tile,
        bars=QRectF(),
        name=name,
        name_at=QPointF(left, top),
        detail=detail,
        detail_at=QPointF(left, top + line_height("file", scale)),
        running=None,
        running_at=QPointF(),
    )


def _audio(block: FileBlock, scale: float) -> FileBox:
    disc = QRectF(CARD_PADDING_X, (AUDIO_HEIGHT - PLAY_DISC) / 2, PLAY_DISC, PLAY_DISC)
    running = one_line(_running_text(block), "meta", 96, scale)
    time = one_line(duration_text(block.duration_s), "meta", 64, scale)
    right = AUDIO_WIDTH - CARD_PADDING_X - 8
    time_x = right - time.width
    return FileBox(
        width=AUDIO_WIDTH,
        height=AUDIO_HEIGHT,
        areas=(_area(block, AUDIO_WIDTH, AUDIO_HEIGHT),),
        shape="audio",
        source="",
        still=QRectF(),
        tile=disc,
        bars=QRectF(disc.right() + 10, disc.top() + 4, time_x - disc.right() - 24, PLAY_DISC - 8),
        name=one_line("", "meta", 1),
        name_at=QPointF(),
        detail=time,
        detail_at=QPointF(time_x, (AUDIO_HEIGHT - line_height("meta", scale)) / 2),
        running=running,
        running_at=QPointF(right - running.width, (AUDIO_HEIGHT - line_height("meta", scale)) / 2),
    )


def _still(block: FileBlock, shape: FileShape, scale: float) -> FileBox:
    still = QRectF(0, 0, FILE_WIDTH, VIDEO_HEIGHT)
    disc = QRectF(0, 0, PLAY_DISC + 8, PLAY_DISC + 8) if shape == "video" else QRectF()
    disc.moveCenter(still.center())
    room = FILE_WIDTH - 2 * CARD_PADDING_X
    length = f" · {duration_text(block.duration_s)}" if shape == "video" else ""
    top = VIDEO_HEIGHT + CARD_PADDING_Y - 2
    height = top + line_height("file", scale) + line_height("meta", scale) + CARD_PADDING_Y - 2
    running = one_line(_running_text(block), "meta", 96, scale) if shape == "video" else None
    name = one_line(block.name or tr("文件", "File"), "file", room, scale)
    name_at = QPointF(CARD_PADDING_X, top)
    return FileBox(
        width=FILE_WIDTH,
        height=height,
        areas=(_area(block, FILE_WIDTH, height), _name_area(block, name_at, room, name)),
        shape=shape,
        source=block.thumbnail or (block.source if shape == "picture" else ""),
        still=still,
        tile=disc,
        bars=QRectF(),
        name=name,
        name_at=name_at,
        detail=one_line(f"{kind_text(block)}{length} · {size_text(block.size_bytes)}", "meta", room, scale),
        detail_at=QPointF(CARD_PADDING_X, top + line_height("file", scale)),
        running=running,
        running_at=still.bottomLeft() + QPointF(CARD_PADDING_X, -line_height("meta", scale) - 18),
    )


def _area(block: FileBlock, width: float, height: float) -> HitArea:
    rect = QRectF(0, 0, width, height)
    is_played = block.content_type.startswith(("audio/", "video/"))
    kind = AreaKind.PLAY if is_played else AreaKind.LINK
    return HitArea(rect, kind, block.name or kind_text(block), block.path, block.source, BUBBLE_RADIUS)


def _name_area(block: FileBlock, at: QPointF, room: float, name: Paragraph) -> HitArea:
    """The name as a field of its own, typed where it stands while editing."""
    rect = QRectF(at.x() - 4, at.y() - 1, room + 8, name.height + 2)
    return HitArea(rect, AreaKind.FIELD, block.name, (*block.path, "name"), radius=4)

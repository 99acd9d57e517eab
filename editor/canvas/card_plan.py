"""What a node's card shows and where: worked out once, when the node changes, and painted many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from editor.canvas import measures as m
from editor.canvas.text_fit import TextFit
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName
from runtime.flow.node import Node, UnknownNode
from runtime.flow.preview import Preview
from runtime.wording import Wording
from widgets.language import tr
from widgets.theme import Theme

LOOSE = Wording("未连接", "unwired")
FOLDED = Wording("还有 {count} 个出口", "{count} more exits")


class Fits:
    """The fonts of a card with their measures."""

    def __init__(self, theme: Theme) -> None:
        self.title = TextFit(theme.font("node_title", follows_scale=False))
        self.body = TextFit(theme.font("node_body", follows_scale=False))
        self.second = TextFit(theme.font("label", follows_scale=False))
        self.row = TextFit(theme.font("exit_row", follows_scale=False))
        self.badge = TextFit(theme.font("badge_strong", follows_scale=False))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text of the preview."""

    text: str
    at: QPointF
    style: Literal["body", "second"]


@dataclass(frozen=True, slots=True)
class ExitRow:
    """One row of a way out."""

    name: ExitName
    label: str
    y: float
    """Middle of the row."""
    is_timeout: bool
    is_loose: bool
    note: str
    baseline: float


@dataclass(frozen=True, slots=True)
class CardPlan:
    """Everything a card shows, placed relative to its top left corner."""

    width: float
    height: float
    title: str
    icon: str
    category: str
    thumbs: tuple[tuple[QRectF, str], ...]
    """Frames of the pictures with their sources; an empty source is a picture still to be chosen."""
    more_pictures: int
    """How many pictures are not shown."""
    map_frame: QRectF | None
    lines: tuple[Line, ...]
    divider: float | None
    """Where the hairline above the exits runs, or None without exits."""
    rows: tuple[ExitRow, ...]
    fold: tuple[float, str] | None
    """Middle and words of the row that stands for the folded exits."""
    exits: dict[ExitName, float]
    """Exit → height of its socket; folded exits share that of the fold row."""
    has_entry: bool
    is_unknown: bool


def plan_card(node: Node, fits: Fits, unfolded: bool = False) -> CardPlan:
    """Work out the card of a node; texts are read no further than the card can show."""
    preview, ways = node.preview(), node.exits()
    width = _width(node, preview, ways)
    y = m.HEADER
    thumbs, more, map_frame = _pictures(preview, y + m.PREVIEW_TOP)
    bottom = _bottom_of_pictures(thumbs, map_frame)
    lines, y = _lines(node, preview, fits, width, bottom)
    rows, fold, exits, height = _rows(ways, fits, width, y, unfolded)
    return CardPlan(
        width,
        height,
        tr(node.named()),
        preview.icon or node.icon,
        node.category,
        thumbs,
        more,
        map_frame,
        lines,
        y if ways else None,
        rows,
        fold,
        exits,
        node.has_entry,
        isinstance(node, UnknownNode),
    )


def _width(node: Node, preview: Preview, ways: tuple[Exit, ...]) -> float:
    if len(preview.pictures) > 1:
        return m.WIDTH_CARDS
    if preview.pictures or preview.shows_map:
        return m.WIDTH_PICTURE
    if not ways and not preview.lines:
        return m.WIDTH_END
    if isinstance(node, UnknownNode):
        return m.WIDTH_PLAIN
    if node.category == "entry" and ways:
        return m.WIDTH_START
    return m.WIDTH_SPLIT if any(way.kind == "arm" for way in ways) else m.WIDTH_PLAIN


def _pictures(preview: Preview, top: float) -> tuple[tuple[tuple[QRectF, str], ...], int, QRectF | None]:
    if preview.shows_map:
        return (), 0, QRectF(m.PADDING, top, *m.MAP)
    if len(preview.pictures) == 1:
        return ((QRectF(m.PADDING, top, *m.PICTURE), preview.pictures[0]),), 0, None
    width, height = m.THUMB
    shown = preview.pictures[: m.THUMBS_MAX]
    thumbs = tuple(
        (QRectF(m.PADDING + index * (width + m.THUMB_GAP), top, width, height), source)
        for index, source in enumerate(shown)
    )
    return thumbs, len(preview.pictures) - len(shown), None


def _bottom_of_pictures(thumbs: tuple[tuple[QRectF, str], ...], map_frame: QRectF | None) -> float | None:
    if map_frame is not None:
        return map_frame.bottom()
    return thumbs[0][0].bottom() if thumbs else None


def _lines(
    node: Node, preview: Preview, fits: Fits, width: float, pictures: float | None
) -> tuple[tuple[Line, ...], float]:
    """The lines, and where the preview ends."""
    room = width - 2 * m.PADDING
    is_loud = node.category in ("talk", "outside")
    read = (" ".join(tr(line)[: m.TEXT_READ_MAX].split()) for line in preview.lines)
    texts = [tr(node.label)] if isinstance(node, UnknownNode) else [text for text in read if text]
    texts = texts[: m.LINES_MAX]
    styles: list[Literal["body", "second"]] = ["body" if is_loud else "second", "second"]
    placed: list[tuple[str, Literal["body", "second"]]] = []
    if len(texts) == 1:
        fit = fits.body if is_loud else fits.second
        placed = [(text, styles[0]) for text in fit.wrapped(texts[0], room, m.LINES_MAX)]
    else:
        for text, style in zip(texts, styles, strict=False):
            placed.append(((fits.body if style == "body" else fits.second).elided(text, room), style))
    if not placed:
        return (), m.HEADER if pictures is None else pictures + m.PREVIEW_BOTTOM
    y = m.HEADER + m.PREVIEW_BOTTOM if pictures is None else pictures + m.PREVIEW_BOTTOM - 1
    lines = []
    for text, style in placed:
        fit = fits.body if style == "body" else fits.second
        lines.append(Line(text, QPointF(m.PADDING, fit.baseline(y, m.LINE)), style))
        y += m.LINE
    return tuple(lines), y + m.PREVIEW_BOTTOM


def _rows(
    ways: tuple[Exit, ...], fits: Fits, width: float, top: float, unfolded: bool
) -> tuple[tuple[ExitRow, ...], tuple[float, str] | None, dict[ExitName, float], float]:
    """The rows, the fold row, the sockets and the card's height."""
    if not ways:
        return (), None, {}, top
    folds = len(ways) > m.EXITS_SHOWN_MAX and not unfolded
    shown = ways[: m.EXITS_SHOWN_MAX - 1] if folds else ways
    y = top + m.ROWS_PADDING
    rows, exits = [], {}
    for way in shown:
        row = _row(way, fits, width, y)
        rows.append(row)
        exits[way.name] = row.y
        y += m.ROW
    fold = None
    if folds:
        fold = (y + m.ROW / 2, tr(FOLDED.format(count=len(ways) - len(shown))))
        exits.update((way.name, fold[0]) for way in ways[len(shown) :])
        y += m.ROW
    return tuple(rows), fold, exits, y + m.ROWS_PADDING


def _row(way: Exit, fits: Fits, width: float, y: float) -> ExitRow:
    is_loose, is_timeout = way.target is None, way.kind == "timeout"
    note = tr(LOOSE) if is_loose else tr(way.note) if way.note else ""
    taken = fits.second.width(note) + 8 if note else 44.0
    room = width - m.PADDING - m.ROW_RIGHT - taken - (20 if is_timeout else 0)
    label = " ".join(tr(way.label)[: m.TEXT_READ_MAX].split())
    return ExitRow(
        way.name,
        fits.row.elided(label, max(room, 24)),
        y + m.ROW / 2,
        is_timeout,
        is_loose,
        note,
        fits.row.baseline(y, m.ROW),
    )

"""Paints one card; how much of it depends on the zoom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor.canvas import measures as m
from editor.canvas.badge_painter import paint_badge, paint_dot, paint_found
from editor.canvas.card import Card
from editor.canvas.card_plan import ExitRow
from editor.canvas.glyph_painter import paint_glyph
from editor.canvas.paints import MUTED, TILE_RADIUS, Paints
from editor.canvas.preview_painter import paint_lines, paint_pictures
from editor.canvas.socket_painter import paint_sockets
from editor.canvas.thumbnails import Thumbnails
from widgets.theme.measures import ICON_SMALL

_LOCK: Final = 12


def paint_card(painter: QPainter, card: Card, paints: Paints, thumbnails: Thumbnails, zoom: float) -> None:
    """Paint a card at its place; *painter* is in scene units and is left as it was but for pen and brush."""
    painter.translate(card.x, card.y)
    is_faded = card.is_muted and not paints.theme.is_high_contrast
    if is_faded:
        painter.setOpacity(MUTED)
    _paint_ground(painter, card, paints)
    if zoom >= m.BAND_TITLE:
        _paint_header(painter, card, paints, zoom)
        paint_pictures(painter, card.plan, paints, thumbnails)
        paint_lines(painter, card.plan, paints)
        _paint_rows(painter, card, paints)
    else:
        _paint_far(painter, card, paints, zoom)
    paint_sockets(painter, card, paints, zoom)
    if card.is_found:
        paint_found(painter, paints, zoom)
    if is_faded:
        painter.setOpacity(1.0)
    painter.translate(-card.x, -card.y)


def _paint_ground(painter: QPainter, card: Card, paints: Paints) -> None:
    width, height = card.plan.width, card.plan.height
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if card.selected == "one":
        painter.setPen(paints.ring)
        painter.drawRoundedRect(QRectF(-3, -3, width + 6, height + 6), m.RADIUS + 3, m.RADIUS + 3)
    if card.is_focused:
        painter.setPen(paints.ring)
        painter.drawRoundedRect(QRectF(-7, -7, width + 14, height + 14), m.RADIUS + 7, m.RADIUS + 7)
    if card.is_active:
        painter.setPen(paints.glow)
        painter.drawRoundedRect(QRectF(-2, -2, width + 4, height + 4), m.RADIUS + 2, m.RADIUS + 2)
    painter.setPen(_border(card, paints))
    painter.setBrush(paints.raised)
    painter.drawRoundedRect(QRectF(0, 0, width, height), m.RADIUS, m.RADIUS)
    if height > m.HEADER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.tints[card.plan.category])
        painter.drawPath(paints.header(width))
        painter.setPen(paints.hair)
        painter.drawLine(QPointF(1, m.HEADER), QPointF(width - 1, m.HEADER))
        painter.setPen(_border(card, paints))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(0, 0, width, height), m.RADIUS, m.RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.fills[card.plan.category])
    tile_y = (m.HEADER - m.TILE) / 2
    painter.drawRoundedRect(QRectF(m.TILE_X, tile_y, m.TILE, m.TILE), TILE_RADIUS, TILE_RADIUS)


def _border(card: Card, paints: Paints) -> QPen:
    if card.selected == "many":
        return paints.ring
    if card.is_active:
        return paints.border_walked
    if card.is_hovered:
        return paints.border_hovered
    if card.is_muted and paints.theme.is_high_contrast:
        return paints.border_muted
    return paints.border_unknown if card.plan.is_unknown else paints.border


def _paint_header(painter: QPainter, card: Card, paints: Paints, zoom: float) -> None:
    inset = m.TILE_X + (m.TILE - ICON_SMALL) / 2
    icon_y = (m.HEADER - ICON_SMALL) / 2
    colour = paints.theme.category(card.plan.category).icon_on_fill
    paint_glyph(painter, QPointF(inset, icon_y), card.plan.icon, ICON_SMALL, colour, paints)
    right = paint_badge(painter, card, paints)
    size = 14 if zoom >= m.TITLE_PX / 14 else round(m.TITLE_PX / zoom)
    _paint_title(painter, card, paints, size, right)


def _paint_title(painter: QPainter, card: Card, paints: Paints, size: int, right: float) -> None:
    fit = paints.fits.title
    grown = size / 14
    text = fit.elided(card.plan.title, (right - m.TITLE_X - 4) / grown)
    painter.setFont(fit.font if size == 14 else paints.title_font(size))
    painter.setPen(paints.text)
    baseline = (m.HEADER - fit.height * grown) / 2 + fit.ascent * grown
    painter.drawText(QPointF(m.TITLE_X, baseline), text)


def _paint_rows(painter: QPainter, card: Card, paints: Paints) -> None:
    plan = card.plan
    if plan.divider is None:
        return
    if plan.divider > m.HEADER:
        painter.setPen(paints.hair)
        painter.drawLine(QPointF(1, plan.divider), QPointF(plan.width - 1, plan.divider))
    painter.setFont(paints.fits.row.font)
    painter.setPen(paints.text)
    for row in plan.rows:
        x = m.PADDING
        if row.is_timeout:
            corner = QPointF(x - 1, row.y - ICON_SMALL / 2)
            paint_glyph(painter, corner, "clock", ICON_SMALL, paints.theme.text_second, paints)
            x += 20
        painter.drawText(QPointF(x, row.baseline), row.label)
        if row.name in card.locked_exits:
            corner = lock_place(card, row).topLeft()
            paint_glyph(painter, corner, "lock", _LOCK, paints.theme.text_second, paints)
    if plan.fold is not None:
        y, words = plan.fold
        painter.setPen(paints.text_second)
        painter.drawText(QPointF(m.PADDING, paints.fits.row.baseline(y - m.ROW / 2, m.ROW)), words)
    _paint_figures(painter, card, paints)


def lock_place(card: Card, row: ExitRow) -> QRectF:
    """Where the padlock of an exit stands on its card."""
    return QRectF(card.plan.width - m.SOCKET - _LOCK - 2, row.y - _LOCK / 2, _LOCK, _LOCK)


def _paint_figures(painter: QPainter, card: Card, paints: Paints) -> None:
    fit = paints.fits.second
    painter.setFont(fit.font)
    for row in card.plan.rows:
        words = row.note if row.is_loose else card.counts.get(row.name, row.note)
        if words:
            painter.setPen(paints.warn if row.is_loose else paints.text_second)
            x = card.plan.width - m.ROW_RIGHT - fit.width(words)
            x -= _LOCK if row.name in card.locked_exits else 0
            painter.drawText(QPointF(x, row.baseline), words)


def _paint_far(painter: QPainter, card: Card, paints: Paints, zoom: float) -> None:
    plan = card.plan
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.tints[plan.category])
    frames = [frame for frame, _ in plan.thumbs] + ([plan.map_frame] if plan.map_frame is not None else [])
    for frame in frames:
        painter.drawRoundedRect(frame, m.THUMB_RADIUS, m.THUMB_RADIUS)
    right = paint_dot(painter, card, paints, zoom)
    _paint_title(painter, card, paints, round(m.TITLE_PX / zoom), right)

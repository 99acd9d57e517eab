"""Paints a row of the outline: number, tile and name of a node, or an exit and where it leads."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.inspector.edits import icon_of, type_words
from editor.inspector.list_rows import ROW_PX
from editor.outline.model import OutlineModel
from runtime.flow.exit import Exit
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from widgets.common.painting import RIGHT, draw_box, draw_icon, draw_text, draw_tile, text_width
from widgets.icons import has_icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL, RADIUS_CONTROL, SPACE_8

_AnyIndex = QModelIndex | QPersistentModelIndex
_TILE_PX: Final = 18
_NUMBER_PX: Final = 30
_EXIT_LEFT_PX: Final = 22


class RowPainter(QStyledItemDelegate):
    """Reads the outline's model; painted alike in every theme, problems and finds with icon and number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """28 high."""
        return QSize(120, current_theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint ground, words and what is wrong."""
        model, view = index.model(), self.parent()
        if not isinstance(model, OutlineModel) or not isinstance(view, QAbstractItemView):
            return
        node_id = model.node_at(index)
        node = model.node(node_id)
        if node is None:
            return
        theme = current_theme()
        rect: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            draw_box(
                painter,
                rect,
                RADIUS_CONTROL,
                theme.accent_tint,
                theme.accent if theme.is_high_contrast else None,
            )
        room = rect.adjusted(2, 0, -SPACE_8, 0)
        way = model.exit_at(index)
        problems = model.steps.problems(node.id, way.name if way is not None else None)
        room.setRight(_paint_problems(painter, room, problems))
        if way is None:
            _paint_node(painter, room, model, node)
        else:
            _paint_exit(painter, room, model, node, way)
        if view.currentIndex() == index and view.hasFocus():
            draw_box(painter, rect, RADIUS_CONTROL, None, theme.accent, 2)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Leave number and tile uncovered while a row is renamed."""
        model = index.model()
        is_node = isinstance(model, OutlineModel) and model.exit_at(index) is None
        editor.setGeometry(editing_rect(option.rect, is_node=is_node))


def _paint_problems(painter: QPainter, room: QRect, problems: list[Issue]) -> int:
    if not problems:
        return room.right()
    theme = current_theme()
    is_error = any(issue.severity == "error" for issue in problems)
    ink = theme.error if is_error else theme.warn
    words = str(len(problems))
    font = theme.font("badge_strong")
    left = room.right() - text_width(words, font)
    draw_text(painter, QRect(left, room.top(), room.right() - left + 2, room.height()), words, font, ink)
    at = QPoint(left - ICON_SMALL // 2 - 4, room.center().y() + 1)
    draw_icon(painter, "error" if is_error else "warning", ICON_SMALL, ink, at)
    return left - ICON_SMALL - SPACE_8


def _paint_node(painter: QPainter, room: QRect, model: OutlineModel, node: Node) -> None:
    theme = current_theme()
    number = QRect(room.left(), room.top(), _NUMBER_PX - 8, room.height())
    draw_text(
        painter, number, str(model.steps.number(node.id)), theme.font("label"), theme.text_second, RIGHT
    )
    left = room.left() + _NUMBER_PX
    icon = icon_of(node)
    tile = QRect(left, room.center().y() - _TILE_PX // 2 + 1, _TILE_PX, _TILE_PX)
    draw_tile(painter, tile, icon if has_icon(icon) else "unknown", node.category)
    left += _TILE_PX + SPACE_8
    if node.id in model.steps.found:
        draw_icon(
            painter, "search", ICON_SMALL, theme.accent, QPoint(left + ICON_SMALL // 2, tile.center().y() + 1)
        )
        left += ICON_SMALL + 4
    name, font = tr(node.named()), theme.font("body_strong")
    rest = QRect(left, room.top(), room.right() - left, room.height())
    draw_text(painter, rest, name, font, theme.text)
    rest.setLeft(left + text_width(name, font) + SPACE_8)
    if rest.width() > _TILE_PX and node.title:
        draw_text(painter, rest, tr(type_words(node)), theme.font("label"), theme.text_second)


def _paint_exit(painter: QPainter, room: QRect, model: OutlineModel, node: Node, way: Exit) -> None:
    theme = current_theme()
    left = room.left() + _EXIT_LEFT_PX
    if way.kind == "timeout":
        at = QPoint(left + ICON_SMALL // 2, room.center().y() + 1)
        draw_icon(painter, "clock", ICON_SMALL, theme.text_second, at)
        left += ICON_SMALL + 4
    words = tr(model.steps.exit_words(node.id, way))
    ink = theme.text_second if way.target is not None else theme.warn
    rest = QRect(left, room.top(), room.right() - left, room.height())
    draw_text(painter, rest, words, theme.font("body"), ink)
    rest.setLeft(left + text_width(words, theme.font("body")) + SPACE_8)
    if way.note is not None and rest.width() > _TILE_PX:
        draw_text(painter, rest, tr(way.note), theme.font("label"), theme.text_second)


def editing_rect(row: QRect, *, is_node: bool) -> QRect:
    """Where the field to rename stands in a row."""
    left = _NUMBER_PX + _TILE_PX + SPACE_8 if is_node else _EXIT_LEFT_PX
    return row.adjusted(left, 1, -SPACE_8, -1)

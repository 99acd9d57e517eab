"""One phone as a picture: its state, what it shows, what a point on it means; no widget, for reports too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from runtime.messages.client_profile import ClientProfile
from widgets.handset.chrome.fixed_menu import entry_rects, paint_menu, paint_popup, popup_areas
from widgets.handset.chrome.frame import Frame, frame_for
from widgets.handset.chrome.header import paint_header
from widgets.handset.chrome.input_bar import paint_input_bar
from widgets.handset.chrome.shell import paint_conversation_ground, paint_shell, paint_status_bar
from widgets.handset.conversation import Conversation, PlacedEntry
from widgets.handset.entries import ChatbotEntry, Entry
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.carousel import CarouselBox
from widgets.handset.layout.entry import Piece
from widgets.handset.layout.overlay import lay_out_overlay
from widgets.handset.layout.profile_page import ProfilePage, lay_out_page
from widgets.handset.measures import measures_of
from widgets.handset.metrics import MENU_ENTRIES_MAX, SHEET_RADIUS
from widgets.handset.overlay import Overlay
from widgets.handset.painters.boxes import paint_box
from widgets.handset.painters.look import Look
from widgets.handset.painters.mark import paint_focus, paint_outline
from widgets.handset.painters.overlay import paint_overlay
from widgets.handset.painters.profile_page import paint_page
from widgets.handset.palette import Palette, palette_for
from widgets.handset.phone_state import PhoneState
from widgets.handset.pictures import NoPictures, Pictures
from widgets.handset.popups import OpenList, open_list
from widgets.language import tr

REVOKED_OPACITY: Final = 0.45
"""Of a message that was taken back: the sender sees what is no longer on the handset."""


class Phone:
    """Keeps a conversation and a state, paints them, and finds the area under a point."""

    def __init__(self, is_sms: bool = False) -> None:
        self.state = PhoneState(is_sms=is_sms)
        self.conversation = Conversation(is_sms)
        self.pictures: Pictures = NoPictures()
        self.paints_hint = True
        """Off while a real line of input lies over the pill."""
        self.scroll = 0.0
        self.page_scroll = 0.0
        """How far the page about the chatbot is moved up."""
        self._offsets: dict[tuple[int, int], float] = {}

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        theme = self.state.picture_theme if self.conversation.measures.has_dark else "light"
        return palette_for(theme, self.state.profile.theme_colour)

    @property
    def frame(self) -> Frame:
        """Where the parts are."""
        state = self.state
        has_menu = bool(state.profile.menu) and state.shows_menu and not state.is_sms
        return frame_for(state.height, has_menu, self.conversation.measures.scale)

    @property
    def page(self) -> ProfilePage | None:
        """The page about the chatbot, while it shows."""
        if not self.state.shows_page:
            return None
        may_report = self.state.mode != "edit"
        return lay_out_page(self.state.profile, self.frame, may_report=may_report, scroll=self.page_scroll)

    @property
    def opened(self) -> OpenList:
        """The list that is open, without rows for none."""
        state = self.state
        if state.popup is None or state.is_sms:
            return OpenList(QRectF())
        may_report = state.mode != "edit"
        return open_list(state.popup, state.inner, self.frame, state.profile.menu, may_report=may_report)

    @property
    def scroll_max(self) -> float:
        """How far the conversation can be moved up."""
        return max(self.conversation.height - self.frame.conversation.height(), 0.0)

    @property
    def is_at_end(self) -> bool:
        """Whether the newest entry shows."""
        return self.scroll >= self.scroll_max - 2.0

    def set_measures(self, client: ClientProfile | None, text_size: int) -> None:
        """Draw as *client* does, at a text size in percent; everything is measured again."""
        measures = measures_of(client, text_size)
        self.state.client, self.state.text_size = client, text_size
        if measures != self.conversation.measures:
            follows = self.is_at_end and self.scroll > 0
            self.conversation.measures = measures
            self.conversation.forget()
            self.scroll = self.scroll_max if follows else min(self.scroll, self.scroll_max)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*; while editing the place stays, else the end if that showed."""
        follows = self.is_at_end and self.state.mode != "edit"
        before, after = self.entries_by_key(self.conversation.entries), self.entries_by_key(entries)
        self._offsets = {
            place: offset
            for place, offset in self._offsets.items()
            if before.get(place[0]) == after.get(place[0])
        }
        if not set(before.values()) & set(after.values()):
            self.scroll = 0.0
        self.conversation.replace(entries)
        self.scroll = self.scroll_max if follows else min(self.scroll, self.scroll_max)
        self.state.hovered = None

    @staticmethod
    def entries_by_key(entries: Sequence[Entry]) -> dict[int, str]:
        """Index → the owner's key, one entry per message of the chatbot; how a message is known again."""
        return {index: entry.key for index, entry in enumerate(entries) if isinstance(entry, ChatbotEntry)}

    def append(self, entry: Entry) -> None:
        """Show one more entry and go there."""
        self.conversation.append(entry)
        self.scroll = self.scroll_max

    def scroll_by(self, distance: float) -> bool:
        """Move the conversation, or the page over it; False when it was at that end already."""
        if (page := self.page) is not None:
            before, now = self.page_scroll, self.page_scroll + distance
            self.page_scroll = min(max(now, 0.0), page.scroll_max)
            return self.page_scroll != before
        before = self.scroll
        self.scroll = min(max(self.scroll + distance, 0.0), self.scroll_max)
        return self.scroll != before

    def carousel_at(self, point: QPointF) -> tuple[int, int] | None:
        """The entry and block of the carousel under a point."""
        if self.state.shows_page or not self.frame.conversation.contains(point):
            return None
        y = self._to_conversation(point).y()
        for placed in self.conversation.between(y, y):
            for piece in placed.layout.pieces:
                if (
                    isinstance(piece.box, CarouselBox)
                    and 0 <= y - placed.top - piece.at.y() <= piece.box.height
                ):
                    return placed.index, piece.block
        return None

    def offset_of(self, entry: int, block: int) -> float:
        """How far a carousel is moved left."""
        box = self._carousel(entry, block)
        return min(self._offsets.get((entry, block), 0.0), box.scroll_max) if box else 0.0

    def swipe(self, entry: int, block: int, distance: float) -> bool:
        """Move a carousel left; False when it was at that end already."""
        box = self._carousel(entry, block)
        if box is None:
            return False
        before = self.offset_of(entry, block)
        after = min(max(before + distance, 0.0), box.scroll_max)
        self._offsets[entry, block] = after
        return after != before

    def settle(self, entry: int, block: int) -> None:
        """Move a carousel to the nearest card's edge, as handsets do when the finger leaves."""
        box = self._carousel(entry, block)
        if box is not None:
            nearest = round(self.offset_of(entry, block) / box.step) * box.step
            self._offsets[entry, block] = min(nearest, box.scroll_max)

    def carousel_step(self, entry: int, block: int) -> float:
        """From one card of a carousel to the next, 0 when there is none."""
        box = self._carousel(entry, block)
        return box.step if box is not None else 0.0

    def last_carousel(self) -> tuple[int, int] | None:
        """The lowest carousel that shows, as entry and block."""
        found = None
        for placed in self.conversation.between(self.scroll, self.scroll + self.frame.conversation.height()):
            for piece in placed.layout.pieces:
                if isinstance(piece.box, CarouselBox):
                    found = placed.index, piece.block
        return found

    def reveal(self, area: HitArea) -> None:
        """Bring an area of the conversation, or of the page over it, into sight."""
        if (page := self.page) is not None and area.kind is AreaKind.LINK:
            self.scroll_by(distance_to_show(area.rect, page.view))
        if area.entry < 0:
            return
        box = self._carousel(area.entry, area.block)
        if box is not None and area.card >= 0:
            now = self.offset_of(area.entry, area.block)
            self._offsets[area.entry, area.block] = box.offset_showing(area.card, now)
        view = self.frame.conversation
        current = next((found for found in self.conversation_areas() if same_area(found, area)), area)
        self.scroll_by(distance_to_show(current.rect, view))

    def conversation_areas(self) -> Iterator[HitArea]:
        """Every area of the conversation, top to bottom, in phone coordinates; some are out of sight."""
        for placed in self.conversation.placed:
            yield from self._areas_of(placed)

    def popup_areas(self) -> Iterator[HitArea]:
        """The rows of the open list."""
        opened = self.opened
        yield from popup_areas(opened.rect, opened.items)

    def chrome_areas(self) -> Iterator[HitArea]:
        """The areas around the conversation: an open popup first."""
        state, frame = self.state, self.frame
        yield from self.popup_areas()
        if state.is_sms:
            if state.mode != "edit":
                yield HitArea(frame.trail.adjusted(-6, -6, 6, 6), AreaKind.SEND, tr("发送", "Send"), radius=8)
            return
        yield HitArea(frame.header.adjusted(30, 4, -44, -4), AreaKind.PROFILE, state.profile.name, radius=8)
        dots = frame.header.adjusted(frame.header.width() - 42, 6, -4, -6)
        yield HitArea(dots, AreaKind.HEADER_MENU, tr("会话菜单", "Conversation menu"), radius=8)
        if state.profile.menu:
            name = tr("收起菜单", "Hide menu") if state.shows_menu else tr("显示菜单", "Show menu")
            yield HitArea(frame.lead.adjusted(-6, -6, 6, 6), AreaKind.MENU_TOGGLE, name, radius=8)
        if state.mode != "edit":
            yield HitArea(frame.trail.adjusted(-6, -6, 6, 6), AreaKind.ATTACH, tr("更多", "More"), radius=8)
        if not frame.menu.isEmpty():
            cells = entry_rects(frame, state.profile.menu)
            for index, (entry, cell) in enumerate(zip(state.profile.menu, cells, strict=False)):
                kind, value = (AreaKind.MENU, index) if entry.entries else (AreaKind.MENU_ITEM, entry)
                yield HitArea(cell.adjusted(2, 3, -2, -2), kind, entry.text, (), value)

    def reachable_areas(self) -> list[HitArea]:
        """What Tab goes through in the mode, in order."""
        if self.state.overlay is not None:
            return [self._overlay_area(self.state.overlay)]
        if (page := self.page) is not None:
            return list(page.areas)
        is_edit = self.state.mode == "edit"
        inside = [
            area for area in self.conversation_areas() if (bool(area.path) if is_edit else area.is_tappable)
        ]
        return inside + list(self.chrome_areas())

    def hit(self, point: QPointF) -> HitArea | None:
        """The innermost area of the mode under a point."""
        if self.state.overlay is not None:
            return self._overlay_area(self.state.overlay) if self.frame.screen.contains(point) else None
        if (page := self.page) is not None:
            return page.area_at(point)
        for area in self.chrome_areas():
            if area.rect.contains(point):
                return area
        if not self.frame.conversation.contains(point):
            return None
        y = self._to_conversation(point).y()
        is_edit = self.state.mode == "edit"
        found: HitArea | None = None
        for placed in self.conversation.between(y, y):
            for area in self._areas_of(placed):
                if area.rect.contains(point) and (bool(area.path) if is_edit else area.is_tappable):
                    found = area
        return found

    def paint(self, painter: QPainter, exposed: QRectF | None = None) -> None:
        """Paint the phone with its shell at the painter's origin; only what *exposed* touches."""
        frame, palette, state = self.frame, self.palette, self.state
        seen = exposed or frame.shell
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        if not frame.conversation.contains(seen):
            paint_shell(painter, frame, palette)
            paint_status_bar(painter, frame, palette, "4G" if state.is_sms else "5G")
            paint_header(painter, frame, palette, state.profile, state.is_sms, self.pictures)
            paint_input_bar(painter, frame, palette, state.is_sms, shows_hint=self.paints_hint)
            if not frame.menu.isEmpty():
                paint_menu(painter, frame, palette, state.profile.menu[:MENU_ENTRIES_MAX])
        if frame.conversation.intersects(seen):
            paint_conversation_ground(painter, frame, palette)
            self._paint_conversation(painter, seen.intersected(frame.conversation))
        opened = self.opened
        if opened.items:
            paint_popup(painter, opened.rect, palette, opened.items, frame.scale)
        if (page := self.page) is not None:
            paint_page(painter, page, frame, palette, state.profile, self.pictures)
        if state.overlay is not None:
            box = lay_out_overlay(state.overlay, frame)
            paint_overlay(painter, box, frame, Look(palette, self.pictures))
        focused = ring = state.focused
        if page is not None and ring is not None:
            focused = next((area for area in page.seen_areas() if same_area(area, ring)), None)
        if focused is not None and focused.entry < 0:
            paint_focus(painter, focused, palette)
        if state.has_input_focus:
            pill = HitArea(
                frame.pill.adjusted(1, 1, -1, -1), AreaKind.FIELD, "", radius=frame.pill.height() / 2
            )
            paint_focus(painter, pill, palette)

    def _paint_conversation(self, painter: QPainter, seen: QRectF) -> None:
        state = self.state
        look = Look(
            self.palette,
            self.pictures,
            shows_cuts=state.mode == "edit",
            crops_top=self.conversation.measures.crop == "top",
        )
        painter.save()
        painter.setClipRect(seen)
        top = self._to_conversation(seen.topLeft()).y()
        for placed in self.conversation.between(top, top + seen.height()):
            origin = self._origin(placed)
            for piece in placed.layout.pieces:
                painter.save()
                painter.translate(origin + piece.at)
                here = self._look_of(look, placed, piece)
                painter.setOpacity(REVOKED_OPACITY if piece.block >= 0 and placed.is_revoked else 1.0)
                paint_box(painter, piece.box, here, self.offset_of(placed.index, piece.block))
                painter.restore()
            self._paint_marks(painter, placed)
        painter.restore()

    def _paint_marks(self, painter: QPainter, placed: PlacedEntry) -> None:
        state, palette = self.state, self.palette
        hovered = state.hovered if state.mode == "edit" else None
        if hovered is None and state.selected_path is None and state.focused is None:
            return
        for area in self._areas_of(placed):
            if state.selected_path is not None and area.path and area.path == state.selected_path:
                paint_outline(painter, area, palette, 2.0)
            elif hovered is not None and same_area(area, hovered):
                paint_outline(painter, area, palette, 1.0)
            if state.focused is not None and same_area(area, state.focused):
                paint_focus(painter, area, palette)

    def _areas_of(self, placed: PlacedEntry) -> Iterator[HitArea]:
        origin = self._origin(placed)
        entry = placed.layout.entry
        base = entry.base if isinstance(entry, ChatbotEntry) else ()
        for piece in placed.layout.pieces:
            offset = QPointF(self.offset_of(placed.index, piece.block), 0) if piece.block >= 0 else QPointF()
            for area in piece.areas(placed.index, base):
                yield area.moved(origin - offset if area.card >= 0 else origin)

    def _overlay_area(self, overlay: Overlay) -> HitArea:
        sheet = lay_out_overlay(overlay, self.frame).rect
        return HitArea(sheet.adjusted(6, 6, -6, -6), AreaKind.OVERLAY, overlay.words, radius=SHEET_RADIUS - 6)

    def _look_of(self, look: Look, placed: PlacedEntry, piece: Piece) -> Look:
        running = self.state.running
        if running is None or running[:2] != (placed.index, piece.block):
            return look
        return replace(look, running=running[2])

    def _carousel(self, entry: int, block: int) -> CarouselBox | None:
        if not 0 <= entry < len(self.conversation.placed):
            return None
        pieces: tuple[Piece, ...] = self.conversation.placed[entry].layout.pieces
        for piece in pieces:
            if piece.block == block and isinstance(piece.box, CarouselBox):
                return piece.box
        return None

    def _origin(self, placed: PlacedEntry) -> QPointF:
        view = self.frame.conversation
        return QPointF(view.left(), view.top() + placed.top - self.scroll)

    def _to_conversation(self, point: QPointF) -> QPointF:
        view = self.frame.conversation
        return QPointF(point.x() - view.left(), point.y() - view.top() + self.scroll)


def distance_to_show(rect: QRectF, view: QRectF) -> float:
    """How far what is in *view* moves up so that *rect* is in sight, its beginning before its end."""
    if rect.top() < view.top() + 8:
        return rect.top() - view.top() - 8
    if rect.bottom() > view.bottom() - 8:
        return min(rect.bottom() - view.bottom() + 8, rect.top() - view.top() - 8)
    return 0.0


def same_area(one: HitArea, other: HitArea) -> bool:
    """Whether two areas are the same thing, wherever it stands now."""
    place = QRectF()
    return replace(one, rect=place) == replace(other, rect=place)

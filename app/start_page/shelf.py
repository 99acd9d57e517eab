"""The person's scenarios on the start page: cards, filtered by tags and by what is searched for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.library.shelf_desk import ShelfDesk
from app.start_page.library_card import LibraryCard
from app.start_page.tag_chip import TagChip
from editor.library.listing import Item, Listing, tag_words
from editor.library.scenario_files import name_of
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, EmptyState
from widgets.common.elided_label import Label
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_24

SHOWN_AT_FIRST: Final = 12
GAP: Final = 18
_TITLE: Final = Wording("最近的场景", "Recent scenarios")
_ALL: Final = Wording("全部", "All")
_ALL_COUNTED: Final = Wording("全部 {count} 个", "All {count}")
_NONE: Final = Wording(
    "还没有场景。新建一个，从下面的模板开始，或把 .xinliu.json 文件拖到这里。",
    "No scenarios yet. Create one, begin with a template below, or drop an .xinliu.json file here.",
)
_NONE_FOUND: Final = Wording(
    "没有找到「{search}」。换个词再找。", 'Nothing found for "{search}". Try another word.'
)
_NONE_TAGGED: Final = Wording("没有带「{tag}」标签的场景。", 'No scenario is tagged "{tag}".')
_CLEAR: Final = Wording("看全部场景", "Show all scenarios")
_SEARCH_MS: Final = 120


def columns_for(width_px: int) -> int:
    """How many cards stand in a row of a page of this width; larger letters need wider cards."""
    px = current_theme().px
    return 4 if width_px >= px(1200) else 3 if width_px >= px(900) else 2


class Shelf(QWidget):
    """Lists what the library answers; cards stay the same widget as long as their scenario is shown."""

    path_chosen = Signal(str)
    filter_cleared = Signal()
    """The person wants to see everything again: a search field outside is to be emptied."""

    def __init__(self, desk: ShelfDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = ("", "")
        self._listing: Listing | None = None
        self._shows_all = False
        self._columns = 0
        self.cards: list[LibraryCard] = []
        self.chips: list[TagChip] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self._none = EmptyState("library", _NONE)
        self._none.triggered.connect(self._clear)
        self._none.hide()
        self._more = Button(_ALL, ButtonKind.LINK, parent=self)
        self._more.clicked.connect(self._show_all)
        self._more.hide()
        self._build()
        desk.listed.connect(self._show)
        desk.pictured.connect(self._picture)
        desk.changed.connect(self.refresh_soon)
        theme_changed.connect(self._forget_pictures)

    def expect(self, paths: tuple[str, ...]) -> None:
        """Keep places for these scenarios until the library answered, so that nothing jumps."""
        if self._listing is None and not self.cards:
            for path in paths[:SHOWN_AT_FIRST]:
                self.cards.append(self._card(path))
            self._place()

    def search(self, text: str) -> None:
        """Show what has these words, a moment after the last keystroke."""
        self._asked = (text.strip(), self._asked[1])
        self._later.start(_SEARCH_MS)

    def choose_tag(self, tag: str) -> None:
        """Show what carries a tag; everything when it is empty."""
        self._asked = (self._asked[0], tag)
        self.refresh()

    def refresh(self) -> None:
        """Ask the library anew."""
        self._later.stop()
        self._desk.look_up(*self._asked)

    def refresh_soon(self) -> None:
        """Ask the library anew, once for several changes, if anybody looks."""
        if self.isVisible():
            self._later.start(0)

    def card(self, path: str) -> LibraryCard | None:
        """The card of a scenario's file, or None."""
        return next((card for card in self.cards if card.key == path), None)

    @property
    def is_listed(self) -> bool:
        """Whether the library answered."""
        return self._listing is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._forget_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_pictures()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(Label(_TITLE, "section_title"))
        head.addStretch(1)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(SPACE_8)
        head.addLayout(self._chip_row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._more)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _show(self, asked: tuple[str, str], listing: Listing) -> None:
        if asked != self._asked:
            return
        if asked[1] and asked[1] not in listing.tags:
            self.choose_tag("")
            return
        self._listing = listing
        self._show_chips(listing.tags)
        self._show_cards(listing.items)
        self._show_none(listing)

    def _show_cards(self, items: tuple[Item, ...]) -> None:
        shown = items if self._shows_all or any(self._asked) else items[:SHOWN_AT_FIRST]
        old = {card.key: card for card in self.cards}
        focused = next((card.key for card in self.cards if card.hasFocus()), None)
        at = next((index for index, card in enumerate(self.cards) if card.key == focused), 0)
        self.cards = []
        for item in shown:
            path = str(item.entry.path)
            card = old.pop(path, None) or self._card(path)
            card.show_item(item)
            self.cards.append(card)
        self._more.setVisible(len(items) > len(shown))
        self._more.set_words(_ALL_COUNTED.format(count=len(items)))
        self._columns = 0
        self._place()
        if focused in old and self.cards:
            self.cards[min(at, len(self.cards) - 1)].setFocus()
        for card in old.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._want_pictures()

    def _show_none(self, listing: Listing) -> None:
        search, tag = self._asked
        self._none.setVisible(not listing.items)
        if search:
            self._none.show_words(_NONE_FOUND.format(search=search), _CLEAR)
        elif tag:
            self._none.show_words(_NONE_TAGGED.format(tag=tag_words(tag)), _CLEAR)
        else:
            self._none.show_words(_NONE)

    def _show_chips(self, tags: tuple[str, ...]) -> None:
        wanted = ("", *tags) if tags else ()
        if tuple(chip.key for chip in self.chips) != wanted:
            for chip in self.chips:
                self._chip_row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = [TagChip(tag_words(tag) if tag else _ALL, tag) for tag in wanted]
            for chip in self.chips:
                chip.chosen.connect(self.choose_tag)
                self._chip_row.addWidget(chip)
        for chip in self.chips:
            chip.setChecked(chip.key == self._asked[1])

    def _card(self, path: str) -> LibraryCard:
        from pathlib import Path

        desk = self._desk
        card = LibraryCard(name_of(Path(path)), path, self)
        card.clicked.connect(self._choose)
        card.renamed.connect(desk.rename)
        card.tagged.connect(desk.tag)
        card.duplicate_asked.connect(desk.duplicate)
        card.remove_asked.connect(desk.remove)
        card.folder_asked.connect(desk.show_folder)
        card.neighbour_asked.connect(self._go_to_neighbour)
        card.show()
        return card

    def _place(self) -> None:
        columns = columns_for(self.width() + 2 * SPACE_24)
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for each in range(4):
            self._grid.setColumnStretch(each, 1 if each < columns else 0)
        for before, after in zip(self.cards, self.cards[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _want_pictures(self) -> None:
        if not self.isVisible():
            return
        for card in self.cards:
            if not card.has_picture and card.item is not None:
                size = card.picture_size()
                self._desk.want_picture(card.key, card.item.entry.digest, size, self.devicePixelRatioF())

    def _picture(self, path: str, picture: object) -> None:
        from PySide6.QtGui import QImage

        card = self.card(path)
        if card is None or not isinstance(picture, QImage):
            return
        if picture.deviceIndependentSize().toSize() == card.picture_size():
            card.show_picture(picture)

    def _forget_pictures(self) -> None:
        for card in self.cards:
            card.forget_picture()
        QTimer.singleShot(0, self, self._want_pictures)

    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, LibraryCard):
            self.path_chosen.emit(card.key)

    def _show_all(self) -> None:
        self._shows_all = True
        if self._listing is not None:
            self._show_cards(self._listing.items)

    def _clear(self) -> None:
        self._asked = ("", "")
        self.filter_cleared.emit()
        self.refresh()

    def _go_to_neighbour(self, columns: int, rows: int) -> None:
        card = self.sender()
        if isinstance(card, LibraryCard) and card in self.cards:
            index = self.cards.index(card) + columns + rows * self._columns
            if 0 <= index < len(self.cards):
                self.cards[index].setFocus()

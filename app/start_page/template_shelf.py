"""The templates on the start page: two rows, and all of them when asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.start_page.shelf import GAP, columns_for
from app.start_page.template_card import TemplateCard
from app.templates.catalogue import templates
from runtime.wording import Wording
from widgets.common import Button, ButtonKind
from widgets.common.elided_label import Label
from widgets.theme.measures import SPACE_8, SPACE_12

ROWS = 2
_TITLE = Wording("从模板开始", "Begin with a template")
_HELP = Wording("打开就能试玩，改完文案即可送审", "Play them at once, change the words, send for approval")
_ALL = Wording("全部 {count} 个", "All {count}")
_FEWER = Wording("收起", "Show fewer")


class TemplateShelf(QWidget):
    """Emits the id of what is chosen; a search shows what fits of all of them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows_all = False
        self._columns = 0
        self._search = ""
        self.cards = [TemplateCard(template, self) for template in templates()]
        for card in self.cards:
            card.clicked.connect(self._choose)
        self._more = Button(_ALL.format(count=len(self.cards)), ButtonKind.LINK, parent=self)
        self._more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        line = QHBoxLayout()
        line.setSpacing(SPACE_8)
        line.addWidget(Label(_TITLE, "section_title"))
        line.addWidget(Label(_HELP, "body", "text_second"))
        line.addStretch(1)
        line.addWidget(self._more)
        column.addLayout(line)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        column.addLayout(self._grid)
        self._place()

    def search(self, text: str) -> None:
        """Show the templates whose name, trade or summary has these words; all that fit."""
        self._search = text.strip().casefold()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if columns_for(self.window().width()) != self._columns:
            self._place()

    def _fits(self, card: TemplateCard) -> bool:
        template = card.template
        said = (
            words
            for each in (template.name, template.trade, template.summary)
            for words in (each.zh, each.en)
        )
        return any(self._search in words.casefold() for words in said)

    def _place(self) -> None:
        columns = self._columns = columns_for(self.window().width())
        fitting = [card for card in self.cards if self._fits(card)]
        room = len(fitting) if self._shows_all or self._search else ROWS * columns
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
        for index, card in enumerate(fitting[:room]):
            self._grid.addWidget(card, index // columns, index % columns)
            card.show()
        for each in range(4):
            self._grid.setColumnStretch(each, 1 if each < columns else 0)
        self._more.setVisible(not self._search and len(self.cards) > ROWS * columns)
        self.setVisible(bool(fitting))

    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self._more.set_words(_FEWER if self._shows_all else _ALL.format(count=len(self.cards)))
        self._place()

    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, TemplateCard):
            self.chosen.emit(card.template.id)

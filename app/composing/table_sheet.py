"""The sheet that makes a carousel of a table: what each column is, with the cards on the phone meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.composing.named_pictures import NamedPictures
from app.handset_pane.edited_message import PREVIEW_TIME, TwoPhones, message_in
from app.publishing.sheet_frame import SheetFrame
from app.publishing.sheet_header import SheetFooter, SheetHeader
from editor.composing.card_table import CARDS_LEAST, USES, CardTable, ColumnUse, cards_from, guessed_uses
from editor.document.store import Store
from editor.inspector.edits import put_node_value
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.targets import targets_of
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.message import Message
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, Label
from widgets.common.choice_field import ChoiceField
from widgets.handset import ChatbotEntry, SmsEntry
from widgets.language import tr
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_24

if TYPE_CHECKING:
    from app.editing_area import EditingArea

_TITLE: Final = Wording("用表格做轮播", "Carousel from a table")
_CLOSE: Final = Wording("关闭", "Close")
_CANCEL: Final = Wording("取消", "Cancel")
_MAKE: Final = Wording("做成 {count} 张卡片", "Make {count} cards")
_SIZE: Final = Wording("{rows} 行 · {columns} 列", "{rows} rows · {columns} columns")
_HELP: Final = Wording(
    "每一行是一张卡片。选好每一列是什么，右边的手机会跟着变。",
    "Every row is a card. Say what each column is; the phone shows the result.",
)
_COLUMN: Final = Wording("第 {number} 列", "Column {number}")
_LEAST: Final = Wording("轮播至少要两行。", "A carousel needs two rows at least.")
_MOST: Final = Wording(
    "最多 {most} 张卡片，后面 {left} 行不放。", "At most {most} cards; the last {left} rows stay out."
)
_MISSING: Final = Wording("{count} 张图片不在媒体里：{first}。", "{count} pictures are not here: {first}.")
_READY: Final = Wording("内容会换成这些卡片，可以撤销。", "The cards replace the content; it can be undone.")
_NEW: Final = Wording("会加一个轮播节点，可以撤销。", "A carousel node is added; it can be undone.")
_DONE: Final = Wording("已做成 {count} 张卡片", "{count} cards made")
_UNDO: Final = Wording("撤销", "Undo")
_ADD: Final = Wording("用表格做轮播", "Make a carousel from a table")
_MOST_WITHOUT_LIMIT: Final = 10


class TableSheet(SheetFrame):
    """Belongs to one editing area; nothing changes before its button is pressed."""

    previewed = Signal()
    """The phone shows something else than the document; when the sheet goes, that is over."""

    def __init__(self, area: EditingArea) -> None:
        super().__init__(area, area.canvas, area.canvas)
        self._area = area
        self._table = CardTable((), ())
        self._uses: list[ColumnUse] = []
        self._node_id: NodeId | None = None
        self._pictures = NamedPictures(area.context.media)
        self.choices: list[ChoiceField] = []
        self._header = SheetHeader(_TITLE, _CLOSE)
        self._cancel = Button(_CANCEL, ButtonKind.NORMAL)
        self.make_button = Button(_MAKE.format(count=0), ButtonKind.PRIMARY)
        self._footer = SheetFooter(self._cancel, self.make_button)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._header.closed.connect(self.close_sheet)
        self._cancel.clicked.connect(self.close_sheet)
        self.make_button.clicked.connect(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._footer)

    @property
    def most(self) -> int:
        """The most cards a carousel of the scenario takes."""
        limit = targets_of(self._area.document.flow).limit("carousel_cards")
        return limit.maximum if limit is not None else _MOST_WITHOUT_LIMIT

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards as the columns are chosen now."""
        return cards_from(self._table, self._uses, self._pictures.find, self.most)

    def show_table(self, table: CardTable, node_id: NodeId | None) -> None:
        """Offer to make cards of a table, in the message of a node or in a new one."""
        self._table, self._node_id = table, node_id
        self._uses = list(guessed_uses(table))
        self._header.set_texts(_TITLE, _SIZE.format(rows=len(table.rows), columns=table.columns))
        self._fill()
        self.open_sheet()
        self._renew()
        if self.choices:
            self.choices[0].setFocus()

    def make(self) -> None:
        """Make the cards, in one edit, and go."""
        cards = self.cards
        if len(cards) < CARDS_LEAST:
            return
        area, store = self._area, self._area.document.store
        node = store.nodes.get(self._node_id) if self._node_id is not None else None
        found = message_in(node) if node is not None else None
        if node is not None and found is not None:
            put_node_value(store, node.id, (*found[0], "content"), Carousel(cards=cards))
        else:
            area.canvas.reveal(_added(store, area, cards))
        self.close_sheet()
        area.toast.say(_DONE.format(count=len(cards)), _UNDO, area.document.history.undo)

    def _fill(self) -> None:
        page = QWidget()
        page.setAutoFillBackground(False)
        grid = QGridLayout(page)
        grid.setContentsMargins(20, SPACE_12, 20, SPACE_24)
        grid.setVerticalSpacing(SPACE_8)
        grid.setHorizontalSpacing(SPACE_12)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(_HELP, "label", "text_second", wraps=True), 0, 0, 1, 3)
        self.choices = []
        for column in range(self._table.columns):
            heading = self._table.heading[column] if column < len(self._table.heading) else ""
            name = Wording(heading, heading) if heading else _COLUMN.format(number=column + 1)
            choice = ChoiceField(name)
            for use, words in USES.items():
                choice.addItem(tr(words), use)
            choice.setCurrentIndex(list(USES).index(self._uses[column]))
            choice.currentIndexChanged.connect(partial(self._choose, column))
            choice.setMinimumWidth(190)
            example = self._table.example(column)
            grid.addWidget(ElidedLabel(name, "body_strong"), column + 1, 0)
            grid.addWidget(ElidedLabel(Wording(example, example), "body", "text_second"), column + 1, 1)
            grid.addWidget(choice, column + 1, 2)
            self.choices.append(choice)
        grid.setRowStretch(self._table.columns + 1, 1)
        self._scroll.setWidget(page)

    def _choose(self, column: int, index: int) -> None:
        use = list(USES)[index]
        for other, own in enumerate(self._uses):
            if use and own == use and other != column:
                self._uses[other] = ""
                self.choices[other].setCurrentIndex(0)
        self._uses[column] = use
        self._renew()

    def _renew(self) -> None:
        self._pictures.missing.clear()
        cards = self.cards
        count, rows = len(cards), len(self._table.rows)
        self.make_button.set_words(_MAKE.format(count=count))
        self.make_button.setEnabled(count >= CARDS_LEAST and any(self._uses))
        hints = [_LEAST] if count < CARDS_LEAST else []
        if rows > self.most:
            hints.append(_MOST.format(most=self.most, left=rows - self.most))
        missing = self._pictures.missing
        if missing:
            hints.append(_MISSING.format(count=len(missing), first=next(iter(missing))))
        hints = hints or [_READY if self._node_id is not None else _NEW]
        zh, en = "".join(each.zh for each in hints), " ".join(each.en for each in hints)
        self._footer.set_hint(Wording(zh, en))
        message, flow = Message(content=Carousel(cards=cards)), self._area.document.flow
        text = message.fallback_text(flow.chatbot.signature, flow.language)
        entry = ChatbotEntry(message.blocks(), key="table")
        self._area.handset_pane.show_mode("edit", has_content=True)
        self._area.handset_pane.phones.show_phones(
            TwoPhones((entry,), (SmsEntry(text, PREVIEW_TIME),) if text else ())
        )
        self.previewed.emit()


def _added(store: Store, area: EditingArea, cards: tuple[Card, ...]) -> NodeId:
    centre = area.canvas.area_in_view().centre
    with store.edit(_ADD) as draft:
        made = NodeId(draft.new_id("n"))
        message = Message(content=Carousel(cards=cards))
        draft.add_node(SendMessage(id=made, title=tr(Carousel.label), message=message), centre.x, centre.y)
    return made

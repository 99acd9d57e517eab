"""Own messages and cards as templates: kept, offered in the palette and the menu, renamed and deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.composing.name_popup import NamePopup
from app.main_window.notices import Notice, Notices
from app.places import workspace_folder
from app.reasons import reason_of
from editor.composing import steps
from editor.composing.parts import cards_of, message_path, part_at
from editor.document.own_kinds import OwnKind, offer_own_kinds
from editor.inspector.edits import put_node_value
from editor.library.message_templates import MessageTemplate, MessageTemplates
from editor.palette.entries import PaletteEntry
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.message import Message
from runtime.records import FieldPath, value_at
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea

PREFIX: Final = "template:"
_MINE: Final = Wording("我的模板", "My templates")
_SHIPPED: Final = Wording("常用消息", "Common messages")
_SAVED: Final = Wording("已存为模板「{name}」", 'Saved as template "{name}"')
_DELETED: Final = Wording("已删除模板「{name}」", 'Template "{name}" deleted')
_NO_MESSAGE: Final = Wording("先选中一条消息，再存为模板", "Select a message first")
_NO_CARD: Final = Wording("这条消息没有卡片", "This message has no card")
_FAILED: Final = Wording("模板没有存下来：{why}。", "The template was not kept: {why}.")
_RENAME: Final = Wording("改名…", "Rename…")
_DELETE: Final = Wording("删除模板", "Delete the template")
_UNDO: Final = Wording("撤销", "Undo")
_UNNAMED: Final = Wording("未命名消息", "Untitled message")
_READ_AFTER_MS: Final = 300
"""A scenario shows first; templates come a moment later."""


class TemplateDesk(QObject):
    """Acts on one editing area."""

    def __init__(self, area: EditingArea, notices: Notices) -> None:
        super().__init__(area)
        self._area = area
        self._notices = notices
        self.templates = MessageTemplates(workspace_folder())
        self._shown: tuple[MessageTemplate, ...] = ()
        area.palette_panel.menu_asked.connect(self.open_entry_menu)
        QTimer.singleShot(_READ_AFTER_MS, self, self.refresh)

    def refresh(self) -> None:
        """Read the templates and offer them in the palette."""
        self._shown = self.templates.all()
        offer_own_kinds(
            {PREFIX + each.id: OwnKind(each.name, partial(self._node, each)) for each in self._shown}
        )
        self._area.palette_panel.set_own(
            [
                PaletteEntry(
                    "template",
                    PREFIX + each.id,
                    each.name,
                    str(getattr(each.message.content, "icon", "send_message")),
                    "talk",
                    _SHIPPED if each.is_shipped else _MINE,
                )
                for each in self._shown
            ]
        )

    def close(self) -> None:
        """Offer nothing any more: the area goes."""
        offer_own_kinds({})

    def save_message(self, node: Node | None) -> None:
        """Keep the message of a node under the node's name."""
        base = message_path(node) if node is not None else None
        if node is None or base is None:
            self._area.say(_NO_MESSAGE)
            return
        message = value_at(node, base)
        assert isinstance(message, Message)
        self._save(node.title or tr(_UNNAMED), message)

    def save_card(self, node: Node | None, path: FieldPath | None) -> None:
        """Keep the card at or around a path of a node, else its first, under the card's title."""
        cards = cards_of(node) if node is not None else ()
        if node is None or not cards:
            self._area.say(_NO_CARD)
            return
        part = part_at(node, path) if path else None
        chosen = part.card_path if part is not None and part.card_path in cards else cards[0]
        assert chosen is not None
        card = value_at(node, chosen)
        assert isinstance(card, Card)
        self._save(card.title or tr(_UNNAMED), card)

    def open_menu(self, node: Node | None, path: FieldPath | None, at: QPoint) -> QMenu:
        """Offer every template for a node: a card joins its cards, a message takes the place of its own."""
        if not self._shown:
            self.refresh()
        menu = QMenu(self._area)
        menu.aboutToHide.connect(menu.deleteLater)
        was_own = True
        for template in self._shown:
            if template.is_shipped and was_own and menu.actions():
                menu.addSeparator()
            was_own = not template.is_shipped
            action = menu.addAction(tr(template.name).replace("&", "&&"))
            action.triggered.connect(partial(self.insert, template, node, path))
        menu.popup(at)
        return menu

    def insert(self, template: MessageTemplate, node: Node | None, path: FieldPath | None) -> None:
        """Put a template into a node, or onto the canvas where none is shown."""
        base = message_path(node) if node is not None else None
        if node is None or base is None:
            self._area.canvas.add_node(PREFIX + template.id)
            return
        try:
            made = self.templates.message_for(template, self._area.document.media)
        except OSError as error:
            self._tell(error)
            return
        store, message = self._area.document.store, value_at(node, base)
        assert isinstance(message, Message)
        card = made.content.card if isinstance(made.content, RichCard) else None
        if template.kind == "card" and card is not None:
            self._insert_card(node, (*base, "content"), message, card, path)
        else:
            put_node_value(store, node.id, base, made)

    def open_entry_menu(self, name: str, at: QPoint) -> None:
        """Offer to rename or delete one of one's own."""
        template = next((each for each in self._shown if PREFIX + each.id == name), None)
        if template is None or template.is_shipped:
            return
        menu = QMenu(self._area)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr(_RENAME)).triggered.connect(partial(self.begin_rename, template))
        menu.addAction(tr(_DELETE)).triggered.connect(partial(self.delete, template))
        menu.popup(at)

    def begin_rename(self, template: MessageTemplate) -> NamePopup:
        """Let another name be typed beside the palette."""
        popup = NamePopup(self._area, template.name.zh)
        popup.named.connect(partial(self.rename, template))
        popup.open_at(QCursor.pos())
        return popup

    def rename(self, template: MessageTemplate, name: str) -> None:
        """Give a template another name."""
        try:
            self.templates.rename(template.id, name)
        except OSError as error:
            self._tell(error)
        except KeyError:
            pass
        self.refresh()

    def delete(self, template: MessageTemplate) -> None:
        """Take a template away; a note offers to take it back."""
        try:
            restore = self.templates.delete(template.id)
        except OSError as error:
            self._tell(error)
            return
        except KeyError:
            self.refresh()
            return

        def undo() -> None:
            restore()
            self.refresh()

        self.refresh()
        self._area.toast.say(_DELETED.format(name=template.name), _UNDO, undo)

    def _insert_card(
        self, node: Node, content_path: FieldPath, message: Message, card: Card, path: FieldPath | None
    ) -> None:
        store, content = self._area.document.store, message.content
        if isinstance(content, Carousel):
            part = part_at(node, path) if path else None
            at = part.card_path if part is not None else None
            place = int(at[-1]) + 1 if at is not None else len(content.cards)
            try:
                steps.refuse_full(store, "cards", len(content.cards) + 1)
            except steps.ListFull as refusal:
                self._area.say(refusal.sentence)
                return
            cards = (*content.cards[:place], card, *content.cards[place:])
            put_node_value(store, node.id, (*content_path, "cards"), cards)
        elif isinstance(content, RichCard):
            put_node_value(store, node.id, (*content_path, "card"), card)
        else:
            put_node_value(store, node.id, content_path, RichCard(card=card))

    def _node(self, template: MessageTemplate, node_id: NodeId) -> Node:
        made = self.templates.message_for(template, self._area.document.media)
        return SendMessage(id=node_id, title=tr(template.name), message=made)

    def _save(self, name: str, content: Message | Card) -> None:
        try:
            made = self.templates.save(name, content, self._area.document.media)
        except OSError as error:
            self._tell(error)
            return
        self.refresh()
        self._area.toast.say(_SAVED.format(name=made.name), _UNDO, partial(self._take_back, made))

    def _take_back(self, template: MessageTemplate) -> None:
        self.templates.delete(template.id)
        self.refresh()

    def _tell(self, error: OSError) -> None:
        self._notices.show_notice(
            Notice("template", _FAILED.format(why=reason_of(error)), "error", str(error))
        )

"""Edits the message on the phone itself: a click on words types in their place, handles do the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydantic import ValidationError
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal

from app.composing.drawn_place import areas_by_path, drawn_place
from app.composing.handles import Handles
from app.composing.in_place_editor import InPlaceEditor
from app.composing.phone_events import PhoneEvents
from app.editing_area import EditingArea
from editor.composing import steps
from editor.composing.parts import TEXTS, Part, after, hint_of, message_path, part_at, words_of_part
from editor.document.errors import NodeMissing
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.translations import in_language
from runtime.messages.card import Card
from runtime.records import FieldPath, value_at
from runtime.wording import Wording

_MOVES: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_DELETED: Final = {
    "card": Wording("已删除一张卡片", "Card deleted"),
    "suggestion": Wording("已删除一条建议", "Suggestion deleted"),
    "chip": Wording("已删除一条悬浮建议", "Chip deleted"),
    "media": Wording("已移除图片", "Picture removed"),
}
_UNDO: Final = Wording("撤销", "Undo")
_CHIP_OFFER_PX: Final = 16


class DirectEditing(QObject):
    """Belongs to one editing area; every change is an edit of its store, made as the form makes it."""

    field_asked = Signal(object)
    """The FieldPath of something that is edited in the form."""

    def __init__(self, area: EditingArea, shown: Callable[[], NodeId | None]) -> None:
        super().__init__(area)
        self._area = area
        self._shown = shown
        self._handset = area.handset_pane.phones.handset
        self._document = area.document
        self._part: Part | None = None
        self._node_id: NodeId | None = None
        self._language = ""
        self._step_before = 0
        self._words_before = ""
        self._clicked: QPoint | None = None
        self._is_writing = False
        self.editor = InPlaceEditor(area.context, self._handset)
        self.handles = Handles(self._handset)
        self.events = PhoneEvents(self._handset, self)
        self._connect()

    @property
    def part(self) -> Part | None:
        """What is being typed, None when nothing is."""
        return self._part

    def begin(self, path: FieldPath) -> bool:
        """Edit what stands at a path of the node on the phone; False when it is not typed in its place."""
        node = self._node()
        part = part_at(node, path) if node is not None else None
        if node is None or part is None or part.kind not in TEXTS:
            return False
        return self._open(node, part)

    def accept(self) -> None:
        """Stop typing; what was typed stays."""
        if self._part is None:
            return
        self._part = self._node_id = None
        self.editor.close_editor()
        self._document.history.seal()

    def give_up(self) -> None:
        """Stop typing and take back what was typed."""
        part, node_id = self._part, self._node_id
        if part is None or node_id is None:
            return
        history, words = self._document.history, self._words_before
        self._part = None
        while history.stack.index() > self._step_before and history.can_undo():
            history.undo()
        self._part = part
        if self._words() != words:
            self._write(words, merges=False)
        self.accept()
        self._rest_at(part)

    def remove(self, part: Part) -> None:
        """Take a part away; a note offers to undo it."""
        node_id = self._shown()
        self.accept()
        if node_id is None or not steps.remove(self._document.store, node_id, part):
            return
        self.handles.hide_all()
        if part.kind in _DELETED:
            self._area.toast.say(_DELETED[part.kind], _UNDO, self._document.history.undo)
        if part.list_path is not None and self._handset.hasFocus():
            self._rest_at(Part(part.kind, (*part.list_path, max(part.index - 1, 0))))

    def add(self, part: Part) -> None:
        """Add a suggestion, a chip or a card beside a part and type in it."""
        self._add(lambda store, node_id: steps.add_beside(store, node_id, part))

    def add_card(self, part: Part) -> None:
        """Add a card behind the one a part belongs to."""
        card = part.card_path
        if card is not None and isinstance(card[-1], int):
            beside = Part("card", card)
            self._add(lambda store, node_id: steps.add_beside(store, node_id, beside))

    def add_chip(self) -> None:
        """Add a chip below the message and type in it."""
        node = self._node()
        base = message_path(node) if node is not None else None
        if base is not None:
            self._add(lambda store, node_id: steps.add_last(store, node_id, (*base, "chips")))

    def move(self, part: Part, target: int) -> None:
        """Put an item at another place of its list; the keyboard goes along."""
        node_id = self._shown()
        self.accept()
        if node_id is None:
            return
        made = steps.move(self._document.store, node_id, part, target)
        self.handles.hide_all()
        if made is not None:
            self._rest_at(made)

    def close(self) -> None:
        """Stop for good: the phone shows something else."""
        self.accept()
        self.handles.hide_all()

    def _connect(self) -> None:
        handset, editor, handles, events = self._handset, self.editor, self.handles, self.events
        handset.field_clicked.connect(self._on_click)
        handset.view_changed.connect(self._on_view)
        editor.area.edited.connect(self._on_typed)
        editor.area.left.connect(self.accept)
        editor.area.given_up.connect(self.give_up)
        editor.area.stepped.connect(self._on_step)
        handles.removed.connect(self.remove)
        handles.added.connect(self.add)
        handles.card_added.connect(self.add_card)
        handles.chip_added.connect(self.add_chip)
        handles.moved.connect(self.move)
        events.pointed.connect(self._on_pointed)
        events.pressed.connect(self._on_pressed)
        events.key_asked.connect(self._on_key)
        self._document.changed.connect(self._on_change)
        self._document.selection_changed.connect(self._on_selection)
        self._area.handset_pane.mode_chosen.connect(self.close)
        self._area.context.speaking.language_chosen.connect(self.close)

    def _open(self, node: Node, part: Part) -> bool:
        self.accept()
        if self._document.selection.current_node() != node.id:
            self._area.canvas.reveal(node.id)
        speaking = self._area.context.speaking.language
        self._language = speaking if speaking and steps.is_spoken(node, part) else ""
        self._follow_in_form(part)
        self._handset.set_selected_path(part.path)
        place = drawn_place(self._handset.phone, part)
        if place is None:
            return False
        history = self._document.history
        history.seal()
        self._part, self._node_id = part, node.id
        self._step_before = history.stack.index()
        self._words_before = self._words()
        self.handles.hide_all()
        self.editor.open_at(place, hint_of(node, part), self._words_before)
        return True

    def _follow_in_form(self, part: Part) -> None:
        """Let the form show the same field; the keyboard stays with the phone."""
        inspector = self._area.inspector
        if inspector.isVisible():
            inspector.focus_path(part.text_path)

    def _on_click(self, path: FieldPath) -> None:
        clicked, self._clicked = self._clicked, None
        if self.begin(path):
            if clicked is not None:
                self.editor.put_cursor(clicked)
            return
        self.field_asked.emit(path)

    def _on_pressed(self, position: QPoint) -> None:
        self._clicked = position

    def _on_typed(self, text: str) -> None:
        self._write(text, merges=True)

    def _write(self, text: str, *, merges: bool) -> None:
        part, node_id = self._part, self._node_id
        if part is None or node_id is None:
            return
        store = self._document.store
        self._is_writing = True
        try:
            if self._language:
                key = f"{self._language}/{steps.merge_key(part)}" if merges else ""
                steps.write_in_language(store, node_id, part, self._language, text, key)
            else:
                steps.write(store, node_id, part, text, steps.merge_key(part) if merges else "")
        except (LookupError, NodeMissing, ValidationError):
            self.accept()
        finally:
            self._is_writing = False
        if merges and len(text) > 1 and text[-1].isspace() and not text[-2].isspace():
            self._document.history.seal()

    def _words(self) -> str:
        part, node_id = self._part, self._node_id
        node = self._document.store.nodes.get(node_id) if node_id is not None else None
        if node is None or part is None:
            return ""
        return words_of_part(in_language(node, self._language) if self._language else node, part)

    def _on_step(self, step: int) -> None:
        part, node = self._part, self._node()
        target = after(node, part, step) if node is not None and part is not None else None
        if node is None or part is None:
            return
        if target is None or not self._open(node, target):
            self.accept()
            self._rest_at(part)

    def _on_change(self, _: object) -> None:
        """Show what else edits the words, undo among it; a part that is gone closes the editor."""
        part, node_id = self._part, self._node_id
        if part is None or node_id is None:
            return
        node = self._document.store.nodes.get(node_id)
        if node is None or part_at(node, part.path) != part:
            self.accept()
        elif not self._is_writing:
            self.editor.show_text(self._words())

    def _on_selection(self) -> None:
        if self._document.selection.current_node() != self._node_id:
            self.close()

    def _on_view(self) -> None:
        """Follow the words: they grew, were scrolled, or the phone got another size."""
        if self._part is not None:
            place = drawn_place(self._handset.phone, self._part)
            if place is not None:
                self.editor.move_to(place)
        elif self.handles.part is not None and not self.handles.is_dragging:
            self._show_handles(self.handles.part)

    def _on_pointed(self, path: FieldPath | None) -> None:
        if self.handles.is_dragging or self._part is not None:
            return
        node = self._node() if self._handset.phone.state.mode == "edit" else None
        part = part_at(node, path) if node is not None and path else None
        if part is None:
            self.handles.hide_all()
            return
        if part.kind in ("title", "description", "media"):
            card = part.card_path
            assert card is not None
            part = Part("card", card)
        self._show_handles(part)

    def _show_handles(self, part: Part) -> None:
        node = self._node()
        areas = areas_by_path(self._handset.phone)
        area = areas.get(part.path)
        if node is None or area is None or part_at(node, part.path) != part:
            self.handles.hide_all()
            return
        card = value_at(node, part.path) if part.kind == "card" else None
        has_suggestions = isinstance(card, Card) and bool(card.suggestions)
        self.handles.show_for(part, area, self._siblings(part), has_suggestions=has_suggestions)
        base = message_path(node)
        has_chips = base is None or bool(value_at(node, (*base, "chips")))
        rect = self._handset.widget_rect(area)
        at = QPoint(rect.left() + _CHIP_OFFER_PX, rect.bottom() + _CHIP_OFFER_PX)
        self.handles.offer_chip(None if has_chips or part.kind == "suggestion" else at)

    def _siblings(self, part: Part) -> tuple[QRect, ...]:
        if part.list_path is None:
            return ()
        areas = areas_by_path(self._handset.phone)
        found: list[QRect] = []
        while (area := areas.get((*part.list_path, len(found)))) is not None:
            found.append(self._handset.widget_rect(area))
        return tuple(found)

    def _on_key(self, key: int, is_alt: bool) -> None:
        """Serve the keys of the part the ring is at."""
        node, focused = self._node(), self._handset.phone.state.focused
        part = part_at(node, focused.path) if node is not None and focused is not None else None
        if part is None:
            return
        pressed = Qt.Key(key)
        if pressed is Qt.Key.Key_F2:
            self.begin(part.path)
        elif pressed is Qt.Key.Key_Insert:
            self.add(part)
        elif pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(part)
        elif is_alt and pressed in _MOVES:
            card = part.card_path
            is_inside = part.kind in ("title", "description", "media") and card is not None
            held = Part("card", card) if is_inside and card is not None else part
            self.move(held, held.index + _MOVES[pressed])

    def _add(self, make: Callable[..., Part | None]) -> None:
        node_id = self._shown()
        self.accept()
        if node_id is None:
            return
        try:
            made = make(self._document.store, node_id)
        except steps.ListFull as refusal:
            self._area.say(refusal.sentence)
            return
        if made is not None:
            self.begin(made.path)

    def _rest_at(self, part: Part) -> None:
        """Give the keyboard to the phone, the ring around a part."""
        self._handset.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._handset.focus_on(part.path))

    def _node(self) -> Node | None:
        node_id = self._shown()
        return self._document.store.nodes.get(node_id) if node_id is not None else None

"""The cards of a carousel: a strip to choose from, and the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from runtime.messages.card import Card
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, Label
from widgets.form.card_strip import CardStrip
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.fresh import card_copy, moved
from widgets.form.media_field import MediaField
from widgets.form.nested_field import NestedField
from widgets.form.problem import Problem, below
from widgets.form.record_fields import RecordFields
from widgets.form.spec import FieldSpec
from widgets.language import tr
from widgets.theme.measures import FIELD_GAP

_COPY = Wording("复制这张卡片", "Duplicate this card")
_REMOVE = Wording("删除这张卡片", "Delete this card")
_TITLE = "第 {number} 张"
_NONE_YET = Wording(
    "轮播是一排可以左右滑动的卡片，至少两张。每张有图片、标题、描述和按钮。",
    "A carousel is a row of cards to swipe through, two at least. Each has a picture, words and buttons.",
)
_BEGIN = Wording("放上前两张卡片", "Add the first two cards")


class CardsField(Field):
    """Edits one card at a time; switching cards fills the same fields anew."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent, has_label=False)
        self._value = None
        self._problems: tuple[Problem, ...] = ()
        self.strip = CardStrip(context, self)
        self.card_fields = RecordFields(Card, context, self)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_GAP - 4)
        self.empty = QWidget(body)
        lines = QVBoxLayout(self.empty)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Label(_NONE_YET, "label", "text_second", wraps=True, parent=self.empty))
        self.begin = Button(_BEGIN, icon_name="plus", parent=self.empty)
        self.begin.clicked.connect(self.add_first_cards)
        lines.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.empty)
        column.addWidget(self.strip)
        column.addWidget(self.card_fields)
        self.strip.chosen.connect(self.choose)
        self.strip.added.connect(self.add_card)
        self.strip.moved.connect(self._move)
        self.strip.removed.connect(self._remove)
        self.strip.file_dropped.connect(self.take_file)
        self.strip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.strip.customContextMenuRequested.connect(self._menu)
        self.card_fields.changed.connect(self._card_changed)
        self.card_fields.finished.connect(self.finished)
        self.card_fields.fix_requested.connect(self.fix_requested)
        self.adopt(body, named=self.strip)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards shown."""
        return self._value if isinstance(self._value, tuple) else ()

    def rename(self) -> None:
        """The strip names itself."""

    def show_value(self, value: object) -> None:
        cards = value if isinstance(value, tuple) else ()
        self.strip.show_cards(cards, self.strip.current)
        self.card_fields.setVisible(bool(cards))
        self.strip.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        if cards:
            self.card_fields.set_record(cards[self.strip.current])

    def take_beside(self, field: Field) -> bool:
        return self.card_fields.take_beside(field)

    def choose(self, place: int) -> None:
        """Edit another card."""
        self.finished.emit()
        self.context.turned.emit()
        self.strip.show_cards(self.cards, place)
        if self.cards:
            self.card_fields.set_record(self.cards[self.strip.current])
            self.show_problems(self._problems)

    def add_first_cards(self) -> None:
        """Add as many cards as a carousel needs at least, and edit the first."""
        self._replace(tuple(Card(title=_TITLE.format(number=number)) for number in (1, 2)), 0)
        self.card_fields.focus_path(("title",))

    def add_card(self) -> None:
        """Add a card behind the last and edit it."""
        made = Card(title=_TITLE.format(number=len(self.cards) + 1))
        self._replace((*self.cards, made), len(self.cards))

    def take_file(self, place: int, path: Path) -> None:
        """Give a card another picture, or a new card its first."""
        if place >= len(self.cards):
            self.add_card()
        else:
            self.choose(place)
        media = self.card_fields.field("media")
        field = media.fields.field("source") if isinstance(media, NestedField) else None
        if isinstance(field, MediaField):
            field.take_file(path)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = tuple(problems)
        self._note.show_problems([problem for problem in problems if not problem.path])
        self.strip.mark_faulty(
            frozenset(step for each in problems if each.path and isinstance(step := each.path[0], int))
        )
        self.card_fields.show_problems(below(problems, self.strip.current))
        self._show_card_note(below(problems, self.strip.current))

    def _show_card_note(self, problems: Sequence[Problem]) -> None:
        own = [problem for problem in problems if not problem.path]
        if own:
            self._note.show_problems([*self._note.problems, *own])

    def focus_path(self, path: FieldPath) -> bool:
        if path and isinstance(path[0], int) and path[0] < len(self.cards):
            self.choose(path[0])
            if len(path) > 1:
                return self.card_fields.focus_path(path[1:])
        target = self.strip if self.cards else self.begin
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _replace(self, cards: tuple[Card, ...], current: int) -> None:
        self.strip.show_cards(cards, current)
        self.show_value(cards)
        self.tell(cards)

    def _move(self, source: int, target: int) -> None:
        self._replace(moved(self.cards, source, target), target)

    def _remove(self, place: int) -> None:
        self._replace((*self.cards[:place], *self.cards[place + 1 :]), min(place, len(self.cards) - 2))

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, slot in ((_COPY, self._copy_current), (_REMOVE, self._remove_current)):
            action = QAction(tr(words), menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(self.strip.mapToGlobal(at))

    def _copy_current(self) -> None:
        place = self.strip.current
        if self.cards:
            cards = (*self.cards[: place + 1], card_copy(self.cards[place]), *self.cards[place + 1 :])
            self._replace(cards, place + 1)

    def _remove_current(self) -> None:
        if self.cards:
            self._remove(self.strip.current)

    def _card_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        self.changed.emit((self.strip.current, *path), value, typed)

"""Searches the open scenario: joins the bar over the canvas with index, canvas, outline and inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from app.finding.find_bar import FindBar, place_line
from editor.document.searching import Match, Replaced, SearchIndex, replace
from editor.document.spots import line_of, place_in, source_path
from editor.tools.geometry import Rect
from runtime.flow.ids import NodeId
from runtime.flow.layout import FrameId, NoteId
from runtime.flow.node import Node
from runtime.records import Record
from runtime.wording import Wording
from widgets.form.text_area import TextArea
from widgets.theme.measures import SPACE_12

if TYPE_CHECKING:
    from app.editing_area import EditingArea

JUMP_MS: Final = 120
"""How long nothing must be typed before the view goes to the first place."""
_SLICE_S: Final = 0.006
_PREFILL_MAX: Final = 60
_PLACED_BY: Final = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
"""What of the canvas, or of the banner over it, gives the bar another place."""
_DONE: Final = Wording("已替换 {count} 处", "{count} replaced")
_REFUSED: Final = Wording("，{count} 处太长，没有换", ", {count} left because they would be too long")
_TOO_LONG: Final = Wording("，{count} 处超出长度，见「问题」", ", {count} over a limit now: see Problems")


class FindDesk(QObject):
    """Acts on the scenario that is open; the bar is made when it is first needed."""

    everywhere_asked = Signal(str)
    """The person wants to search all scenarios for these words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._area: EditingArea | None = None
        self.bar: FindBar | None = None
        self._index: SearchIndex | None = None
        self._matches: tuple[Match, ...] = ()
        self._at = -1
        self._words = ""
        self._jump = QTimer(self)
        self._jump.setSingleShot(True)
        self._jump.setInterval(JUMP_MS)
        self._jump.timeout.connect(self._go_to_nearest)
        self._warming = QTimer(self)
        self._warming.setInterval(0)
        self._warming.timeout.connect(self._warm)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._refresh)

    @property
    def matches(self) -> tuple[Match, ...]:
        """What was found, in the order of the walk."""
        return self._matches

    @property
    def current(self) -> Match | None:
        """The place the view is at, or None."""
        return self._matches[self._at] if 0 <= self._at < len(self._matches) else None

    @property
    def index(self) -> SearchIndex | None:
        """The texts of the open scenario."""
        return self._index

    def go_to(self, match: Match) -> None:
        """Go to one place that was found elsewhere."""
        self._matches, self._at = (match,), 0
        self._reveal()
        self._focus_field()

    def take(self, area: EditingArea | None) -> None:
        """Search another document from now on."""
        for timer in (self._jump, self._warming, self._again):
            timer.stop()
        self._area = area
        self.bar = None
        self._matches, self._at = (), -1
        self._index = None
        if area is not None:
            self._index = SearchIndex(area.document.store)
            area.document.changed.connect(self._on_change)
            area.canvas.installEventFilter(self)
            area.banner.installEventFilter(self)

    def find(self) -> None:
        """Open the bar and take the keyboard; what is selected in a text is searched for."""
        self._open(is_replacing=self.bar is not None and self.bar.isVisible() and self.bar.is_replacing)

    def replace(self) -> None:
        """Open the bar with the row for new words."""
        self._open(is_replacing=True)

    def find_for(self, words: str) -> None:
        """Open the bar and search for words."""
        self._open(is_replacing=False)
        if self.bar is not None:
            self.bar.field.setText(words)

    def next(self) -> None:
        """Go to the next place; opens the bar when nothing is searched for."""
        self._step(1)

    def previous(self) -> None:
        """Go to the place before."""
        self._step(-1)

    def close(self) -> None:
        """End the search and give the keyboard to the canvas; what is selected stays selected."""
        self._jump.stop()
        self._warming.stop()
        if self._area is None or self.bar is None or not self.bar.isVisible():
            return
        self.bar.hide()
        self._mark()
        self._area.canvas.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the bar in its corner."""
        if event.type() in _PLACED_BY:
            self._place_bar()
        return super().eventFilter(watched, event)

    def _open(self, *, is_replacing: bool) -> None:
        area = self._area
        if area is None:
            return
        selected = _selected_text()
        bar = self.bar or self._make_bar(area)
        bar.show_replacing(is_replacing)
        bar.show()
        bar.raise_()
        self._place_bar()
        if selected:
            bar.field.setText(selected)
        elif not bar.words and self._words:
            bar.field.setText(self._words)
        bar.take_keyboard()
        self._warming.start()
        self._search(jumps=False)

    def _make_bar(self, area: EditingArea) -> FindBar:
        bar = self.bar = FindBar(area.canvas)
        bar.words_changed.connect(self._on_words)
        bar.next_asked.connect(self.next)
        bar.previous_asked.connect(self.previous)
        bar.field_asked.connect(self._focus_field)
        bar.replace_asked.connect(self._replace_one)
        bar.replace_all_asked.connect(self._replace_all)
        bar.everywhere_asked.connect(self.everywhere_asked)
        bar.closed.connect(self.close)
        return bar

    def _place_bar(self) -> None:
        if self.bar is None or self._area is None:
            return
        canvas, bar = self._area.canvas, self.bar
        width = min(bar.sizeHint().width(), canvas.width() - 2 * SPACE_12)
        left = canvas.width() - width - SPACE_12
        banner = self._area.banner
        is_beside = banner.isHidden() or banner.geometry().right() + SPACE_12 <= left
        top = SPACE_12 if is_beside else banner.geometry().bottom() + SPACE_12
        bar.setGeometry(left, top, width, bar.sizeHint().height())

    def _warm(self) -> None:
        if self._index is None or self._index.warm(_SLICE_S):
            self._warming.stop()

    def _on_words(self, words: str) -> None:
        self._search(jumps=True)

    def _on_change(self, _change: object) -> None:
        if self.bar is not None and self.bar.isVisible() and self.bar.words.strip():
            self._again.start()

    def _refresh(self) -> None:
        self._search(jumps=False)

    def _search(self, *, jumps: bool) -> None:
        if self._index is None or self.bar is None:
            return
        before = self.current
        self._words = self.bar.words
        self._matches = self._index.find(self._words)
        self._at = -1 if jumps else _same_place(self._matches, before)
        self._mark()
        self._say()
        if jumps and self._matches:
            self._jump.start()

    def _mark(self) -> None:
        area, bar = self._area, self.bar
        if area is None:
            return
        shown = self._matches if bar is not None and bar.isVisible() else ()
        nodes = frozenset(match.node for match in shown if match.node is not None)
        area.canvas.set_found(nodes)
        area.problems.outline.set_found(nodes)

    def _say(self) -> None:
        bar, current = self.bar, self.current
        if bar is None:
            return
        place = None
        owner = self._owner(current) if current is not None else None
        if current is not None and owner is not None:
            place = place_line(
                place_in(owner, current.spot), line_of(current.spot, current.begin, current.end)
            )
        bar.show_found(self._at + 1, len(self._matches), place)
        bar.show_may_replace(
            current is not None and current.may_be_replaced,
            any(match.may_be_replaced for match in self._matches),
        )

    def _owner(self, match: Match) -> Record | None:
        if self._area is None:
            return None
        store, spot = self._area.document.store, match.spot
        if spot.owner == "node":
            return store.nodes.get(NodeId(spot.id))
        if spot.owner == "note":
            return store.notes.get(NoteId(spot.id))
        return store.frames.get(FrameId(spot.id)) if spot.owner == "frame" else store.flow

    def _go_to_nearest(self) -> None:
        """Go to the first place in the node that is selected, else to the first of all."""
        if self._area is None or not self._matches:
            return
        here = self._area.document.selection.current_node()
        nearest = (number for number, match in enumerate(self._matches) if match.node == here is not None)
        self._at = next(nearest, 0)
        self._reveal()

    def _step(self, by: int) -> None:
        if self._area is None:
            return
        if self.bar is None or not self._words.strip():
            self.find()
            return
        if not self.bar.isVisible():
            self.bar.show()
            self._search(jumps=False)
        is_waiting = self._jump.isActive()
        self._jump.stop()
        if not self._matches:
            return
        if self._at < 0 and (is_waiting or by > 0):
            self._go_to_nearest()
            return
        self._at = (self._at + by) % len(self._matches)
        self._reveal()

    def _reveal(self) -> None:
        area, current = self._area, self.current
        if area is None or current is None:
            return
        spot, selection = current.spot, area.document.selection
        owner = self._owner(current)
        if spot.owner == "node":
            area.canvas.reveal(NodeId(spot.id))
            if self.bar is not None and self.bar.isVisible():
                area.canvas.clear_of(NodeId(spot.id), self.bar.geometry())
        elif spot.owner == "flow":
            selection.clear()
        elif owner is not None:
            if spot.owner == "note":
                selection.set(notes=[NoteId(spot.id)])
            else:
                selection.set(frames=[FrameId(spot.id)])
            area.canvas.look_at(Rect(*(getattr(owner, name) for name in ("x", "y", "width", "height"))))
        self._say()

    def _focus_field(self) -> None:
        area = self._area
        if self._jump.isActive():
            self._jump.stop()
            self._go_to_nearest()
        if area is None or self.current is None:
            return
        spot, owner = self.current.spot, self._owner(self.current)
        area.show_column("inspector")
        if spot.owner == "flow":
            area.inspector.flow_pane.focus_path(spot.path)
        elif isinstance(owner, Node):
            path = source_path(owner, spot.path)
            if path in {("title",), ("type",)} or not area.inspector.focus_path(path):
                area.inspector.focus_title()
            _select_in_field(self.current)
        else:
            area.canvas.setFocus()

    def _replace_one(self, words: str) -> None:
        area, current = self._area, self.current
        if area is None:
            return
        if current is None:
            self.next()
            return
        at = self._at
        if not current.may_be_replaced:
            self.next()
            return
        done = replace(area.document.store, [current], words, self._words.strip())
        self._search(jumps=False)
        self._again.stop()
        if done.refused or not self._matches:
            self._tell(done)
            return
        self._at = _next_after(self._matches, at, current, len(words))
        self._reveal()

    def _replace_all(self, words: str) -> None:
        if self._area is None:
            return
        done = replace(self._area.document.store, self._matches, words, self._words.strip())
        self._search(jumps=False)
        self._again.stop()
        self._tell(done)

    def _tell(self, done: Replaced) -> None:
        zh, en = _DONE.format(count=done.count).zh, _DONE.format(count=done.count).en
        for words, count in ((_REFUSED, done.refused), (_TOO_LONG, done.too_long)):
            if count:
                zh, en = zh + words.format(count=count).zh, en + words.format(count=count).en
        if self.bar is not None:
            self.bar.say(Wording(zh, en))


def _same_place(matches: tuple[Match, ...], before: Match | None) -> int:
    """Where the place from before is now: the same text's field, or nowhere."""
    if before is None:
        return -1
    near = [
        (abs(match.begin - before.begin), number)
        for number, match in enumerate(matches)
        if _field(match) == _field(before)
    ]
    return min(near)[1] if near else -1


def _next_after(matches: tuple[Match, ...], at: int, replaced: Match, length: int) -> int:
    """The place after one that was replaced; new words that hold the old ones are passed over."""
    end = replaced.begin + length
    for number in range(at, len(matches)):
        match = matches[number]
        is_same = _field(match) == _field(replaced)
        if not is_same or match.begin >= end:
            return number
    return 0


def _field(match: Match) -> tuple[object, ...]:
    return match.spot.owner, match.spot.id, match.spot.path


def _selected_text() -> str:
    """The one line of text that is selected where the person types, to be searched for."""
    focused = QApplication.focusWidget()
    text = ""
    if isinstance(focused, QLineEdit):
        text = focused.selectedText()
    elif isinstance(focused, QTextEdit):
        text = focused.textCursor().selectedText()
    is_short = 0 < len(text) <= _PREFILL_MAX and "\u2029" not in text
    return text if is_short else ""


def _select_in_field(match: Match) -> None:
    """Select the found words in the field that has the focus, where it shows them as they stand."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit) and focused.text() == match.spot.text:
        focused.setSelection(match.begin, match.end - match.begin)
    elif isinstance(focused, TextArea) and focused.value() == match.spot.text:
        focused.select_text(match.begin, match.end)

"""Any sequence of edits, undo, redo, saving, reopening, pasting and merging keeps three promises.

The document can always be opened again, undo and redo lead to exactly the states there were, and the mark of
what is saved is never wrong.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from editor.document import clipboard
from editor.document.connecting import connection_refusal
from editor.document.errors import PasteRefused
from editor.document.merging.deciding import adopt, decide
from editor.document.merging.merge import merge
from editor.document.selection import Selection
from editor.document.store import Store
from editor.undo import History
from runtime.flow.document import Document, digest
from runtime.flow.file_format import from_text, to_text
from runtime.flow.ids import NodeId
from runtime.flow.node import node_types
from runtime.flow.nodes.send_message import SendMessage
from runtime.records import replaced_at
from runtime.wording import Wording
from tests.support.flows import greeting

EDIT = Wording("修改", "Edit")
PICK = st.integers(0, 10_000)
COORDINATE = st.floats(-5000, 5000)
WORDS = st.text(alphabet="好不 ab{}7", max_size=6)


class Sitting(RuleBasedStateMachine):
    """One person at one scenario; the clock goes only when a rule lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0
        self.numbers = iter(range(1_000_000))
        self.open_document(greeting())
        self.original = self.store.document

    def open_document(self, document: Document) -> None:
        self.store = Store(document, lambda: str(next(self.numbers)))
        self.selection = Selection(self.store)
        self.history = History(self.store, clock=lambda: self.now_s, selection=self.selection)
        self.states = {0: to_text(document)}
        self.saved = to_text(document)

    def node(self, pick: int) -> NodeId | None:
        names = list(self.store.nodes)
        return names[pick % len(names)] if names else None

    def note_state(self) -> None:
        """Remember what the document is at this step; what was undone is forgotten, but by an empty edit."""
        index, text = self.history.stack.index(), to_text(self.store.document)
        if self.states.get(index) != text:
            self.states = {at: known for at, known in self.states.items() if at < index}
            self.states[index] = text

    @rule(kind=st.sampled_from(sorted(node_types())), x=COORDINATE, y=COORDINATE)
    def add(self, kind: str, x: float, y: float) -> None:
        with self.store.edit(EDIT) as draft:
            made = draft.new_id("n")
            draft.add_node(node_types()[kind].model_validate({"type": kind, "id": made}), x, y)
        self.note_state()

    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        if (node := self.node(pick)) is not None:
            with self.store.edit(EDIT) as draft:
                draft.remove_node(node)
            self.note_state()

    @rule(pick=PICK, x=COORDINATE, y=COORDINATE)
    def drag(self, pick: int, x: float, y: float) -> None:
        if (node := self.node(pick)) is not None:
            with self.store.edit(EDIT) as draft:
                draft.move(node, x, y)
            self.note_state()

    @rule(pick=PICK, exit_pick=PICK, target_pick=PICK)
    def connect(self, pick: int, exit_pick: int, target_pick: int) -> None:
        source, target = self.node(pick), self.node(target_pick)
        offers = self.store.node(source).offers() if source is not None else ()
        if source is None or target is None or not offers:
            return
        name = offers[exit_pick % len(offers)].name
        if connection_refusal(self.store.node(source), name, self.store.node(target)) is None:
            with self.store.edit(EDIT) as draft:
                draft.connect(source, name, target)
            self.note_state()

    @rule(pick=PICK, words=WORDS, pause_s=st.sampled_from([0.0, 0.2, 5.0]))
    def type_words(self, pick: int, words: str, pause_s: float) -> None:
        node = self.store.nodes.get(self.node(pick) or NodeId(""))
        if not isinstance(node, SendMessage) or "text" not in type(node.message.content).model_fields:
            return
        self.now_s += pause_s
        path = ("message", "content", "text")
        with self.store.edit(EDIT, merge=f"{node.id}:text") as draft:
            draft.put_node(replaced_at(node, path, words))
        self.note_state()

    @rule(picks=st.lists(PICK, max_size=4), at=st.tuples(COORDINATE, COORDINATE))
    def copy_and_paste(self, picks: list[int], at: tuple[float, float]) -> None:
        if len(self.store.nodes) > 40:
            return
        self.selection.set(node for pick in picks if (node := self.node(pick)) is not None)
        try:
            clipboard.paste(self.store, clipboard.copy(self.store, self.selection), at)
        except PasteRefused:
            return
        self.note_state()

    @rule(name=WORDS, pick=PICK)
    def merge_a_copy(self, name: str, pick: int) -> None:
        theirs = Store(self.original, lambda: str(next(self.numbers)))
        with theirs.edit(EDIT) as draft:
            draft.set_flow(name=name)
            nodes = list(theirs.nodes)
            draft.remove_node(nodes[pick % len(nodes)])
        adopt(self.store, merge(self.original, self.store.document, theirs.document))
        self.note_state()

    @precondition(lambda self: bool(self.store.conflicts))
    @rule(pick=PICK, side=st.sampled_from(["ours", "theirs"]))
    def decide_a_conflict(self, pick: int, side: str) -> None:
        conflicts = list(self.store.conflicts.values())
        decide(self.store, conflicts[pick % len(conflicts)], "ours" if side == "ours" else "theirs")
        self.note_state()

    @rule()
    def undo(self) -> None:
        before = self.history.stack.index()
        self.history.undo()
        assert self.history.stack.index() == max(before - 1, 0)
        assert to_text(self.store.document) == self.states[self.history.stack.index()]

    @rule()
    def redo(self) -> None:
        self.history.redo()
        assert to_text(self.store.document) == self.states[self.history.stack.index()]

    @rule()
    def save(self) -> None:
        self.saved = to_text(self.store.document)
        self.history.set_clean()

    @rule()
    def close_and_open_again(self) -> None:
        text = to_text(self.store.document)
        self.history.close()
        self.open_document(from_text(text))
        assert to_text(self.store.document) == text

    @invariant()
    def can_be_opened(self) -> None:
        document = self.store.document
        again = from_text(to_text(document))
        assert digest(again.flow) == digest(document.flow)
        assert again.layout == document.layout

    @invariant()
    def what_is_called_saved_is_what_was_saved(self) -> None:
        if self.history.is_clean():
            assert to_text(self.store.document) == self.saved

    @invariant()
    def what_differs_is_never_called_saved(self) -> None:
        if to_text(self.store.document) != self.saved:
            assert not self.history.is_clean()

    def teardown(self) -> None:
        while self.history.can_undo():
            self.history.undo()
        assert to_text(self.store.document) == self.states[0]
        self.history.close()


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)

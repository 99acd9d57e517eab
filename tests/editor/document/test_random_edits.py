"""Any edits: undo leads back to the start, redo to the same document, and every state can be opened."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from editor.document import clipboard
from editor.document.change import Change
from editor.document.connecting import connection_refusal
from editor.document.errors import PasteRefused
from editor.document.selection import Selection
from editor.document.store import Store
from runtime.flow.file_format import from_text, to_text
from runtime.flow.ids import NodeId
from runtime.flow.layout import Note, NoteId
from runtime.flow.node import node_types
from runtime.flow.nodes.send_message import SendMessage
from runtime.wording import Wording
from tests.support.flows import greeting, replies

EDIT = Wording("修改", "Edit")
PICK = st.integers(0, 10_000)
COORDINATE = st.floats(-5000, 5000)


class Editing(RuleBasedStateMachine):
    """Edits a small scenario at random and remembers every change."""

    def __init__(self) -> None:
        super().__init__()
        numbers = iter(range(100_000))
        self.store = Store(greeting(), lambda: str(next(numbers)))
        self.selection = Selection(self.store)
        self.first = to_text(self.store.document)
        self.changes: list[Change] = []
        self.store.subscribe(self.changes.append)

    def node(self, pick: int) -> NodeId | None:
        names = list(self.store.nodes)
        return names[pick % len(names)] if names else None

    @rule(kind=st.sampled_from(sorted(node_types())), x=COORDINATE, y=COORDINATE)
    def add(self, kind: str, x: float, y: float) -> None:
        with self.store.edit(EDIT) as draft:
            made = draft.new_id("n")
            draft.add_node(node_types()[kind].model_validate({"type": kind, "id": made}), x, y)

    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        if (node := self.node(pick)) is not None:
            with self.store.edit(EDIT) as draft:
                draft.remove_node(node)

    @rule(pick=PICK, x=COORDINATE, y=COORDINATE)
    def move(self, pick: int, x: float, y: float) -> None:
        if (node := self.node(pick)) is not None:
            with self.store.edit(EDIT) as draft:
                draft.move(node, x, y)

    @rule(pick=PICK, exit_pick=PICK, target_pick=PICK)
    def connect(self, pick: int, exit_pick: int, target_pick: int) -> None:
        source, target = self.node(pick), self.node(target_pick)
        if source is None or target is None or not self.store.node(source).offers():
            return
        offers = self.store.node(source).offers()
        exit_name = offers[exit_pick % len(offers)].name
        if connection_refusal(self.store.node(source), exit_name, self.store.node(target)) is None:
            with self.store.edit(EDIT) as draft:
                draft.connect(source, exit_name, target)

    @rule(pick=PICK, texts=st.lists(st.sampled_from(["好", "不", "也许"]), max_size=3))
    def suggest(self, pick: int, texts: list[str]) -> None:
        node = self.store.nodes.get(self.node(pick) or NodeId(""))
        if isinstance(node, SendMessage):
            with self.store.edit(EDIT) as draft:
                draft.put_node(node.with_changes(message=node.message.with_changes(chips=replies(*texts))))

    @rule(picks=st.lists(PICK, max_size=4), at=st.tuples(COORDINATE, COORDINATE))
    def copy_and_paste(self, picks: list[int], at: tuple[float, float]) -> None:
        if len(self.store.nodes) > 40:
            return
        self.selection.set(node for pick in picks if (node := self.node(pick)) is not None)
        try:
            clipboard.paste(self.store, clipboard.copy(self.store, self.selection), at)
        except PasteRefused:
            assert all(self.store.node(name).type == "start" for name in self.selection.nodes)

    @rule(x=COORDINATE, text=st.text(max_size=10))
    def note(self, x: float, text: str) -> None:
        with self.store.edit(EDIT) as draft:
            draft.put_note(Note(id=NoteId(draft.new_id("note")), x=x, text=text))

    @rule(name=st.text(max_size=20))
    def rename(self, name: str) -> None:
        with self.store.edit(EDIT) as draft:
            draft.set_flow(name=name)

    @invariant()
    def can_be_saved_and_opened(self) -> None:
        text = to_text(self.store.document)
        assert to_text(from_text(text)) == text

    @invariant()
    def selection_names_only_what_exists(self) -> None:
        assert all(name in self.store.nodes for name in self.selection.nodes)

    def teardown(self) -> None:
        changes = list(self.changes)
        last, order = to_text(self.store.document), list(self.store.flow.nodes)
        for change in reversed(changes):
            self.store.apply(change.reversed())
        assert to_text(self.store.document) == self.first
        assert list(self.store.flow.nodes) == list(greeting().flow.nodes)
        for change in changes:
            self.store.apply(change)
        assert to_text(self.store.document) == last
        assert list(self.store.flow.nodes) == order
        self._folded_is_the_same(changes, last)

    def _folded_is_the_same(self, changes: list[Change], last: str) -> None:
        if not changes:
            return
        whole = changes[0]
        for change in changes[1:]:
            whole = whole.then(change)
        self.store.apply(whole.reversed())
        assert to_text(self.store.document) == self.first
        self.store.apply(whole)
        assert to_text(self.store.document) == last


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)

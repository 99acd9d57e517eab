"""Joins the panes of one open scenario: what one of them says, the others show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.editing_area import EditingArea
from app.handset_pane.edited_message import message_in, phones_of, profile_of
from app.handset_pane.preview_values import LONGEST
from app.play_desk import PlayDesk
from editor.document.change import Change
from editor.document.errors import DocumentRefusal
from editor.inspector import apply_fix
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.records import FieldPath


class Wiring(QObject):
    """Holds no truth of its own; ends with its area."""

    widening_asked = Signal()
    """The palette needs room for its search."""
    real_asked = Signal()
    """The person turned to what really arrives."""

    def __init__(self, area: EditingArea, play: PlayDesk) -> None:
        super().__init__(area)
        self._area = area
        self._document = area.document
        self._play = play
        self._shown_for: tuple[Node, object] | None = None
        self._connect()
        self._show_profile()
        self.show_edited()

    def activate_issue(self, issue: Issue) -> None:
        """Go to the place of an issue: node in view, field with the focus."""
        if issue.node is not None:
            self._area.canvas.reveal(issue.node, issue.exit)
        self._area.show_column("inspector")
        self._area.inspector.focus_issue(issue)

    def go_to(self, kind: str, found_id: str) -> None:
        """Go to a node or a variable that was searched for."""
        if kind == "node" and NodeId(found_id) in self._document.store.nodes:
            self._area.canvas.reveal(NodeId(found_id))
        elif kind == "variable":
            self._edit_variable(found_id)

    def shown_node(self) -> NodeId | None:
        """The node whose message stands on the phone for editing, None while there is none."""
        return self._shown_for[0].id if self._shown_for is not None else None

    def show_edited(self) -> None:
        """Show the selected node's message in the phone, if that is what the pane is for now."""
        pane, document = self._area.handset_pane, self._document
        if pane.mode != "edit":
            return
        current = document.selection.current_node()
        node = document.store.nodes.get(current) if current is not None else None
        if node is None:
            node = self._first_message() if current is None else None
        head = document.flow
        language, values = self._area.context.speaking.language, self._area.preview_values.values(head)
        if node is None or (phones := phones_of(node, head, language, values)) is None:
            self._shown_for = None
            pane.show_mode("edit", has_content=False)
            return
        is_same = self._shown_for is not None and self._shown_for[0].id == node.id
        self._shown_for = (node, head)
        pane.show_mode("edit", has_content=True)
        pane.phones.show_phones(phones)
        if not is_same:
            pane.phones.handset.set_selected_path(None)

    def _show_values(self) -> None:
        """Show other values on the phone; the counters count the longest where those are chosen."""
        values, flow = self._area.preview_values, self._document.flow
        self._area.context.set_longest(values.longest(flow) if values.key == LONGEST else {})
        self.show_edited()

    def _first_message(self) -> Node | None:
        """Without a selection the phone shows what people get first."""
        store = self._document.store
        starts = store.flow.start_nodes()
        seen: set[NodeId] = set()
        queue = [starts[0].id] if starts else []
        while queue:
            here = queue.pop(0)
            if here in seen:
                continue
            seen.add(here)
            node = store.nodes[here]
            if message_in(node) is not None:
                return node
            queue += node.targets.values()
        return None

    def _connect(self) -> None:
        area, document = self._area, self._document
        area.palette_panel.requested.connect(self._add)
        area.palette_panel.widening_requested.connect(self.widening_asked)
        area.canvas.node_activated.connect(self._activate_node)
        area.canvas.refused.connect(area.say)
        area.checking.checked.connect(self._show_issues)
        area.problems.issue_activated.connect(self.activate_issue)
        area.problems.fix_requested.connect(self._fix)
        area.problems.node_activated.connect(self._edit_node)
        area.problems.outline.node_shown.connect(area.canvas.follow)
        area.problems.outline.refused.connect(area.say)
        area.problems.variable_activated.connect(self._edit_variable)
        area.inspector.fix_requested.connect(self._fix)
        area.inspector.several.frame_requested.connect(area.canvas.frame_selection)
        area.handset_pane.mode_chosen.connect(self._turn)
        area.context.speaking.language_chosen.connect(self.show_edited)
        area.preview_values.changed.connect(self._show_values)
        document.changed.connect(self._on_change)
        document.selection_changed.connect(self.show_edited)
        self._play.changed.connect(self._on_play)

    def _add(self, _kind: str, name: str) -> None:
        made = self._guarded(lambda: self._area.canvas.add_node(name))
        if made is not None:
            self._area.canvas.setFocus()

    def _guarded(self, edit: Callable[[], NodeId | None]) -> NodeId | None:
        try:
            return edit()
        except DocumentRefusal as refusal:
            self._area.say(refusal.sentence)
            return None

    def _activate_node(self, node_id: str) -> None:
        self._area.show_column("inspector")
        self._area.inspector.focus_title()

    def _edit_node(self, node_id: NodeId) -> None:
        self._area.canvas.reveal(node_id)
        self._activate_node(node_id)

    def _show_issues(self, issues: tuple[Issue, ...]) -> None:
        if self._document.flow.is_unbegun():
            issues = ()  # What is not there yet is no mistake.
        self._area.canvas.set_issues(issues)
        self._area.voice.show_issues(issues)
        self._area.problems.show_issues(issues, self._area.checking.took_s)
        self._area.inspector.show_issues(issues)

    def _fix(self, issue: Issue) -> None:
        if self._area.inspector.begin_fix(issue):
            self._area.show_column("inspector")
            return
        made = self._guarded(lambda: apply_fix(self._document.store, issue))
        if made is not None:
            self._area.canvas.reveal(made)

    def _edit_variable(self, name: str) -> None:
        self._document.selection.clear()
        names = [variable.name for variable in self._document.flow.variables]
        if name in names:
            self._area.show_column("inspector")
            self._area.inspector.flow_pane.focus_path(("variables", names.index(name)))

    def edit_field(self, path: FieldPath) -> None:
        """Go to the field of the form behind something on the phone."""
        if self._shown_for is not None:
            node = self._shown_for[0]
            if self._document.selection.current_node() != node.id:
                self._area.canvas.reveal(node.id)
            self._area.show_column("inspector")
            self._area.inspector.focus_path(path)
            self._area.handset_pane.phones.handset.set_selected_path(path)

    def _turn(self, mode: str) -> None:
        pane = self._area.handset_pane
        if mode == "edit":
            pane.show_mode("edit", has_content=False)
            self._shown_for = None
            self._show_profile()
            self.show_edited()
        elif mode == "play":
            self._show_profile()
            if self._play.is_playing:
                self._play.show_in_pane()
            else:
                self._play.start()
        else:
            self.real_asked.emit()

    def _on_play(self) -> None:
        if not self._play.is_playing and self._area.handset_pane.mode == "play":
            self._turn("edit")

    def _on_change(self, change: Change) -> None:
        kinds = {kind for kind, _ in change.records}
        if "flow" in kinds:
            self._show_profile()
            self._show_values()
        if change.touches_flow():
            self.show_edited()

    def _show_profile(self) -> None:
        flow = self._document.flow
        self._area.handset_pane.phones.set_profile(profile_of(flow), flow.chatbot.sms_sender)

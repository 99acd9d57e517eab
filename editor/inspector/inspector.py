"""The inspector: forms for what is selected, in step with the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from editor.document.change import Change
from editor.document.clipboard import duplicate
from editor.document.errors import DocumentRefusal
from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector.edits import flow_head, icon_of, put_flow_value, rename_node, type_words
from editor.inspector.fixes import BY_HAND
from editor.inspector.flow_pane import FlowPane
from editor.inspector.language_bar import LanguageBar
from editor.inspector.node_header import NodeHeader
from editor.inspector.node_pages import NodePages
from editor.inspector.several_pane import SeveralPane
from editor.tools.commands import delete_selection
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.targets import targets_of
from runtime.flow.values import as_text
from runtime.flow.variable import Variable
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.form import FormContext, MenuOffer, VariableOffer
from widgets.form.media_field import MediaField
from widgets.form.speaking import Speaking
from widgets.language import language_changed, tr

_DUPLICATE: Final = Wording("再制", "Duplicate")
_DELETE: Final = Wording("删除", "Delete")
_SETTINGS: Final = Wording("场景设置", "Scenario settings")
_UNNAMED: Final = Wording("未命名场景", "Untitled scenario")
_SEVERAL: Final = Wording("多个节点", "Several nodes")
_SELECTED: Final = Wording("已选 {count} 个", "{count} selected")
WIDTH_PX: Final = 316
WIDTH_LEAST_PX: Final = 280
WIDTH_MOST_PX: Final = 420


def variable_offers(flow: Flow) -> tuple[VariableOffer, ...]:
    """The variables of a flow as a form's completion offers them."""
    return tuple(
        VariableOffer(each.name, each.type.wording, _shown_sample(each), each.type.value)
        for each in flow.variables
    )


def menu_offers(flow: Flow) -> tuple[MenuOffer, ...]:
    """The replies in a flow's fixed menu, with the postback that each has or would get."""
    found = [
        (("chatbot", "menu", index, *path), suggestion)
        for index, entry in enumerate(flow.chatbot.menu)
        for path, suggestion in entry.suggestions()
    ]
    return tuple(
        MenuOffer(each.text, each.postback, path, each.postback or f"menu/{each.id}")
        for path, each in found
        if each.is_reply
    )


def _shown_sample(variable: Variable) -> str:
    """What previews show for a variable: its sample, else its default."""
    return variable.sample or ("" if variable.default is None else as_text(variable.default))


class Inspector(QWidget):
    """Shows the selected node, the scenario when nothing is selected, or a summary of several nodes.

    Every change goes through one edit of the store; changes from elsewhere are shown in place and never take
    the focus. *seal* ends a run of merged edits, as `History.seal` does.
    """

    fix_requested = Signal(object)
    """The issue whose repair was asked for at a field."""

    def __init__(
        self,
        store: Store,
        selection: Selection,
        context: FormContext,
        seal: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._context = context
        self._seal = seal
        self._issues: tuple[Issue, ...] = ()
        self.header = NodeHeader(self)
        self.pages = NodePages(store, context, seal)
        self.flow_pane = FlowPane(store, context, seal)
        self.several = SeveralPane(store, context, seal)
        self.languages = LanguageBar(context.speaking, self)
        self._stack = QStackedWidget(self)
        for pane in (self.flow_pane, self.pages, self.several):
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.languages)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(WIDTH_LEAST_PX)
        self.setMaximumWidth(WIDTH_MOST_PX)
        self._connect()
        self._show_context()
        self._show()

    def _connect(self) -> None:
        for words, slot in ((_DUPLICATE, self.duplicate_selection), (_DELETE, self.delete_selection)):
            action = QAction(self)
            action.triggered.connect(slot)
            self.header.add_action(words, action)
        self.header.renamed.connect(self._rename)
        self.header.edit_finished.connect(self._finished)
        self.pages.fix_requested.connect(self.fix_requested)
        self.several.node_chosen.connect(self._choose)
        self.several.duplicate_requested.connect(self.duplicate_selection)
        self.several.delete_requested.connect(self.delete_selection)
        self._ends = (
            self._store.subscribe(self._on_change),
            self._selection.subscribe(self._on_selection),
        )
        language_changed.connect(self._show_header)

    @property
    def speaking(self) -> Speaking:
        """The languages texts are shown in, and the one that is looked at."""
        return self._context.speaking

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 600)

    def close_document(self) -> None:
        """Stop listening to the document; the inspector is about to go."""
        for end in self._ends:
            end()

    @property
    def node_id(self) -> NodeId | None:
        """The node whose form is shown, None for the scenario or several nodes."""
        nodes = self._selection.nodes
        return nodes[0] if len(nodes) == 1 and nodes[0] in self._store.nodes else None

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show what the checks found, at the fields concerned."""
        self._issues = tuple(issues)
        self._mark_languages()
        if self.node_id is not None:
            self.pages.show_issues(issues)
        else:
            self.flow_pane.show_issues(issues)

    def focus_issue(self, issue: Issue) -> bool:
        """Select the node of an issue and give the focus to its field; False when there is no such field."""
        if issue.node is None:
            self._selection.clear()
            return bool(issue.path) and self.flow_pane.focus_path(issue.path)
        if issue.node not in self._store.nodes:
            return False
        self._selection.set([issue.node])
        return self.pages.focus_issue(issue)

    def begin_fix(self, issue: Issue) -> bool:
        """Open what a person needs for a repair that only they can finish; False for any other repair."""
        if issue.fix is None or issue.fix.name not in BY_HAND:
            return False
        self.focus_issue(issue)
        field = self._media_field()
        if field is not None and issue.fix.name == "shrink_media":
            field.shrink()
        elif field is not None:
            field.choose()
        return True

    def take_media(self, path: FieldPath, file: Path) -> bool:
        """Put a file that was dropped elsewhere into the media field of a path; False when there is none."""
        field = self._media_field() if self.focus_path(path) else None
        if field is not None:
            field.take_file(file)
        return field is not None

    def use_media(self, source: str) -> bool:
        """Show a medium of the library in the media field that has the focus; False when none has."""
        field = self._media_field()
        if field is not None:
            field.use_source(source)
        return field is not None

    @staticmethod
    def _media_field() -> MediaField | None:
        """The media field that has the focus, or something in it."""
        field = QApplication.focusWidget()
        while field is not None and not isinstance(field, MediaField):
            field = field.parentWidget()
        return field

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to a field of the node shown, as a click on the handset asks."""
        return self.node_id is not None and self.pages.focus_path(path)

    def focus_title(self) -> None:
        """Give the focus to the name, all of it selected."""
        self.header.title.setFocus()
        self.header.title.selectAll()

    def duplicate_selection(self) -> None:
        """Repeat what is selected beside itself and select the copy."""
        try:
            pasted = duplicate(self._store, self._selection)
        except DocumentRefusal:
            return
        self._selection.set(pasted.nodes, pasted.notes, pasted.frames)

    def delete_selection(self) -> None:
        """Delete what is selected."""
        delete_selection(self._store, self._selection)

    def _on_selection(self) -> None:
        self._seal()
        self._context.turned.emit()
        self._show()

    def _on_change(self, change: Change) -> None:
        kinds = {kind for kind, _ in change.records}
        if "flow" in kinds:
            self._show_context()
        if self.node_id is None:
            if "flow" in kinds or change.node_ids() & set(self._selection.nodes):
                self._show()
            return
        if change.node_ids():
            self._show()

    def _show_context(self) -> None:
        head = flow_head(self._store)
        self._context.set_targets(targets_of(head))
        self._context.set_time_zone(head.time_zone)
        self._context.set_menu(menu_offers(head))
        self._context.set_chatbot(head.chatbot)
        self._context.set_variables(variable_offers(head))
        self._context.speaking.set_languages(head.language, head.languages)

    def _show(self) -> None:
        self._show_header()
        node_id = self.node_id
        self._mark_languages()
        if node_id is None:
            self._context.speaking.set_tables(None)
        if node_id is not None:
            self.pages.show_node(self._store.node(node_id))
            self._turn(self.pages)
        elif len(self._selection.nodes) > 1:
            known = [self._store.nodes[each] for each in self._selection.nodes if each in self._store.nodes]
            self.several.show_nodes(known)
            self._turn(self.several)
        else:
            self.flow_pane.show_flow()
            self._turn(self.flow_pane)

    def _mark_languages(self) -> None:
        """Mark the languages in which something of the node, or of the whole scenario, is to be done."""
        node_id = self.node_id
        self.languages.mark(
            {issue.language for issue in self._issues if node_id is None or issue.node == node_id}
        )

    def _turn(self, pane: QWidget) -> None:
        if self._stack.currentWidget() is not pane:
            self._stack.setCurrentWidget(pane)
            self.show_issues(self._issues)

    def _show_header(self) -> None:
        node_id = self.node_id
        several = len(self._selection.nodes) > 1
        self.header.title.setReadOnly(several)
        self.header.set_has_menu(node_id is not None or several)
        if node_id is not None:
            node = self._store.node(node_id)
            self.header.show_subject(node.title, node.label, type_words(node), icon_of(node), node.category)
        elif several:
            count = _SELECTED.format(count=len(self._selection.nodes))
            self.header.show_subject(tr(_SEVERAL), "", count, "frame", "entry")
        else:
            name = flow_head(self._store).name
            self.header.show_subject(name, _UNNAMED, _SETTINGS, "settings", "entry")

    def _rename(self, title: str) -> None:
        if self.node_id is not None:
            rename_node(self._store, self.node_id, title, "title")
        elif not self._selection.nodes:
            put_flow_value(self._store, ("name",), title, "name")

    def _choose(self, node_id: NodeId) -> None:
        self._selection.set([node_id])

    def _finished(self) -> None:
        self._seal()

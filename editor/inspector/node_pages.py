"""The three pages of a node: content, exits and waits, SMS fallback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from editor.document.store import Store
from editor.inspector.edits import (
    confirm_translation,
    flow_head,
    listen_to_menu,
    put_node_value,
    put_translation,
)
from editor.inspector.exit_list import ExitList, fix_words
from editor.inspector.fallback_preview import FallbackPreview
from editor.inspector.places import Page, page_of
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.naming import at_its_field
from runtime.flow.node import Node, UnknownNode
from runtime.flow.sms_cost import longest_values
from runtime.flow.translations import in_language
from runtime.messages.fallback import Fallback, automatic_text
from runtime.messages.message import Message
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Choice, EmptyState, Segment
from widgets.form import FormContext, FormView, Problem
from widgets.theme.measures import PANE_PADDING, SPACE_12

_PAGES: Final[tuple[tuple[Page, Wording, frozenset[str]], ...]] = (
    ("content", Wording("内容", "Content"), frozenset({"content", "more"})),
    ("exits", Wording("出口与等待", "Exits"), frozenset({"exits"})),
    ("fallback", Wording("短信回落", "SMS fallback"), frozenset({"fallback"})),
)
_SAID_BY_LINES: Final = frozenset({"untranslated", "outdated_translation"})
"""What the lines of a language and the dot on its name say already."""
_KEPT_FORMS: Final = 12
"""Forms of recently shown kinds of nodes are kept, so that going back to one is instant."""


def message_of(node: Node) -> Message | None:
    """The message a node sends, None when it sends none."""
    values = (getattr(node, name) for name in type(node).model_fields)
    return next((value for value in values if isinstance(value, Message)), None)


class NodePages(QWidget):
    """Shows one node in forms; every change is an edit of the store, every edit is shown in place."""

    fix_requested = Signal(object)
    """The issue to repair."""

    def __init__(
        self, store: Store, context: FormContext, seal: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._context = context
        self._seal = seal
        self._node_id: NodeId | None = None
        self._issues: tuple[Issue, ...] = ()
        self._forms: dict[tuple[object, ...], FormView] = {}
        self._segment = Segment(
            [Choice(key, words) for key, words, _ in _PAGES], Wording("页", "Page"), parent=self
        )
        self._segment.changed.connect(self._turn)
        self._stack = QStackedWidget(self)
        self._naming: tuple[FieldPath, str] | None = None
        context.menu_named.connect(self._name_menu)
        context.speaking.translated.connect(self._translated)
        context.speaking.confirmed.connect(self._confirmed)
        context.speaking.language_chosen.connect(self._show_again)
        self.exits = ExitList(store)
        self.exits.fix_requested.connect(self.fix_requested)
        self.preview = FallbackPreview()
        self._exits_form = self._make_form()
        self._exits_form.add_below(self.exits)
        self._fallback_form = self._make_form()
        self._fallback_form.add_below(self.preview)
        self._unknown = EmptyState("unknown", UnknownNode.label)
        self._stack.addWidget(self._unknown)
        top = QHBoxLayout()
        top.setContentsMargins(PANE_PADDING, SPACE_12, PANE_PADDING, 0)
        top.addWidget(self._segment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    @property
    def page(self) -> str:
        """The page shown."""
        return self._segment.value()

    @property
    def segment(self) -> Segment:
        """The control that turns the pages."""
        return self._segment

    @property
    def form(self) -> FormView:
        """The form of the page shown."""
        form = self._stack.currentWidget()
        assert isinstance(form, FormView)
        return form

    def _make_form(self) -> FormView:
        form = FormView(self._context, self._stack)
        form.changed.connect(self._changed)
        form.edit_finished.connect(self._finished)
        form.fix_requested.connect(self.fix_requested)
        self._stack.addWidget(form)
        return form

    def show_node(self, node: Node) -> None:
        """Show a node, or the same node after a change."""
        is_other = node.id != self._node_id
        self._node_id = node.id
        self._context.speaking.set_tables(None if isinstance(node, UnknownNode) else node.translations)
        has_fallback = message_of(node) is not None
        has_exits = bool(node.offers())
        self._segment.part("fallback").setVisible(has_fallback)
        self._segment.part("exits").setVisible(has_exits)
        self._segment.setVisible(has_exits or has_fallback)
        hidden = (self.page == "fallback" and not has_fallback) or (self.page == "exits" and not has_exits)
        if hidden:
            self._segment.set_value("content")
        self._fill(node)
        if is_other:
            self.show_issues(self._issues)

    def _fill(self, node: Node) -> None:
        """Fill the page shown; the others are filled when they are turned to."""
        if isinstance(node, UnknownNode):
            self._stack.setCurrentWidget(self._unknown)
            return
        if self.page == "content":
            form = self._content_form(node)
            form.set_record(node, _PAGES[0][2], identity=node.id)
        elif self.page == "exits":
            form = self._exits_form
            form.set_record(node, _PAGES[1][2], identity=node.id)
            self.exits.show_node(node)
        else:
            form = self._fallback_form
            form.set_record(node, _PAGES[2][2], identity=node.id)
            self._show_preview(node)
        if self._stack.currentWidget() is not form:
            self._let_focus_go()
            self._stack.setCurrentWidget(form)

    def _let_focus_go(self) -> None:
        """Drop the focus from the page that is about to hide; Qt would give it to whatever comes next."""
        focused = QApplication.focusWidget()
        page = self._stack.currentWidget()
        if focused is not None and page is not None and page.isAncestorOf(focused):
            focused.clearFocus()

    def _content_form(self, node: Node) -> FormView:
        message = message_of(node)
        key = (type(node), type(message.content) if message is not None else None)
        form = self._forms.pop(key, None)
        if form is None:
            form = self._make_form()
            if len(self._forms) >= _KEPT_FORMS:
                oldest = self._forms.pop(next(iter(self._forms)))
                self._stack.removeWidget(oldest)
                oldest.deleteLater()
        self._forms[key] = form
        return form

    def _show_preview(self, node: Node) -> None:
        message = message_of(node)
        if message is not None:
            head = flow_head(self._store)
            samples = {each.name: each.sample for each in head.variables}
            language = self._context.speaking.language
            said = message_of(in_language(node, language)) if language else message
            assert said is not None
            own = head.language if said is message else language
            longest = longest_values(head.variables)
            self.preview.show_message(said, head.chatbot.signature, samples, own, longest)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show the issues of the node at their fields, and a dot on pages that are not shown."""
        self._issues = tuple(issues)
        if self._node_id is None or self._node_id not in self._store.nodes:
            return
        node = self._store.node(self._node_id)
        if isinstance(node, UnknownNode):
            return
        by_page: dict[str, list[Issue]] = {key: [] for key, _, _ in _PAGES}
        for issue in issues:
            if issue.node == node.id:
                by_page[page_of(node, issue)].append(issue)
        for key, found in by_page.items():
            self._segment.set_problem(key, bool(found) and key != self.page)
        shown = by_page[self.page]
        self.form.show_problems(
            [
                _problem(issue, node)
                for issue in shown
                if issue.exit is None and issue.code not in _SAID_BY_LINES
            ]
        )
        if self.page == "exits":
            self.exits.show_issues(shown)

    def turn_to(self, page: Page) -> None:
        """Show another page."""
        if page != self.page:
            self._segment.set_value(page)
            self._turn(page)

    def focus_issue(self, issue: Issue) -> bool:
        """Turn to the place of an issue and give it the focus."""
        if self._node_id is None:
            return False
        node = self._store.node(self._node_id)
        self.turn_to(page_of(node, issue))
        if issue.exit is not None:
            return self.exits.focus_exit(issue.exit)
        return bool(issue.path) and self.form.focus_path(issue.path)

    def focus_path(self, path: FieldPath) -> bool:
        """Turn to the page of a field and give it the focus."""
        if self._node_id is None:
            return False
        return self.focus_issue(Issue("warning", "", Wording("", ""), self._node_id, path))

    def _turn(self, page: str) -> None:
        self._seal()
        if self._node_id is not None and self._node_id in self._store.nodes:
            self._fill(self._store.node(self._node_id))
            self.show_issues(self._issues)

    def _changed(self, path: FieldPath, value: object, merge: str) -> None:
        if self._node_id is None or self._node_id not in self._store.nodes:
            return
        node = self._store.node(self._node_id)
        message = message_of(node)
        if path[-2:] == ("fallback", "mode") and value == "own" and message is not None:
            path, value = path[:-1], own_words(message, flow_head(self._store).language)
        naming, self._naming = self._naming, None
        try:
            if naming is not None and naming[1] == value:
                listen_to_menu(self._store, self._node_id, path, naming[0], naming[1])
                return
            put_node_value(self._store, self._node_id, path, value, merge)
            if merge and _ends_word(value):
                self._seal()
        except (LookupError, ValidationError):
            self._fill(node)

    def _name_menu(self, path: FieldPath, postback: str) -> None:
        """Remember the tap that is to get the postback the next change listens to."""
        self._naming = (path, postback)

    def _translated(self, language: str, source: str, text: str) -> None:
        if self._node_id is not None and self._node_id in self._store.nodes:
            merge = f"{language}/{source}"
            put_translation(self._store, self._node_id, language, source, text, merge)
            if _ends_word(text):
                self._seal()

    def _confirmed(self, language: str, source: str) -> None:
        if self._node_id is not None and self._node_id in self._store.nodes:
            confirm_translation(self._store, self._node_id, language, source)

    def _show_again(self) -> None:
        if self._node_id is not None and self._node_id in self._store.nodes:
            self._fill(self._store.node(self._node_id))

    def _finished(self) -> None:
        self._seal()


def _ends_word(value: object) -> bool:
    """Whether a space or line end was typed last: what follows is another step of undo."""
    return isinstance(value, str) and len(value) > 1 and value[-1].isspace() and not value[-2].isspace()


def own_words(message: Message, language: str) -> Fallback:
    """The fallback with own words: those it has, or to begin with the automatic ones."""
    text = message.fallback.text or automatic_text(message.content.plain_text(), message.replies(), language)
    return message.fallback.with_changes(mode="own", text=text)


def _problem(issue: Issue, node: Node) -> Problem:
    return Problem(issue.path, at_its_field(issue, node), issue.severity, fix_words(issue), issue)

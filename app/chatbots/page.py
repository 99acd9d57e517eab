"""The tab Chatbot of the library: the list, the form of the open one, and how people see it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.chatbots.audit_pane import AuditPane
from app.chatbots.chatbot_list import ChatbotList
from app.chatbots.desk import ChatbotDesk
from app.chatbots.open_chatbot import OpenChatbot
from app.chatbots.preview import ChatbotPreview
from app.media import LocalPictures, ScenarioMedia
from editor.inspector.edits import edit_name
from editor.inspector.version_list import VersionList
from editor.library.chatbots.checks import targets_of_chatbot
from editor.library.chatbots.document import SUFFIX, ChatbotDocument
from editor.library.chatbots.shelf import ChatbotEntry
from editor.library.media_folder import MediaFolder
from editor.library.revision import Revision
from runtime.flow.chatbot import Chatbot
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Choice, EmptyState, Segment, Toast, follow_look
from widgets.form import FormContext, FormView, Problem
from widgets.form.problem_note import ProblemNote
from widgets.theme.measures import PANE_PADDING, SPACE_8, SPACE_12

_PROFILE, _MENU, _AUDIT, _VERSIONS = "profile", "menu", "audit", "versions"
_TABS: Final = (
    Choice(_PROFILE, Wording("资料", "Profile")),
    Choice(_MENU, Wording("固定菜单", "Menu")),
    Choice(_AUDIT, Wording("审核", "Audit")),
    Choice(_VERSIONS, Wording("版本", "Versions")),
)
_WHAT: Final = Wording("编辑聊天机器人的哪一部分", "Which part of the chatbot")
_EMPTY: Final = Wording(
    "还没有聊天机器人。建一个，几个场景可以共用它的资料和菜单",
    "No chatbot yet. Make one; scenarios can share its profile and menu",
)
_NEW: Final = Wording("新建聊天机器人", "New chatbot")
_OTHERS: Final = frozenset(set(Chatbot.model_fields) - {"menu"})
_FORM_MAX_PX: Final = 560


class ChatbotsPage(QWidget):
    """Shows one chatbot at a time; every edit can be undone and is written by itself."""

    def __init__(self, desk: ChatbotDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open: OpenChatbot | None = None
        folder = MediaFolder(desk.media_home())
        self._pictures = LocalPictures(folder, self)
        self.context = FormContext(self, media=ScenarioMedia(folder), pictures=self._pictures.shelf)
        self.list = ChatbotList(self)
        self.tabs = Segment(_TABS, _WHAT, parent=self)
        self.profile = FormView(self.context)
        self.menu = FormView(self.context)
        self.audit = AuditPane()
        self.versions = VersionList(of_scenario=False)
        self.preview = ChatbotPreview(self._pictures.shelf, self)
        self.toast = Toast(self)
        self._note = ProblemNote(self)
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        follow_look(self)

    def search(self, text: str) -> None:
        """Show the chatbots with these words in their name."""
        self.list.search(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.show(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._desk.show(False)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of chatbots; anything else is for the library."""
        if _dropped(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the chatbots on the shelf."""
        event.acceptProposedAction()
        self._desk.take_in(_dropped(event))

    def _build(self) -> None:
        self._parts = QStackedWidget()
        for part in (self.profile, self.menu, self.audit, self.versions):
            self._parts.addWidget(part)
        middle = QWidget()
        middle.setMaximumWidth(_FORM_MAX_PX)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, SPACE_12, 0, 0)
        column.setSpacing(SPACE_8)
        head = QVBoxLayout()
        head.setContentsMargins(PANE_PADDING, 0, PANE_PADDING, 0)
        head.setSpacing(SPACE_8)
        head.addWidget(self.tabs)
        head.addWidget(self._note)
        column.addLayout(head)
        column.addWidget(self._parts, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(middle, 3)
        row.addWidget(self.preview, 2)
        self._empty = EmptyState("message", _EMPTY, _NEW)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    def _connect(self) -> None:
        desk = self._desk
        desk.listed.connect(self._show_entries)
        desk.opened.connect(self._show_open)
        desk.versions_listed.connect(self._show_versions)
        desk.done.connect(self._say)
        desk.refused.connect(self._refuse)
        self._empty.triggered.connect(desk.create)
        self.list.chosen.connect(self._choose)
        self.list.deed_asked.connect(self._do)
        self.tabs.changed.connect(self._turn)
        for form in (self.profile, self.menu):
            form.changed.connect(self._change)
            form.edit_finished.connect(self._seal)
        self.audit.put.connect(self._put)
        self.audit.finished.connect(self._seal)
        self.versions.name_given.connect(desk.name_version)
        self.versions.restore_asked.connect(desk.restore)

    def _turn(self, key: str) -> None:
        self._parts.setCurrentIndex([choice.key for choice in _TABS].index(key))
        self.preview.show_side("talk" if key == _MENU else "page")
        self._seal()
        if key == _VERSIONS:
            self._desk.keep()

    def _show_entries(self, entries: tuple[ChatbotEntry, ...]) -> None:
        self.list.show_entries(entries)
        self._whole.setCurrentIndex(1 if entries else 0)
        self.list.mark(self._open.document.id if self._open is not None else None)

    def _show_open(self, opened: OpenChatbot | None) -> None:
        self._open = opened
        self.list.mark(opened.document.id if opened is not None else None)
        self._parts.setEnabled(opened is not None)
        self._note.show_problems(())
        if opened is not None:
            opened.changed.connect(self._refresh)
            self._refresh()

    def _refresh(self) -> None:
        if self._open is None:
            return
        document, issues = self._open.document, self._open.issues
        self.context.set_targets(targets_of_chatbot(document))
        self.profile.set_record(document.chatbot, skipped={"menu"}, identity=document.id)
        self.profile.fields.open_more()
        self.menu.set_record(document.chatbot, skipped=_OTHERS, identity=document.id)
        own = [
            Problem(issue.path[1:], issue.sentence, issue.severity)
            for issue in issues
            if issue.path[:1] == ("chatbot",)
        ]
        self.profile.show_problems(own)
        self.menu.show_problems(own)
        self.audit.show_document(document, issues)
        self.preview.show_chatbot(document.chatbot)
        of_menu = any(problem.path[:1] == ("menu",) for problem in own)
        self.tabs.set_problem(_MENU, of_menu)
        self.tabs.set_problem(_PROFILE, any(problem.path[:1] != ("menu",) for problem in own))
        self.tabs.set_problem(_AUDIT, any(issue.path[:1] == ("registrations",) for issue in issues))

    def _show_versions(self, revisions: tuple[Revision, ...]) -> None:
        self.versions.show_versions(revisions)

    def _choose(self, entry: ChatbotEntry) -> None:
        if self._open is None or entry.document is None or entry.document.id != self._open.document.id:
            self._desk.show_chatbot(entry)

    def _do(self, entry: ChatbotEntry, deed: str) -> None:
        if entry.document is None:
            return
        if deed == "remove":
            self._desk.remove(entry.document.id, entry.name)
        else:
            self._desk.duplicate(entry.document.id, entry.name)

    def _change(self, path: FieldPath, value: object, merge: str) -> None:
        if self._open is None:
            return
        name = edit_name(self._open.document.chatbot, path)
        try:
            self._open.store.put_value(path, value, name, merge)
        except (LookupError, ValidationError):
            self._refresh()

    def _put(self, document: ChatbotDocument, name: Wording, merge: str) -> None:
        if self._open is not None:
            self._open.store.put(document, name, merge)
            if not merge:
                self._desk.keep()

    def _seal(self) -> None:
        if self._open is not None:
            self._open.history.seal()

    def _say(self, words: Wording, action: Wording | str, act: object) -> None:
        if self.isVisible():
            self.toast.say(words, action, act if callable(act) else None)

    def _refuse(self, why: Wording) -> None:
        self._note.show_problems([Problem((), why)])


def _dropped(event: QDropEvent) -> list[Path]:
    """The files, if each is one of a chatbot."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files if files and all(file.name.endswith(SUFFIX) for file in files) else []

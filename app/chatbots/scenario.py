"""Joins the open scenario with the chatbots of the library: taken over, kept, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from app.chatbots.desk import ChatbotDesk
from app.library.desk import LibraryDesk
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.editing_area import EditingArea
    from editor.document.change import Change
    from editor.library.chatbots.document import ChatbotDocument, ChatbotId
    from editor.library.chatbots.shelf import ChatbotEntry
    from editor.library.workspace import Workspace
    from runtime.flow.flow import Flow
    from runtime.flow.issue import Issue

_NONE: Final = Wording("库里还没有聊天机器人", "The library has no chatbot yet")
_MANAGE: Final = Wording("管理聊天机器人…", "Edit the chatbots…")
_KEEP: Final = Wording("记住来自聊天机器人库", "Remember the library's chatbot")
_KEPT: Final = Wording("已存进聊天机器人库", "Kept in the library")


class ScenarioChatbots(QObject):
    """Follows the open scenario; knows the library's chatbots as they were last read."""

    def __init__(self, library: LibraryDesk, desk: ChatbotDesk) -> None:
        super().__init__(desk)
        self._library = library
        self._desk = desk
        self._area: EditingArea | None = None
        self._known: dict[ChatbotId, ChatbotDocument] = {}
        desk.listed.connect(self._learn)

    def take(self, area: EditingArea | None) -> None:
        """Follow another scenario, or none."""
        self._area = area
        if area is None:
            return
        pane = area.inspector.flow_pane
        pane.take_chatbot.clicked.connect(self.offer)
        pane.keep_chatbot.clicked.connect(self.keep)
        area.checking.more_issues = self._issues
        area.document.changed.connect(self._on_change)
        if area.document.flow.chatbot.origin:
            self._desk.look_up()

    def offer(self) -> None:
        """Read the library and let the person choose a chatbot of it."""
        self._library.ask(lambda workspace: workspace.chatbots.entries(), self._offer)

    def keep(self) -> None:
        """Make a chatbot of the library of the scenario's own; from then on it is taken from there."""
        from editor.library.chatbots.document import ChatbotDocument, new_chatbot
        from editor.library.chatbots.taking_over import taken_over

        area = self._area
        if area is None:
            return
        chatbot = area.document.flow.chatbot.with_changes(origin="")
        made = ChatbotDocument(id=new_chatbot("").id, chatbot=chatbot)
        with area.document.store.edit(_KEEP) as draft:
            draft.set_flow(chatbot=taken_over(made))
        self._desk.keep_copy(made, area.document.media.path_of(chatbot.logo))
        area.say(_KEPT)

    def take_over(self, document: ChatbotDocument) -> None:
        """Give the scenario a copy of a chatbot, in one edit."""
        from editor.library.chatbots.taking_over import TAKE_OVER, taken_over

        area = self._area
        if area is None:
            return
        with area.document.store.edit(TAKE_OVER.format(name=document.chatbot.name)) as draft:
            draft.set_flow(chatbot=taken_over(document))

    def _on_change(self, change: Change) -> None:
        if any(kind == "flow" for kind, _ in change.records):
            self._bring_picture()

    def _bring_picture(self) -> None:
        """Copy the picture of a chatbot that was taken over beside the scenario, if it is not there yet."""
        from app.media import picture_in
        from runtime.messages.media import LOCAL

        area = self._area
        if area is None:
            return
        source, folder = area.document.flow.chatbot.logo, area.document.media
        if not source.startswith(LOCAL) or folder.path_of(source) is not None:
            return

        def copied(workspace: Workspace) -> QImage | None:
            file = workspace.chatbots.media.path_of(source)
            if file is None:
                return None
            folder.take_in(file)
            return picture_in(file)

        def show(image: QImage | None) -> None:
            if image is not None and area is self._area:
                area.pictures.shelf.put_image(source, image)

        self._library.ask(copied, show)

    def _offer(self, entries: tuple[ChatbotEntry, ...]) -> None:
        area = self._area
        if area is None:
            return
        self._learn(entries)
        button = area.inspector.flow_pane.take_chatbot
        menu = QMenu(button)
        found = [entry for entry in entries if entry.document is not None]
        for entry in found:
            assert entry.document is not None
            menu.addAction(entry.name, partial(self.take_over, entry.document))
        if not found:
            menu.addAction(tr(_NONE)).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr(_MANAGE), self._desk.show_page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _learn(self, entries: tuple[ChatbotEntry, ...]) -> None:
        known = {entry.document.id: entry.document for entry in entries if entry.document is not None}
        if known != self._known:
            self._known = known
            if self._area is not None:
                self._area.checking.soon(0)

    def _issues(self, flow: Flow) -> Iterator[Issue]:
        from editor.library.chatbots.taking_over import origin_issues

        return origin_issues(flow, self._known)

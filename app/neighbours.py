"""The scenarios of the library for the open one: those it may call, and what it knows of those it calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from app.files import Files
from app.finding_flows import CalledFlow
from app.library.desk import LibraryDesk
from runtime.flow.ids import FlowId
from widgets.theme import current_theme

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.finding.callers_list import Caller
    from editor.document.change import Change
    from editor.library.workspace import Workspace
    from runtime.flow.flow import Flow
    from widgets.form.context import FlowOffer


_LIST_PX: Final = 560
_LIST_TOP_PX: Final = 60


@dataclass(frozen=True)
class Neighbour:
    """A scenario of the library as it was when it was read last; *flow* only of those that somebody calls."""

    flow_id: FlowId
    name: str
    path: Path
    digest: str
    flow: Flow | None = None


class Neighbours(QObject):
    """Follows the library and the open scenario; files are read in the library's thread."""

    def __init__(self, library: LibraryDesk, files: Files, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._files = files
        self._area: EditingArea | None = None
        self._known: dict[FlowId, Neighbour] = {}
        self._wanted: frozenset[str] = frozenset()
        library.changed.connect(self._look)

    def take(self, area: EditingArea | None) -> None:
        """Follow another scenario, or none."""
        self._area = area
        self._wanted = frozenset()
        if area is None:
            return
        area.find_flow = self.find
        area.list_called = self.called
        area.context.flow_asked.connect(self._open)
        area.document.changed.connect(self._on_change)
        area.document.selection_changed.connect(self._on_selection)
        self._want()

    def find(self, flow_id: FlowId) -> Flow | None:
        """A scenario that the open one calls, as it was saved last."""
        known = self._known.get(flow_id)
        return known.flow if known is not None else None

    def called(self) -> tuple[CalledFlow, ...]:
        """Every scenario that the open one comes to, by whatever way, as it was saved last."""
        from runtime.flow.flow_references import references_in

        if self._area is None:
            return ()
        own = self._area.document.flow
        found: dict[str, CalledFlow] = {}
        waiting = [own]
        while waiting:
            for _, _, reference in references_in(waiting.pop()):
                known = self._known.get(FlowId(reference.id))
                if known is None or known.flow is None or reference.id in (own.id, *found):
                    continue
                found[reference.id] = CalledFlow(known.flow, known.path)
                waiting.append(known.flow)
        return tuple(found.values())

    def show_callers(self) -> None:
        """List the scenarios of the library that come to the open one; picking one opens it."""
        if self._area is not None:
            flow_id = self._area.document.flow.id
            self._library.ask(partial(_callers, flow_id), self._show_callers)

    def _show_callers(self, callers: tuple[Caller, ...]) -> None:
        from app.finding.callers_list import CallersList

        listed = CallersList(self._window, callers)
        listed.picked.connect(self._open_caller)
        listed.closed.connect(listed.deleteLater)
        theme = current_theme()
        width, top = theme.px(_LIST_PX), theme.px(_LIST_TOP_PX)
        listed.open_at(QRect((self._window.width() - width) // 2, top, width, 0))

    def _open_caller(self, caller: Caller) -> None:
        self._files.open_path(str(caller.path))

    def _on_change(self, change: Change) -> None:
        if change.touches_flow():
            self._want()

    def _on_selection(self) -> None:
        """A node that may call wants the list, even before it calls anything."""
        if self._area is not None and not self._known and self._may_call():
            self._look()

    def _may_call(self) -> bool:
        from runtime.flow.flow_reference import FlowReference

        area = self._area
        current = area.document.selection.current_node() if area is not None else None
        node = area.document.store.nodes.get(current) if area is not None and current is not None else None
        return node is not None and any(
            isinstance(getattr(node, name), FlowReference) for name in type(node).model_fields
        )

    def _want(self) -> None:
        from runtime.flow.flow_references import references_in

        assert self._area is not None
        flow = self._area.document.flow
        wanted = frozenset(reference.id for _, _, reference in references_in(flow) if reference.id)
        if wanted != self._wanted:
            self._wanted = wanted
            self._look()

    def _look(self) -> None:
        if self._area is not None and (self._wanted or self._known or self._may_call()):
            self._library.ask(partial(_read, self._wanted, dict(self._known)), self._learn)

    def _learn(self, known: dict[FlowId, Neighbour]) -> None:
        self._known = known
        if self._area is None:
            return
        self._area.context.set_flows([_offer(each) for each in known.values()])
        if self._wanted:
            from runtime.flow.issues.check import OtherFlow

            read = [each.flow for each in known.values() if each.flow is not None]
            self._area.checking.know({flow.id: OtherFlow.of(flow) for flow in read})

    def _open(self, flow_id: str) -> None:
        known = self._known.get(FlowId(flow_id))
        if known is not None:
            self._files.open_path(str(known.path))


def _read(
    wanted: frozenset[str], known: dict[FlowId, Neighbour], workspace: Workspace
) -> dict[FlowId, Neighbour]:
    """Runs in the library's thread: the list, and the scenarios *wanted* where they differ from the known.

    What those come to is read too.
    """
    from runtime.flow.errors import UnreadableDocument
    from runtime.flow.file_format import read_document
    from runtime.flow.flow_references import references_in

    found: dict[FlowId, Neighbour] = {}
    for entry in workspace.catalogue.entries():
        if entry.is_readable and entry.flow_id not in found:
            before = known.get(entry.flow_id)
            flow = before.flow if before is not None and before.digest == entry.digest else None
            found[entry.flow_id] = Neighbour(entry.flow_id, entry.name, entry.path, entry.digest, flow)
    waiting, seen = list(wanted), set(wanted)
    while waiting:
        each = found.get(FlowId(waiting.pop()))
        if each is None:
            continue
        if each.flow is None:
            try:
                each = replace(each, flow=read_document(each.path).flow)
            except (OSError, UnreadableDocument):
                continue
            found[each.flow_id] = each
        assert each.flow is not None
        further = {reference.id for _, _, reference in references_in(each.flow)} - seen
        seen |= further
        waiting += further
    return found


def _callers(flow_id: FlowId, workspace: Workspace) -> tuple[Caller, ...]:
    """Runs in the library's thread: every other scenario that names this one."""
    from app.finding.callers_list import Caller
    from runtime.flow.errors import UnreadableDocument
    from runtime.flow.file_format import read_document
    from runtime.flow.flow_references import references_in

    found: list[Caller] = []
    for entry in workspace.catalogue.entries():
        if not entry.is_readable or entry.flow_id == flow_id:
            continue
        try:
            flow = read_document(entry.path).flow
        except (OSError, UnreadableDocument):
            continue
        nodes = [node.called() for node, _, reference in references_in(flow) if reference.id == flow_id]
        if nodes:
            found.append(Caller(entry.name, entry.path, tuple(nodes)))
    return tuple(found)


def _offer(known: Neighbour) -> FlowOffer:
    from widgets.form.context import FlowOffer

    variables = known.flow.variables if known.flow is not None else ()
    return FlowOffer(known.flow_id, known.name, tuple((each.name, each.type.wording) for each in variables))

"""The people on the way in released versions, on the canvas: who waits where, and what they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.publishing.words import people, versions
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.publishing.online import Online
    from app.publishing.port import PublishingPort
    from app.publishing.service_link import ServiceLink
    from runtime.flow.flow import Flow
    from runtime.flow.ids import ExitName, NodeId

_ROW = Wording("「{name}」 {people} · {versions}", '"{name}", {people} · {versions}')
_GONE = Wording("（草稿里没有了）", " (not in the draft)")
_NOBODY = Wording("现在没有人在等", "Nobody is waiting now")
_UNKNOWN = Wording("运行服务没有回答，不知道谁在等", "The service does not answer; who waits is unknown")
_LOCKED = Wording(
    "{people}在线上 {versions} 的这一步等着，他们按旧的走法继续走：草稿改了这个出口的去处",
    "{people} wait here in {versions} and go on the old way: the draft leads this exit elsewhere",
)
_ROWS_MAX: Final = 30


@dataclass(frozen=True, slots=True)
class Place:
    """How many wait at one node of one version."""

    node: NodeId
    version: int
    count: int


class Crowd(QObject):
    """Reads who waits, at most as often as it is told, and shows it on the canvas of the open scenario."""

    def __init__(self, link: ServiceLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._area: EditingArea | None = None
        self._places: tuple[Place, ...] | None = None
        self._flows: dict[int, Flow] = {}
        self._is_same = False
        self.is_shown = True
        """Whether the cards show how many wait."""

    def take(self, area: EditingArea | None) -> None:
        """Be about another scenario from now on."""
        self._area, self._places, self._flows = area, None, {}
        if area is not None:
            area.canvas.people.asked.connect(self.list_people)

    def look(self, online: Online | None, *, is_same: bool) -> None:
        """Read anew; *online* is what is known of the versions, *is_same* whether the draft is online."""
        self._is_same = is_same
        client, area = self._link.client, self._area
        if client is None or online is None or area is None:
            self._take_places(None)
        elif not online.waiting:
            self._take_places(())
        else:
            self._link.start(self._read(area, client), self._not_read)

    def set_shown(self, is_shown: bool) -> None:
        """Show the numbers on the cards, or only what is locked."""
        self.is_shown = is_shown
        self._show()

    def refresh(self) -> None:
        """The draft changed: look again at what it leads elsewhere."""
        if self._places:
            self._show()

    def list_people(self, _node: str = "") -> None:
        """List who waits where; a row goes to its node."""
        area, places = self._area, self._places
        if area is None:
            return
        if not places:
            area.say(_UNKNOWN if places is None else _NOBODY)
            return
        menu = QMenu(area.canvas)
        for node, (count, numbers) in list(_by_node(places).items())[:_ROWS_MAX]:
            words = _ROW.format(name=self._name(node), people=people(count), versions=versions(numbers))
            is_there = node in area.document.store.nodes
            entry = menu.addAction(tr(words) if is_there else tr(words) + tr(_GONE))
            entry.setEnabled(is_there)
            entry.triggered.connect(partial(area.canvas.reveal, node))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(
            QCursor.pos()
            if area.canvas.underMouse()
            else area.canvas.mapToGlobal(area.canvas.rect().center())
        )

    async def _read(self, area: EditingArea, client: PublishingPort) -> None:
        flow_id = area.document.flow.id
        found = tuple(_place(each) for each in await client.waiting(flow_id))
        for version in {each.version for each in found} - self._flows.keys():
            self._flows[version] = await client.published_flow(flow_id, version)
        if area is self._area:
            self._take_places(found)

    def _not_read(self, _error: Exception) -> None:
        self._take_places(None)

    def _take_places(self, places: tuple[Place, ...] | None) -> None:
        if places != self._places or places:
            self._places = places
            self._show()

    def _show(self) -> None:
        area = self._area
        if area is None:
            return
        places = self._places or ()
        counts: dict[tuple[NodeId, ExitName | None], int] = {}
        if self.is_shown:
            counts = {(node, None): count for node, (count, _) in _by_node(places).items()}
        area.canvas.set_counts(counts, is_rough=not self._is_same)
        area.canvas.set_locked_exits(locked_exits(area.document.flow, self._flows, places))

    def _name(self, node: NodeId) -> str:
        assert self._area is not None
        flows = (self._area.document.flow, *self._flows.values())
        return next((flow.nodes[node].title for flow in flows if node in flow.nodes), node)


def locked_exits(
    draft: Flow, released: Mapping[int, Flow], places: tuple[Place, ...]
) -> dict[tuple[NodeId, ExitName], Wording]:
    """Exits of the draft that lead elsewhere than in a version in which people wait there, with who waits."""
    waiting: dict[tuple[NodeId, ExitName], list[Place]] = {}
    for place in places:
        before = released[place.version].nodes.get(place.node) if place.version in released else None
        now = draft.nodes.get(place.node)
        if before is None or now is None:
            continue
        for name, target in before.targets.items():
            if now.targets.get(name) != target:
                waiting.setdefault((place.node, name), []).append(place)
    return {
        key: _LOCKED.format(
            people=people(sum(each.count for each in found)),
            versions=versions([each.version for each in found]),
        )
        for key, found in waiting.items()
    }


def _by_node(places: tuple[Place, ...]) -> dict[NodeId, tuple[int, list[int]]]:
    """Node → how many wait there and in which versions, most people first."""
    found: dict[NodeId, tuple[int, list[int]]] = {}
    for place in places:
        count, numbers = found.get(place.node, (0, []))
        found[place.node] = (count + place.count, sorted({*numbers, place.version}, reverse=True))
    return dict(sorted(found.items(), key=lambda each: -each[1][0]))


def _place(data: Mapping[str, Any]) -> Place:
    return Place(data["node"], int(data["version"]), int(data["count"]))

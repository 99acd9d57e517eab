"""Adding nodes: where there is room, and with the connection that asked for them."""

from __future__ import annotations

from editor.canvas.measures import ENTRY_Y
from editor.document.connecting import connection_refusal
from editor.document.draft import Draft
from editor.document.making import kind_label, new_node
from editor.document.store import Store
from editor.tools.geometry import Point, Rect
from editor.tools.splicing import splice
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId
from runtime.messages.elements.element import element_types
from runtime.wording import Wording
from widgets.language import tr

SECOND_START = Wording(
    "场景已经有开始节点，一个场景只能有一个", "The scenario has its start node; there can only be one"
)

_FOOTPRINT = (236.0, 200.0)
_STEP = 40.0
_TRIES = 60


def add_node(
    stage: Stage, kind: str, at: Point, source: tuple[NodeId, ExitName] | None = None
) -> NodeId | None:
    """Add a node in one edit, led to by *source* if given, and select it; None when it was refused."""
    store = stage.store
    if kind == "start" and store.flow.start_nodes():
        stage.refuse(SECOND_START)
        return None
    label = kind_label(kind)
    with store.edit(Wording("添加「{name}」", "Add {name}").format(name=label)) as draft:
        made = _added(draft, kind, at)
        if source is not None:
            refusal = connection_refusal(draft.node(source[0]), source[1], draft.node(made))
            if refusal is None:
                draft.connect(*source, made)
    stage.selection.set([made])
    return made


def drop_node(stage: Stage, kind: str, at: Point, zoom: float) -> None:
    """Add what was dropped at a place: onto a connection, into it."""
    key = key_under(stage, kind, at, zoom)
    if key is not None:
        splice_node(stage, kind, Point(at.x, at.y - ENTRY_Y), key)
    else:
        add_node(stage, kind, at)


def key_under(stage: Stage, kind: str, at: Point, zoom: float) -> tuple[NodeId, ExitName] | None:
    """The connection that something dropped at a place goes into, or None."""
    hit = stage.hit(at.x, at.y, zoom)
    if kind == "start" or (hit is not None and hit.part not in ("connection", "frame")):
        return None
    return stage.connection_at(at.x, at.y, zoom)


def splice_node(stage: Stage, kind: str, at: Point, key: tuple[NodeId, ExitName]) -> NodeId:
    """Add a node into a connection: what led on leads to it, and its likeliest exit leads on."""
    store = stage.store
    with store.edit(Wording("插入「{name}」", "Insert {name}").format(name=kind_label(kind))) as draft:
        made = _added(draft, kind, at)
        if draft.node(made).has_entry and key[1] in draft.node(key[0]).targets:
            splice(draft, made, key)
    stage.selection.set([made])
    return made


def _added(draft: Draft, kind: str, at: Point) -> NodeId:
    made = NodeId(draft.new_id("n"))
    node = new_node(kind, made)
    if kind in element_types():
        node = node.model_copy(update={"title": tr(kind_label(kind))})
    draft.add_node(node, round(at.x), round(at.y))
    return made


def free_place(stage: Stage, store: Store, centre: Point) -> Point:
    """A place for a new card about a point where it covers no other."""
    width, height = _FOOTPRINT
    for turn in range(_TRIES):
        place = Rect(centre.x - width / 2 + turn * _STEP, centre.y - height / 2 + turn * _STEP, width, height)
        if not any(True for _ in stage.rects_in(place)):
            return Point(place.x, place.y)
    return Point(centre.x, centre.y + len(store.nodes) * _STEP)

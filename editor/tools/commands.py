"""What keys and menus do to the selection, without a pointer."""

from __future__ import annotations

from typing import Literal, TypeAlias

from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.detaching import bridge
from editor.tools.geometry import united
from editor.tools.moving import move_by, with_contents
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, NoteId
from runtime.wording import Wording

Direction: TypeAlias = Literal["left", "right", "up", "down"]

STEP = 1.0
LONG_STEP = 8.0
FRAME_MARGIN = 20.0
FRAME_TITLE = 24.0
FRAME_MAX = 20_000
"""The longest side of a frame that a file may hold."""
_WAYS: dict[Direction, tuple[float, float]] = {
    "left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1),
}  # fmt: skip


def delete_selection(store: Store, selection: Selection, keeps_way: bool = False) -> bool:
    """Delete what is selected in one edit; says whether there was anything.

    With *keeps_way* what led to the nodes leads to where they mainly led.
    """
    now = selection.now
    if now.is_empty():
        return False
    with store.edit(_deletion(store, selection)) as draft:
        if keeps_way:
            bridge(store, draft, now.nodes)
        for node, exit_name in now.connections:
            if node not in now.nodes:
                draft.connect(node, exit_name, None)
        for node in now.nodes:
            draft.remove_node(node)
        for note in now.notes:
            draft.remove_note(note)
        for frame in now.frames:
            draft.remove_frame(frame)
    selection.clear()
    return True


def select_members(store: Store, selection: Selection) -> None:
    """Select with collapsed frames what is inside, as a copy of them takes it along."""
    now = selection.now
    inside = [name for frame in now.frames for name in store.frames[frame].members]
    selection.set(
        (*now.nodes, *(NodeId(name) for name in inside if name in store.nodes)),
        (*now.notes, *(NoteId(name) for name in inside if name in store.notes)),
        (*now.frames, *(FrameId(name) for name in inside if name in store.frames)),
        now.connections,
    )


def _deletion(store: Store, selection: Selection) -> Wording:
    now = selection.now
    if now.connections and not (now.nodes or now.notes or now.frames):
        return Wording("断开连接", "Disconnect")
    if len(now.nodes) == 1 and not (now.notes or now.frames):
        return Wording("删除「{name}」", "Delete {name}").format(name=store.node(now.nodes[0]).named())
    if now.nodes:
        count = len(now.nodes)
        return Wording(f"删除 {count} 个节点", f"Delete {count} nodes")
    return Wording("删除", "Delete")


def nudge(stage: Stage, direction: Direction, far: bool) -> bool:
    """Move the selection a little; steps that follow each other closely are one edit."""
    now = stage.selection.now
    if not (now.nodes or now.notes or now.frames):
        return False
    step = LONG_STEP if far else STEP
    dx, dy = (way * step for way in _WAYS[direction])
    nodes, notes, frames = with_contents(stage)
    move_by(stage, nodes, notes, frames, dx, dy, merge="nudge")
    return True


def select_all(store: Store, selection: Selection) -> None:
    """Select every node, note and frame; what is inside collapsed frames too."""
    selection.set(store.nodes, store.notes, store.frames)


def frame_selection(stage: Stage) -> FrameId | None:
    """Put a frame round the selected nodes and select it; None when there are none."""
    area = united(stage.rect_of(node) for node in stage.selection.nodes)
    if area is None:
        return None
    around = area.grown(FRAME_MARGIN)
    with stage.store.edit(Wording("添加分组", "Add frame")) as draft:
        made = FrameId(draft.new_id("frame"))
        draft.put_frame(
            Frame(
                id=made,
                x=round(around.x),
                y=round(around.y - FRAME_TITLE),
                width=min(round(around.width), FRAME_MAX),
                height=min(round(around.height + FRAME_TITLE), FRAME_MAX),
            )
        )
    stage.selection.set(frames=[made])
    return made


def reading_order(stage: Stage) -> list[NodeId]:
    """The nodes as one reads them on the canvas: column by column, each from its top."""
    nodes = (node for node in stage.store.nodes if not stage.is_hidden(node))
    places = ((stage.store.position(node), node) for node in nodes)
    return [node for _, node in sorted(((p.x // 150, p.y, p.x), node) for p, node in places)]


def select_next(stage: Stage, backwards: bool) -> NodeId | None:
    """Select the node after the current one in reading order, or the first; gives it."""
    order = reading_order(stage)
    if not order:
        return None
    current = stage.selection.current_node()
    step = -1 if backwards else 1
    start = order.index(current) if current in order else (0 if backwards else -1)
    chosen = order[(start + step) % len(order)]
    stage.selection.set([chosen])
    return chosen


def select_along(stage: Stage, direction: Direction) -> NodeId | None:
    """Select the node that a connection leads to (right) or comes from (left), or a sibling; gives it.

    Siblings are the other targets of the node before.
    """
    current = stage.selection.current_node()
    if current is None:
        return select_next(stage, backwards=False)
    store = stage.store
    if direction == "right":
        found = next(iter(_targets(store, current)), None)
    else:
        before = next((n.id for n in store.nodes.values() if current in n.targets.values()), None)
        found = before if direction == "left" else _sibling(store, before, current, direction)
    if found is not None:
        stage.selection.set([found])
    return found


def _targets(store: Store, node: NodeId) -> list[NodeId]:
    ways = (way.target for way in store.node(node).exits() if way.target is not None)
    return list(dict.fromkeys(ways))


def _sibling(store: Store, before: NodeId | None, current: NodeId, direction: Direction) -> NodeId | None:
    if before is None:
        return None
    siblings = _targets(store, before)
    place = siblings.index(current) + (1 if direction == "down" else -1)
    return siblings[place] if 0 <= place < len(siblings) else None

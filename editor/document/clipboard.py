"""Parts of a scenario as portable data: copy, paste and duplicate.

The data are JSON, UTF-8, mime type `application/x-xinliu+json`:
`{"xinliu": 1, "nodes": […], "positions": {id: {x, y}}, "notes": […], "frames": […], "variables": […]}` with
every record as the file format writes it. Targets that lead out of the selection are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from editor.document.draft import Draft, on_canvas
from editor.document.errors import PasteRefused
from editor.document.selection import Selection
from editor.document.store import Store
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId, Position
from runtime.flow.node import AnyNode, Node
from runtime.flow.variable import Variable
from runtime.records import Record
from runtime.wording import Wording

MIME = "application/x-xinliu+json"
MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 5_000
DUPLICATE_OFFSET = 24.0
"""How far a duplicate stands right of and below what it repeats, in scene units."""

_WORD = re.compile(r"[^\W\d]\w*")

_NOT_OURS = Wording(
    "剪贴板里没有信流的节点，没有粘贴。", "The clipboard holds no nodes of Xinliu; nothing was pasted."
)
_DAMAGED = Wording(
    "剪贴板里的内容不完整，没有粘贴。再复制一次。",
    "What the clipboard holds is damaged; nothing was pasted. Copy it again.",
)
_TOO_LARGE = Wording(
    "粘贴的内容太大（最多 {nodes} 个节点、{size} MB），没有粘贴。",
    "This is too large to paste (at most {nodes} nodes, {size} MB); nothing was pasted.",
).format(nodes=MAX_NODES, size=MAX_BYTES >> 20)
_SECOND_START = Wording(
    "场景已经有开始节点，一个场景只能有一个。", "The scenario has its start node; there can only be one."
)


class _Clip(Record):
    """The data on the clipboard."""

    xinliu: Literal[1]
    nodes: Annotated[tuple[AnyNode, ...], Field(max_length=MAX_NODES)] = ()
    positions: dict[NodeId, Position] = {}
    notes: Annotated[tuple[Note, ...], Field(max_length=MAX_NODES)] = ()
    frames: Annotated[tuple[Frame, ...], Field(max_length=MAX_NODES)] = ()
    variables: Annotated[tuple[Variable, ...], Field(max_length=MAX_NODES)] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """The ids of what a paste added."""

    nodes: tuple[NodeId, ...] = ()
    notes: tuple[NoteId, ...] = ()
    frames: tuple[FrameId, ...] = ()


def copy(store: Store, selection: Selection) -> bytes:
    """The selected nodes, notes and frames with the wiring among them; empty when nothing is selected."""
    clip = _clip_of(store, selection.nodes, selection.notes, selection.frames)
    if not (clip.nodes or clip.notes or clip.frames):
        return b""
    return json.dumps(clip.model_dump(mode="json"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def paste(store: Store, data: bytes, at: tuple[float, float] | None = None) -> Pasted:
    """Add what *data* hold under fresh ids, their top left corner at *at*, or a little off the original.

    Raises PasteRefused for anything but data of `copy` that fit the scenario.
    """
    return _add(store, _parsed(data), at, Wording("粘贴", "Paste"))


def duplicate(store: Store, selection: Selection, by: tuple[float, float] | None = None) -> Pasted:
    """Repeat the selection beside itself, or this far from itself, without touching the clipboard.

    Raises PasteRefused when the selection is the start node alone.
    """
    clip = _clip_of(store, selection.nodes, selection.notes, selection.frames)
    return _add(store, clip, None, Wording("再制", "Duplicate"), by)


def _clip_of(
    store: Store, nodes: Iterable[NodeId], notes: Iterable[NoteId], frames: Iterable[FrameId]
) -> _Clip:
    shown = [store.frames[frame_id] for frame_id in frames if frame_id in store.frames]
    inside = list(dict.fromkeys(name for frame in shown for name in frame.members))
    ids = [node_id for node_id in dict.fromkeys([*nodes, *map(NodeId, inside)]) if node_id in store.nodes]
    chosen = set(ids)
    copied = tuple(_with_targets(store.nodes[node_id], chosen) for node_id in ids)
    used = {name for node in copied for name in _words_of(node)}
    return _Clip.model_construct(
        xinliu=1,
        nodes=copied,
        positions={node_id: store.position(node_id) for node_id in ids},
        notes=tuple(
            store.notes[note_id]
            for note_id in dict.fromkeys([*notes, *map(NoteId, inside)])
            if note_id in store.notes
        ),
        frames=tuple(shown),
        variables=tuple(variable for variable in store.flow.variables if variable.name in used),
    )


def _with_targets(node: Node, allowed: set[NodeId]) -> Node:
    kept = {name: target for name, target in node.targets.items() if target in allowed}
    return node if len(kept) == len(node.targets) else node.model_copy(update={"targets": kept})


def _words_of(node: Node) -> Iterable[str]:
    yield from (name for name, _ in node.writes())
    for _, text in node.templates():
        yield from _WORD.findall(text)
    for _, source, _ in node.expressions():
        yield from _WORD.findall(source)


def _parsed(data: bytes) -> _Clip:
    if len(data) > MAX_BYTES:
        raise PasteRefused(_TOO_LARGE)
    try:
        read = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PasteRefused(_NOT_OURS) from error
    if not isinstance(read, dict) or "xinliu" not in read:
        raise PasteRefused(_NOT_OURS)
    if isinstance(read.get("nodes"), list) and len(read["nodes"]) > MAX_NODES:
        raise PasteRefused(_TOO_LARGE)
    try:
        return _Clip.model_validate(read)
    except (ValidationError, RecursionError) as error:
        raise PasteRefused(_DAMAGED) from error


def _add(
    store: Store,
    clip: _Clip,
    at: tuple[float, float] | None,
    name: Wording,
    by: tuple[float, float] | None = None,
) -> Pasted:
    nodes = clip.nodes
    if store.flow.start_nodes():
        nodes = tuple(node for node in nodes if node.type != "start")
        if not (nodes or clip.notes or clip.frames):
            raise PasteRefused(_SECOND_START if clip.nodes else _NOT_OURS)
    dx, dy = by or _offset(clip, at)
    with store.edit(name) as draft:
        fresh = {node.id: NodeId(draft.new_id("n")) for node in nodes}
        for node in nodes:
            targets = {exit_: fresh[to] for exit_, to in node.targets.items() if to in fresh}
            place = clip.positions.get(node.id, Position())
            added = node.model_copy(update={"id": fresh[node.id], "targets": targets})
            draft.add_node(added, place.x + dx, place.y + dy)
        notes = [_put_note(draft, note, dx, dy) for note in clip.notes]
        named: dict[str, str] = {str(old): str(new) for old, new in fresh.items()}
        named.update((str(note.id), str(new)) for note, new in zip(clip.notes, notes, strict=True))
        frames = [_put_frame(draft, frame, dx, dy, named) for frame in clip.frames]
        _bring_variables(store, draft, clip.variables)
    return Pasted(tuple(fresh.values()), tuple(notes), tuple(frames))


def _offset(clip: _Clip, at: tuple[float, float] | None) -> tuple[float, float]:
    if at is None:
        return DUPLICATE_OFFSET, DUPLICATE_OFFSET
    places: list[Position | Note | Frame] = [*clip.positions.values(), *clip.notes, *clip.frames]
    left = min((place.x for place in places), default=0.0)
    top = min((place.y for place in places), default=0.0)
    return at[0] - left, at[1] - top


def _put_note(draft: Draft, note: Note, dx: float, dy: float) -> NoteId:
    made = NoteId(draft.new_id("note"))
    draft.put_note(
        note.model_copy(update={"id": made, "x": on_canvas(note.x + dx), "y": on_canvas(note.y + dy)})
    )
    return made


def _put_frame(draft: Draft, frame: Frame, dx: float, dy: float, named: Mapping[str, str]) -> FrameId:
    """Add a frame; *named* are the fresh ids of what came with it, by the old ones."""
    made = FrameId(draft.new_id("frame"))
    place = {"x": on_canvas(frame.x + dx), "y": on_canvas(frame.y + dy)}
    members = tuple(named[name] for name in frame.members if name in named)
    draft.put_frame(frame.model_copy(update={"id": made, **place, "members": members}))
    return made


def _bring_variables(store: Store, draft: Draft, variables: tuple[Variable, ...]) -> None:
    known = {variable.name for variable in store.flow.variables}
    new = tuple(variable for variable in variables if variable.name not in known)
    if new:
        draft.set_flow(variables=(*store.flow.variables, *new))

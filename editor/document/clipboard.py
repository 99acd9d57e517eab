"""Copy, paste and duplicate: parts of a scenario into this one or another, wiring and all they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editor.document.clip import NOT_OURS, Clip, ClipMedia, clip_of, read_clip
from editor.document.draft import Draft, on_canvas
from editor.document.errors import PasteRefused
from editor.document.renaming import renamed_in
from editor.document.selection import Selection
from editor.document.store import Store
from editor.document.used_media import with_media_renamed
from runtime.flow.file_format import MAX_NODES as MAX_IN_FILE
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.flow.targets import held_to, targets_of
from runtime.flow.variable import Variable
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.targets import Targets
from runtime.wording import Wording

MIME = "application/x-xinliu+json"
DUPLICATE_OFFSET = 24.0
"""How far a duplicate stands right of and below what it repeats, in scene units."""

_PASTE = Wording("粘贴", "Paste")
_SECOND_START = Wording(
    "场景已经有开始节点，一个场景只能有一个。", "The scenario has its start node; there can only be one."
)
_FULL = Wording(
    "粘贴后有 {count} 个节点，一个场景最多 {limit} 个，没有粘贴。",
    "There would be {count} nodes, a scenario takes {limit}; nothing was pasted.",
)
_START_LEFT = Wording("开始节点没有粘贴", "the start node was left out")
_RENAMED = Wording(
    "变量「{old}」在这里是别的类型，粘贴的叫「{new}」", "{old} has another type here, so it is {new}"
)
_STRICTER = Wording(
    "按这里的「{profile}」规格有 {count} 处超过限制", "{count} texts are over the limits of {profile} here"
)
_LANGUAGE = Wording(
    "粘贴的文字用 {theirs} 写，这个场景用 {ours}",
    "the texts are written in {theirs}, this scenario in {ours}",
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The ids of what a paste added, and what a person should know of it."""

    nodes: tuple[NodeId, ...] = ()
    notes: tuple[NoteId, ...] = ()
    frames: tuple[FrameId, ...] = ()
    remarks: tuple[Wording, ...] = ()
    """Half sentences: a variable that got another name, limits that are stricter here."""


def copy(store: Store, selection: Selection, media: ClipMedia | None = None) -> bytes:
    """The selected nodes, notes and frames with the wiring among them; empty when nothing is selected."""
    clip = clip_of(store, selection.nodes, selection.notes, selection.frames, media)
    return b"" if clip.is_empty else clip.to_bytes()


def paste(store: Store, data: bytes, at: tuple[float, float] | None = None) -> Pasted:
    """Add what *data* hold under fresh ids, their top left corner at *at*, or a little off the original.

    Raises PasteRefused for anything but data of `copy` that fit the scenario.
    """
    return paste_clip(store, read_clip(data), at)


def paste_clip(
    store: Store,
    clip: Clip,
    at: tuple[float, float] | None = None,
    media: Mapping[str, str] | None = None,
) -> Pasted:
    """The same for data that were read; *media* says what its media are called in this scenario's folder.

    Raises PasteRefused when nothing of it fits the scenario.
    """
    return _add(store, clip, at, _PASTE, media=media or {})


def duplicate(store: Store, selection: Selection, by: tuple[float, float] | None = None) -> Pasted:
    """Repeat the selection beside itself, or this far from itself, without touching the clipboard.

    Raises PasteRefused when the selection is the start node alone.
    """
    clip = clip_of(store, selection.nodes, selection.notes, selection.frames)
    return _add(store, clip, None, Wording("再制", "Duplicate"), by)


def _add(
    store: Store,
    clip: Clip,
    at: tuple[float, float] | None,
    name: Wording,
    by: tuple[float, float] | None = None,
    *,
    media: Mapping[str, str] | None = None,
) -> Pasted:
    nodes = clip.nodes
    remarks: list[Wording] = []
    if store.flow.start_nodes():
        nodes = tuple(node for node in nodes if node.type != "start")
        if not (nodes or clip.notes or clip.frames):
            raise PasteRefused(_SECOND_START if clip.nodes else NOT_OURS)
        if len(nodes) < len(clip.nodes):
            remarks.append(_START_LEFT)
    if len(store.nodes) + len(nodes) > MAX_IN_FILE:
        raise PasteRefused(_FULL.format(count=len(store.nodes) + len(nodes), limit=MAX_IN_FILE))
    dx, dy = by or _offset(clip, at)
    names = _names_for(store, clip.variables)
    taken = _postbacks(store.nodes.values())
    with store.edit(name) as draft:
        fresh = {node.id: NodeId(draft.new_id("n")) for node in nodes}
        for node in nodes:
            targets = {exit_: fresh[to] for exit_, to in node.targets.items() if to in fresh}
            place = clip.positions.get(node.id, Position())
            fitting = _fitting(node, names, media or {}, taken)
            added = fitting.model_copy(update={"id": fresh[node.id], "targets": targets})
            draft.add_node(added, place.x + dx, place.y + dy)
        notes = [_put_note(draft, note, dx, dy) for note in clip.notes]
        named: dict[str, str] = {str(old): str(new) for old, new in fresh.items()}
        named.update((str(note.id), str(new)) for note, new in zip(clip.notes, notes, strict=True))
        frames = [_put_frame(draft, frame, dx, dy, named) for frame in clip.frames]
        _bring_along(store, draft, clip, names)
    remarks += [_RENAMED.format(old=old, new=new) for old, new in names.items() if old != new]
    remarks += _misfits(store, clip, nodes)
    return Pasted(tuple(fresh.values()), tuple(notes), tuple(frames), tuple(remarks))


def _fitting(node: Node, names: Mapping[str, str], media: Mapping[str, str], taken: frozenset[str]) -> Node:
    """The node as it fits here: variables and media by the names they have here, postbacks its own."""
    for old, new in names.items():
        if old != new:
            node = renamed_in(node, old, new)
    node = with_media_renamed(node, media)
    updates: dict[str, object] = {}
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Message) and any(each.postback in taken for _, each in value.suggestions()):
            updates[name] = value.with_suggestions(lambda each: _without_taken(each, taken))
    return node.model_copy(update=updates) if updates else node


def _without_taken(suggestion: Suggestion, taken: frozenset[str]) -> Suggestion:
    """A postback that stands here already would mix up two taps; an empty one is made automatically."""
    if not suggestion.postback or suggestion.postback not in taken:
        return suggestion
    return suggestion.model_copy(update={"postback": ""})


def _postbacks(nodes: Iterable[Node]) -> frozenset[str]:
    """The postbacks people gave to suggestions."""
    return frozenset(
        suggestion.postback
        for node in nodes
        for name in type(node).model_fields
        if isinstance(message := getattr(node, name), Message)
        for _, suggestion in message.suggestions()
        if suggestion.postback
    )


def _names_for(store: Store, variables: tuple[Variable, ...]) -> dict[str, str]:
    """What each variable that comes along is called here: another name where its own means another type."""
    known = {variable.name: variable.type for variable in store.flow.variables}
    names: dict[str, str] = {}
    for variable in variables:
        name, number = variable.name, 2
        while known.get(name, variable.type) != variable.type:
            name, number = f"{variable.name[:36]}_{number}", number + 1
        known[name] = variable.type
        names[variable.name] = name
    return names


def _bring_along(store: Store, draft: Draft, clip: Clip, names: Mapping[str, str]) -> None:
    flow = store.flow
    known = {variable.name for variable in flow.variables}
    new: dict[str, Variable] = {}
    for variable in clip.variables:
        name = names[variable.name]
        if name not in known:
            new.setdefault(name, variable if name == variable.name else variable.with_changes(name=name))
    if new:
        draft.set_flow(variables=(*flow.variables, *new.values()))
    spoken = {flow.language, *flow.languages}
    further = [tag for tag in dict.fromkeys(clip.languages) if tag not in spoken]
    room = 20 - len(flow.languages)
    if further and room > 0:
        draft.set_flow(languages=(*flow.languages, *further[:room]))


def _misfits(store: Store, clip: Clip, nodes: tuple[Node, ...]) -> list[Wording]:
    """What was right where the nodes come from and is not here."""
    flow = store.flow
    found: list[Wording] = []
    if nodes and clip.language != flow.language:
        found.append(_LANGUAGE.format(theirs=clip.language, ours=flow.language))
    if (clip.profile, clip.targets) == (flow.profile, flow.targets):
        return found
    here, there = targets_of(flow), held_to(clip.profile, clip.targets)
    ours, theirs = _breaches(nodes, here), _breaches(nodes, there)
    if ours > theirs:
        found.append(_STRICTER.format(profile=here.title, count=ours - theirs))
    return found


def _breaches(nodes: tuple[Node, ...], targets: Targets) -> int:
    return sum(1 for node in nodes for _ in targets.breaches(node))


def _offset(clip: Clip, at: tuple[float, float] | None) -> tuple[float, float]:
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

"""Parts of a scenario as portable data, read from whoever wrote them; see docs/clipboard.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from editor.document.errors import PasteRefused
from editor.document.renaming import uses_of
from editor.document.store import Store
from editor.document.used_media import media_of_nodes
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId, Position
from runtime.flow.node import AnyNode, Node
from runtime.flow.translations import LanguageTag
from runtime.flow.variable import Variable
from runtime.messages.fallback import CHINESE
from runtime.records import Record
from runtime.wording import Wording

VERSION = 1
MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 5_000

NOT_OURS = Wording(
    "剪贴板里没有信流的节点，没有粘贴。", "The clipboard holds no nodes of Xinliu; nothing was pasted."
)
_DAMAGED = Wording(
    "剪贴板里的内容不完整，没有粘贴。再复制一次。",
    "What the clipboard holds is damaged; nothing was pasted. Copy it again.",
)
_NEWER = Wording(
    "剪贴板里的节点由更新的版本复制，没有粘贴。升级信流后再粘贴。",
    "The nodes were copied by a newer version; nothing was pasted. Update Xinliu to paste them.",
)
_TOO_LARGE = Wording(
    "粘贴的内容太大（最多 {nodes} 个节点、{size} MB），没有粘贴。",
    "This is too large to paste (at most {nodes} nodes, {size} MB); nothing was pasted.",
).format(nodes=MAX_NODES, size=MAX_BYTES >> 20)


class ClipMedia(Record):
    """Where the media of copied nodes stand on this machine, and how large they were."""

    home: Annotated[str, Field(max_length=4096)] = ""
    files: Annotated[dict[str, Annotated[int, Field(ge=0)]], Field(max_length=MAX_NODES)] = {}
    """File name → size in bytes."""


class Clip(Record):
    """Nodes with the wiring among them, and what they need: variables, languages, media."""

    xinliu: Literal[1] = 1
    nodes: Annotated[tuple[AnyNode, ...], Field(max_length=MAX_NODES)] = ()
    positions: dict[NodeId, Position] = {}
    notes: Annotated[tuple[Note, ...], Field(max_length=MAX_NODES)] = ()
    frames: Annotated[tuple[Frame, ...], Field(max_length=MAX_NODES)] = ()
    variables: Annotated[tuple[Variable, ...], Field(max_length=MAX_NODES)] = ()
    profile: Annotated[str, Field(max_length=40)] = ""
    targets: Annotated[tuple[str, ...], Field(max_length=20, exclude_if=lambda value: not value)] = ()
    """The limits the nodes were written for."""
    language: LanguageTag = CHINESE
    languages: Annotated[tuple[LanguageTag, ...], Field(max_length=20)] = ()
    media: ClipMedia = ClipMedia()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for records in (self.nodes, self.notes, self.frames):
            if len({record.id for record in records}) != len(records):
                raise ValueError("an id stands twice")
        return self

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.nodes or self.notes or self.frames)

    def media_sources(self) -> tuple[str, ...]:
        """The media its messages show, as sources."""
        return media_of_nodes(self.nodes)

    def to_bytes(self) -> bytes:
        """The data for the clipboard, UTF-8."""
        data = self.model_dump(mode="json")
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def clip_of(
    store: Store,
    nodes: Iterable[NodeId],
    notes: Iterable[NoteId],
    frames: Iterable[FrameId],
    media: ClipMedia | None = None,
) -> Clip:
    """What is named, with the members of its frames; targets that lead out of it are left out."""
    shown = [store.frames[frame_id] for frame_id in frames if frame_id in store.frames]
    inside = list(dict.fromkeys(name for frame in shown for name in frame.members))
    ids = [node_id for node_id in dict.fromkeys([*nodes, *map(NodeId, inside)]) if node_id in store.nodes]
    chosen = set(ids)
    copied = tuple(_with_targets(store.nodes[node_id], chosen) for node_id in ids)
    used = frozenset[str]().union(*map(uses_of, copied))
    flow = store.flow
    return Clip.model_construct(
        xinliu=1,
        nodes=copied,
        positions={node_id: store.position(node_id) for node_id in ids},
        notes=tuple(
            store.notes[note_id]
            for note_id in dict.fromkeys([*notes, *map(NoteId, inside)])
            if note_id in store.notes
        ),
        frames=tuple(shown),
        variables=tuple(variable for variable in flow.variables if variable.name in used),
        profile=flow.profile,
        targets=flow.targets,
        language=flow.language,
        languages=tuple(tag for tag in flow.languages if any(tag in node.translations for node in copied)),
        media=media if media is not None and media_of_nodes(copied) else ClipMedia(),
    )


def read_clip(data: bytes, *, is_trusted: bool = False) -> Clip:
    """The clip in *data*; raises PasteRefused for anything else.

    Only data that came as our own type are trusted to say where media stand on this machine: text may come
    from a stranger, and would have this machine's files sent to phones.
    """
    if len(data) > MAX_BYTES:
        raise PasteRefused(_TOO_LARGE)
    try:
        read = json.loads(data.decode("utf-8-sig", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise PasteRefused(NOT_OURS) from error
    if not isinstance(read, dict) or "xinliu" not in read:
        raise PasteRefused(NOT_OURS)
    version = read["xinliu"]
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise PasteRefused(_NEWER)
    if isinstance(read.get("nodes"), list) and len(read["nodes"]) > MAX_NODES:
        raise PasteRefused(_TOO_LARGE)
    try:
        clip = Clip.model_validate(read)
    except (ValidationError, RecursionError) as error:
        raise PasteRefused(_DAMAGED) from error
    if is_trusted or not clip.media.home:
        return clip
    return clip.model_copy(update={"media": clip.media.model_copy(update={"home": ""})})


def looks_like_clip(text: str) -> bool:
    """Whether a text may be copied nodes."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and '"xinliu"' in text[:MAX_BYTES]


def _with_targets(node: Node, allowed: set[NodeId]) -> Node:
    kept = {name: target for name, target in node.targets.items() if target in allowed}
    return node if len(kept) == len(node.targets) else node.model_copy(update={"targets": kept})

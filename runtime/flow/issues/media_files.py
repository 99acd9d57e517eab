"""Pictures, sounds and films whose file cannot be sent, or is not what the scenario says it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts, records_in
from runtime.flow.issues.naming import field_of, quoted
from runtime.messages.elements.file import File
from runtime.messages.media import LOCAL, CardMedia, Thumbnail
from runtime.messages.media_facts import MediaFacts
from runtime.records import FieldPath
from runtime.wording import Wording

_SAME: Final = {
    "image/jpg": "image/jpeg",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/amr-wb": "audio/amr",
    "audio/3gpp": "video/3gpp",
    "audio/webm": "video/webm",
}
"""Other names of a type → the one compared."""
_UNUSABLE: Final = Wording("{field}用不了{name}：{why}", "{field} cannot use {name}: {why}")
_OTHER_TYPE: Final = Wording(
    "{field}写的是 {told}，文件其实是 {real}。改成文件的类型。",
    "{field} is said to be {told}, but the file is {real}. Take the file's own type.",
)
_OTHER_SIZE: Final = Wording(
    "{field}的文件换过了：写的是 {told} 字节，现在是 {real} 字节。改成现在的大小。",
    "The file of {field} was changed: {told} bytes are noted, it has {real}. Take the size it has now.",
)
_TOO_LONG: Final = Wording(
    "{field}长 {actual} 秒，最多 {limit} 秒。剪短后再用。",
    "{field} lasts {actual} s, the limit is {limit} s. Cut it and use it again.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Compares what messages say of their media with the files; silent about files nobody looked at."""
    if not around.media_facts:
        return
    for start, message in facts.messages:
        for path, record in records_in(message):
            if isinstance(record, CardMedia | File | Thumbnail) and record.source.startswith(LOCAL):
                file = around.media_facts.get(record.source.removeprefix(LOCAL))
                if file is not None:
                    yield from _compare(facts, (*start, *path), record, file, around)


def _compare(
    facts: NodeFacts,
    path: FieldPath,
    record: CardMedia | File | Thumbnail,
    file: MediaFacts,
    around: Surroundings,
) -> Iterator[Issue]:
    node = facts.node
    field = field_of(node, (*path, "source"))
    if file.problem is not None:
        here = (*path, "source")
        label = Wording("换一个文件", "Choose another file")
        yield Issue(
            "error",
            "unusable_media",
            _UNUSABLE.format(field=field, name=quoted(file.name), why=file.problem),
            node=node.id,
            path=here,
            fix=Fix("choose_media", label, {"node": node.id, "path": here}),
        )
        return
    if _plain(record.content_type) != _plain(file.content_type):
        here = (*path, "content_type")
        yield Issue(
            "error",
            "media_type_differs",
            _OTHER_TYPE.format(field=field, told=record.content_type, real=file.content_type),
            node=node.id,
            path=here,
            fix=_set(facts, here, file.content_type, Wording("改成 {value}", "Change to {value}")),
        )
    if record.size_bytes != file.size_bytes:
        here = (*path, "size_bytes")
        told, real = f"{record.size_bytes:,}", f"{file.size_bytes:,}"
        yield Issue(
            "warning",
            "media_size_differs",
            _OTHER_SIZE.format(field=field, told=told, real=real),
            node=node.id,
            path=here,
            fix=_set(facts, here, file.size_bytes, Wording("改成 {value} 字节", "Change to {value} bytes")),
        )
    if not isinstance(record, Thumbnail) and not (isinstance(record, File) and record.duration_s):
        yield from _check_length(facts, path, file, around)


def _check_length(
    facts: NodeFacts, path: FieldPath, file: MediaFacts, around: Surroundings
) -> Iterator[Issue]:
    """A length that the message itself does not tell, so that the limits cannot count it."""
    broken = [
        held
        for held in around.targets.limits("media_duration", file.kind)
        if file.duration_s > held.limit.maximum
    ]
    if not broken or file.kind not in ("audio", "video"):
        return
    here = (*path, "source")
    yield Issue(
        "error" if any(held.limit.severity == "error" for held in broken) else "warning",
        "media_too_long",
        _TOO_LONG.format(
            field=field_of(facts.node, here), actual=f"{file.duration_s:.0f}", limit=broken[0].limit.maximum
        ),
        node=facts.node.id,
        path=here,
        carriers=tuple(sorted({name for held in broken for name in held.carriers})),
    )


def _set(facts: NodeFacts, path: FieldPath, value: object, label: Wording) -> Fix:
    shown = f"{value:,}" if isinstance(value, int) else value
    data = {"node": facts.node.id, "path": path, "value": value}
    return Fix("set_field", label.format(value=shown), data)


def _plain(content_type: str) -> str:
    kind = content_type.lower().partition(";")[0].strip()
    return _SAME.get(kind, kind)


CHECK: Final = NodeCheck(131, check)

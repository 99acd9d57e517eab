"""Reads and writes `NAME.xinliu.json`: canonical, diffable, bounded, never half-written."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from runtime.flow.document import FORMAT, Document, digest_of, flow_json
from runtime.flow.errors import UnreadableDocument
from runtime.wording import Wording, printable

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 20_000
_HALF = re.compile("[\ud800-\udfff]")
_SHOWN = 200
"""Characters of the file's own words that a refusal shows."""
SUFFIX = ".xinliu.json"


def to_text(document: Document) -> str:
    """The file text of *document*: sorted keys, two spaces, digest of the flow, newline at the end."""
    flow = flow_json(document.flow)
    data = {
        "digest": digest_of(flow),
        "flow": flow,
        "format": FORMAT,
        "layout": document.layout.model_dump(mode="json"),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"
    # A node of a newer version may hold half of a character, which only an escape can write.
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def from_text(text: str) -> Document:
    """The document of a file's text.

    Raises UnreadableDocument, whose sentence names the place and what to do.
    """
    data = json_object(text)
    version = data.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnreadableDocument(
            Wording("这不是信流的场景文件：缺少 format。", "This is no Xinliu scenario: `format` is missing.")
        )
    if version > FORMAT:
        raise UnreadableDocument(
            Wording(
                "文件由更新的版本保存（格式 {found}，这里最高 {known}）。请升级信流后再打开。",
                "The file was saved by a newer version (format {found}, this one reads up to {known}). "
                "Update Xinliu to open it.",
            ).format(found=version if version < 10**9 else "…", known=FORMAT)
        )
    extra = sorted(set(data) - {"digest", "flow", "format", "layout"})
    if extra:
        raise UnreadableDocument(
            Wording("文件里有不认识的部分：{names}。", "The file has unknown sections: {names}.").format(
                names=printable(", ".join(extra[:5]), _SHOWN)
            )
        )
    return _validated(data)


def _validated(data: dict[str, Any]) -> Document:
    flow = data.get("flow")
    nodes = flow.get("nodes") if isinstance(flow, dict) else None
    if isinstance(nodes, dict) and len(nodes) > MAX_NODES:
        raise UnreadableDocument(
            Wording(
                "场景有 {count} 个节点，最多 {limit} 个。",
                "The scenario has {count} nodes, the limit is {limit}.",
            ).format(count=len(nodes), limit=MAX_NODES)
        )
    try:
        document = Document.model_validate({"flow": flow, "layout": data.get("layout", {})})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise UnreadableDocument(
            Wording(
                "文件内容有误，位置 {place}：{reason}。原文件没有改动。",
                "The file is wrong at {place}: {reason}. It was not changed.",
            ).format(place=printable(place, _SHOWN), reason=printable(first["msg"], _SHOWN))
        ) from error
    recorded = data.get("digest")
    if isinstance(flow, dict) and isinstance(recorded, str) and recorded != digest_of(flow):
        raise UnreadableDocument(
            Wording(
                "文件的摘要与内容不符，可能传输中损坏或被手工改过。"
                "用 xinliu check --repair-digest 确认后再打开。",
                "The digest does not match the contents: the file may be damaged or edited by hand. "
                "Confirm with xinliu check --repair-digest before opening it.",
            )
        )
    return document


def json_object(text: str) -> dict[str, Any]:
    """The JSON object of a file's text, bounded in size and depth, no key twice, only finite numbers.

    Raises UnreadableDocument, whose sentence names the line and column.
    """
    if len(text) > MAX_BYTES:
        raise UnreadableDocument(_too_large())
    try:
        data = json.loads(
            text, object_pairs_hook=_no_repeats, parse_constant=_refuse_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            Wording(
                "文件第 {line} 行第 {column} 列不是合法的 JSON，可能不完整。原文件没有改动。",
                "Line {line}, column {column} is no valid JSON; the file may be incomplete. "
                "It was not changed.",
            ).format(line=error.lineno, column=error.colno)
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(
            Wording("文件内容有误：{reason}。", "The file is wrong: {reason}.").format(
                reason=printable(str(error), 2 * _SHOWN)
            )
        ) from error
    _check_depth(data)
    if not isinstance(data, dict):
        raise UnreadableDocument(Wording("这不是信流的场景文件。", "This is no Xinliu scenario."))
    return data


def _too_large() -> Wording:
    return Wording("文件超过 {limit} MB。", "The file is larger than {limit} MB.").format(
        limit=MAX_BYTES >> 20
    )


def _check_depth(data: object) -> None:
    """Refuses nesting over MAX_DEPTH; walks level by level, so that depth costs no stack."""
    level: list[object] = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return
    raise UnreadableDocument(
        Wording("文件嵌套超过 {limit} 层。", "The file nests deeper than {limit} levels.").format(
            limit=MAX_DEPTH
        )
    )


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{printable(text, _SHOWN)} is too large a number")
    return number


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        repeated = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {printable(repeated, _SHOWN)!r} stands twice in one object")
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number a file may hold")


def read_document(path: Path) -> Document:
    """The document of the file at *path*; the file is never changed.

    Raises UnreadableDocument for anything that is no scenario, OSError when the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            # Not by the size the system tells: a device or a pipe has none, and a file may grow.
            data = stream.read(MAX_BYTES + 1)
    except ValueError as error:
        raise UnreadableDocument(
            Wording("文件名「{name}」不能用。", 'No file can be called "{name}".').format(
                name=printable(str(path), _SHOWN)
            )
        ) from error
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(_too_large())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            Wording(
                "第 {place} 个字节不是 UTF-8 文本，这不是信流的场景文件。",
                "Byte {place} is not UTF-8 text: this is no Xinliu scenario.",
            ).format(place=error.start)
        ) from error
    return from_text(text)


def write_document(document: Document, path: Path) -> None:
    """Writes *document* to *path* whole or not at all: temporary file, fsync, replace.

    Raises OSError when the disk refuses; the old file is then untouched.
    """
    write_whole(path, to_text(document).encode("utf-8", "surrogatepass"))


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Puts *data* at *path* whole or not at all.

    A new file may be read by whom the system lets read new files, one that stood there before by the same as
    before; a *private* one by its owner alone. Raises OSError when the disk refuses; what stood there is then
    untouched and no temporary file is left.
    """
    with whole_file(path, private=private) as stream:
        stream.write(data)


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A stream whose contents stand at *path* once the block ends, and nowhere when it raises."""
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "w+b") as stream:
            if not private and path.exists():
                temporary.chmod(path.stat().st_mode & 0o777)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

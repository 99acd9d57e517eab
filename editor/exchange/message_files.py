"""Reads messages from a file, a zip file or a folder of carriers' JSON and XML, and makes nodes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from editor.document.store import Store
from editor.exchange.format import Step, no_step
from runtime.flow.ids import NodeId
from runtime.flow.node import MAX_TITLE
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.reading import Reading, read_pasted
from runtime.spreadsheets.bounded_zip import Bounds, bounded_zip
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording, printable

SUFFIXES: Final = (".json", ".xml")
"""Of the files that are read in folders and zip files."""
MAX_FILES: Final = 500
MAX_FILE_BYTES: Final = 4 << 20
_BOUNDS: Final = Bounds(entries=2 * MAX_FILES, entry_bytes=MAX_FILE_BYTES, total_bytes=64 << 20)
_COLUMNS: Final = 6
_STEP_X: Final = 340.0
_STEP_Y: Final = 420.0
_SIGNATURE: Final = re.compile("【[^】]{0,40}】")

_NONE = Wording("里面没有消息的 JSON 或 XML 文件。", "There is no JSON or XML file of a message in it.")
_TOO_MANY = Wording(
    "消息文件超过 {limit} 个。分几次读入。", "There are over {limit} message files. Read them in parts."
)
_TOO_LARGE = Wording("「{name}」超过 {limit} MB，没有读取。", '"{name}" is over {limit} MB and was not read.')
_NOT_TEXT = Wording("不是 UTF-8 文本。", "It is not UTF-8 text.")
_IMPORT = Wording("导入 {count} 条消息", "Import {count} messages")


@dataclass(frozen=True, slots=True)
class NamedReading:
    """What was read of one message, with the name its node gets."""

    name: str
    reading: Reading


def read_messages(path: Path, step: Step = no_step) -> tuple[NamedReading, ...]:
    """The messages of a file, or of the JSON and XML files of a zip file or a folder, in their order.

    A file of `xinliu export --to wire` gives all its messages. Folders inside and links are left alone.
    Raises FileRefused when there is nothing to read or too much, OSError.
    """
    found: list[NamedReading] = []
    for number, (name, data) in enumerate(_files(path), start=1):
        found += _read(name, data)
        if len(found) > MAX_FILES:
            raise FileRefused(_TOO_MANY.format(limit=MAX_FILES))
        step(number, 0)
    if not found:
        raise FileRefused(_NONE)
    if len(found) == 1 and found[0].reading.not_understood == (_NOT_TEXT,):
        raise FileRefused(_NOT_TEXT)
    return tuple(found)


def add_messages(
    store: Store, messages: Sequence[NamedReading], at: tuple[float, float]
) -> tuple[NodeId, ...]:
    """Adds a node for every message that could be read, row by row from *at* on, in one edit."""
    readable = [each for each in messages if each.reading.message is not None]
    made: list[NodeId] = []
    if not readable:
        return ()
    with store.edit(_IMPORT.format(count=len(readable))) as draft:
        for index, each in enumerate(readable):
            node_id = NodeId(draft.new_id("n"))
            row, column = divmod(index, _COLUMNS)
            assert each.reading.message is not None
            node = SendMessage(id=node_id, title=each.name[:MAX_TITLE], message=each.reading.message)
            draft.add_node(node, at[0] + column * _STEP_X, at[1] + row * _STEP_Y)
            made.append(node_id)
    return tuple(made)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        own = (each for each in path.iterdir() if each.name.lower().endswith(SUFFIXES))
        files = sorted((each for each in own if each.is_file() and not each.is_symlink()), key=_by_name)
        if len(files) > MAX_FILES:
            raise FileRefused(_TOO_MANY.format(limit=MAX_FILES))
        for file in files:
            yield file.name, _bytes_of(file)
        return
    with path.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    if not is_zip:
        yield path.name, _bytes_of(path)
        return
    with bounded_zip(path, _BOUNDS) as packed:
        names = sorted(name for name in packed.names() if name.lower().endswith(SUFFIXES))
        if len(names) > MAX_FILES:
            raise FileRefused(_TOO_MANY.format(limit=MAX_FILES))
        for name in names:
            yield name.rpartition("/")[2], packed.read(name)


def _by_name(file: Path) -> str:
    return file.name


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise FileRefused(_TOO_LARGE.format(name=printable(file.name, 80), limit=MAX_FILE_BYTES >> 20))
    return data


def _read(name: str, data: bytes) -> Iterator[NamedReading]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield NamedReading(_title(name), Reading(None, (), (_NOT_TEXT,)))
        return
    own = _own_entries(text)
    if own:
        for entry in own:
            yield _read_own(entry)
    else:
        yield NamedReading(_title(name), read_pasted(text))


def _own_entries(text: str) -> list[dict[str, Any]]:
    """The entries of a file that `export` wrote; empty for any other."""
    if '"messageList"' not in text or '"node"' not in text:
        return []
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return []
    entries = value if isinstance(value, list) else [value]
    is_ours = all(isinstance(each, dict) and {"node", "messageList"} <= each.keys() for each in entries)
    return entries if is_ours else []


def _read_own(entry: dict[str, Any]) -> NamedReading:
    """Reads what we wrote: who says it and in which language is no part of the message."""
    kept = {
        name: value for name, value in entry.items() if name not in ("node", "title", "field", "language")
    }
    if isinstance(kept.get("smsContent"), str):
        kept["smsContent"] = _SIGNATURE.sub("", kept["smsContent"], count=1)
    try:
        reading = read_pasted(orjson.dumps(kept).decode())
    except (orjson.JSONEncodeError, UnicodeDecodeError):
        reading = Reading(None, (), (_NOT_TEXT,))
    title, language = entry.get("title"), entry.get("language")
    name = printable(title, MAX_TITLE) if isinstance(title, str) else ""
    is_only = not isinstance(language, str) or language == "zh"
    return NamedReading(name if is_only else f"{name} {language}"[:MAX_TITLE], reading)


def _title(name: str) -> str:
    stem = name.rpartition("/")[2]
    return printable(stem.split(".")[0], MAX_TITLE)

"""Reads the XML and multipart forms in which China Mobile's interface and GSMA carry messages."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from typing_extensions import override

from runtime.messages.reading.notes import Notes

_TIME = re.compile(r"timelen=(\d{1,9})")
_BOUNDARY = re.compile(r"boundary=\"?([^\";]{1,70})\"?", re.IGNORECASE)
_MOST_PARTS = 20
_MOST_LEVELS, _MOST_ELEMENTS = 40, 20_000


def parsed_xml(document: str | bytes) -> Element | None:
    """The root of an XML document, None when it is no such thing or nobody's honest message.

    Document types, entities, more than 40 levels and more than 20,000 elements are refused while reading.
    """
    raw = document.encode("utf-8", "replace") if isinstance(document, str) else document
    parser = DefusedXMLParser(target=_BoundedTree(), forbid_dtd=True)
    try:
        parser.feed(raw)
        found: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return found


class _BoundedTree(TreeBuilder):
    """Builds elements and gives up where nesting or number is beyond any message."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._elements = 0

    @override
    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > _MOST_LEVELS or self._elements > _MOST_ELEMENTS:
            raise ValueError("more XML than any message has")
        return super().start(tag, attrs)

    @override
    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def texts_of(element: Element) -> dict[str, str | list[str]]:
    """Name → text of the children; several of one name become a list."""
    found: dict[str, str | list[str]] = {}
    for child in element:
        name, text = local_name(child), (child.text or "").strip()
        before = found.get(name)
        if before is None:
            found[name] = text
        else:
            found[name] = [*before, text] if isinstance(before, list) else [before, text]
    return found


def file_entries(text: str, place: str, notes: Notes) -> list[dict[str, Any]] | None:
    """The entries of a `file` document in the words of the JSON form; None when it is none."""
    root = parsed_xml(text)
    if root is None or local_name(root) != "file":
        notes.leave_out(place, "不是文件描述的 XML", "is no XML that describes a file")
        return None
    return [_entry(info) for info in root if local_name(info) == "file-info"]


def _entry(info: Element) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": info.get("type", "file")}
    for child in info:
        name, text = local_name(child), (child.text or "").strip()
        if name == "data":
            entry |= {"url": child.get("url", "")} | (
                {"until": child.get("until")} if child.get("until") else {}
            )
        elif name == "file-size":
            entry["fileSize"] = int(text) if text.isdecimal() and len(text) < 20 else text
        elif name == "file-disposition":
            length = _TIME.search(text)
            entry |= {"durationMs": int(length[1])} if length is not None else {name: text}
        else:
            entry[{"file-name": "fileName", "content-type": "contentType"}.get(name, name)] = text
    return entry


def multipart_parts(content_type: str, body: str, place: str, notes: Notes) -> list[dict[str, Any]]:
    """The parts of a multipart body as entries of a `messageList`; a wrong length is only noted."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        notes.leave_out(place, "multipart 没有 boundary", "the multipart names no boundary")
        return []
    found: list[dict[str, Any]] = []
    pieces = body.replace("\r\n", "\n").split(f"--{boundary[1]}")
    for piece in pieces[1 : _MOST_PARTS + 1]:
        if piece.startswith("--"):
            break
        head, _, text = piece.lstrip("\n").partition("\n\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.splitlines())
        }
        text = text.removesuffix("\n")
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) != len(text.encode("utf-8", "surrogatepass")):
            notes.repair(
                f"{place}[{len(found)}]",
                "Content-Length 与内容不符，按内容读取",
                "Content-Length does not fit, read what is there",
            )
        found.append({"contentType": headers.get("content-type", "text/plain"), "contentText": text})
    return found

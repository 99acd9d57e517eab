"""Documents as interfaces write them: what is read, shown, repaired and written back stands in golden files.

The documents are made by us: their shapes, and their mistakes, are those of the interfaces.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from runtime.flow.menu_wire import menu_to_wire, read_menu
from runtime.messages.elements.file import File
from runtime.messages.limits import profile
from runtime.messages.message import Message
from runtime.messages.reading import Reading, read_inbound, read_message, read_pasted
from runtime.messages.strict_wire import validate_menu, validate_wire
from runtime.messages.targets import targets_named
from runtime.messages.wire import FILE_XML
from runtime.messages.xml_wire import file_as_xml, multipart
from runtime.wording import Wording
from tests.support.golden import GOLDEN_DIR, Golden

FOLDER = GOLDEN_DIR / "interop"
EVERYBODY = targets_named(("mobile", "unicom", "telecom", "aliyun", "gsma"))


def _documents(*beginnings: str) -> list[Path]:
    found = [path for path in sorted(FOLDER.iterdir()) if path.name.startswith(beginnings)]
    return [path for path in found if not path.name.endswith(".read.json")]


def _words(notes: tuple[Wording, ...]) -> list[str]:
    return [note.en for note in notes]


def _told(message: Message) -> dict[str, Any]:
    parts = message.to_wire()
    return {
        "written": [{"contentType": part.content_type, "content": part.content} for part in parts],
        "shown": [type(block).__name__ for block in message.blocks()],
        "fallback": [message.fallback.mode, message.fallback.text, message.fallback.refusal],
        "traffic": message.traffic,
        "refused by gsma": [f"{each.place}: {each.claim}" for each in validate_wire(parts, profile("gsma"))],
        "over limits": [
            f"{'.'.join(map(str, breach.path))}: {breach.actual} of {breach.limit.maximum}"
            f" {breach.limit.unit} ({', '.join(breach.carriers)})"
            for breach in EVERYBODY.breaches(message)
        ],
    }


def _as_json(value: object) -> object:
    if isinstance(value, Message):
        return _told(value)
    assert dataclasses.is_dataclass(value)
    assert not isinstance(value, type)
    return {type(value).__name__: dataclasses.asdict(value)}


@pytest.mark.parametrize("path", _documents("ctcu", "cmcc", "fnw", "suggestion"), ids=lambda path: path.stem)
def test_a_message_is_read_shown_and_written_back(golden: Golden, path: Path) -> None:
    reading = read_pasted(path.read_text("utf-8"))

    assert reading.message is not None
    told = _told(reading.message) | {
        "repaired": _words(reading.repaired),
        "left out": _words(reading.not_understood),
    }
    golden.check_json(f"interop/{path.stem}.read.json", told)
    again = read_message(reading.message.to_wire())
    assert again.message is not None
    assert reading.message.to_wire() == again.message.to_wire()
    assert again.repaired + again.not_understood == ()


@pytest.mark.parametrize("path", _documents("heard"), ids=lambda path: path.stem)
def test_what_comes_up_from_a_handset_is_read(golden: Golden, path: Path) -> None:
    hearing = read_inbound(path.read_text("utf-8"))

    told = {
        "heard": [_as_json(each) for each in hearing.heard],
        "repaired": _words(hearing.repaired),
        "left out": _words(hearing.not_understood),
    }
    golden.check_json(f"interop/{path.stem}.read.json", told)
    assert hearing.heard


@pytest.mark.parametrize("path", _documents("menu"), ids=lambda path: path.stem)
def test_a_fixed_menu_is_read_and_written_back(golden: Golden, path: Path) -> None:
    reading = read_menu(path.read_text("utf-8"))

    wire = menu_to_wire(reading.entries)
    told = {
        "written": wire,
        "repaired": _words(reading.repaired),
        "left out": _words(reading.not_understood),
        "refused by gsma": [f"{each.place}: {each.claim}" for each in validate_menu(wire, profile("gsma"))],
        "refused by ctcu": [f"{each.place}: {each.claim}" for each in validate_menu(wire, profile("ctcu"))],
    }
    golden.check_json(f"interop/{path.stem}.read.json", told)
    assert wire == menu_to_wire(read_menu(json.dumps(wire)).entries)


def test_a_recording_keeps_its_length_in_xml() -> None:
    reading = read_pasted((FOLDER / "cmcc_recording.xml").read_text("utf-8"))
    assert reading.message is not None
    sound = reading.message.content
    assert isinstance(sound, File)

    written = file_as_xml(sound, until="2026-12-01T08:00:00Z")

    assert sound.duration_s == 31
    assert isinstance(written.content, str)
    assert "timelen=31000" in written.content
    again: Reading = read_message([written])
    assert again.message is not None
    assert sound == again.message.content
    assert written.content_type == FILE_XML


def test_a_multipart_body_comes_back_with_all_its_parts() -> None:
    sent = read_pasted((FOLDER / "ctcu_carousel_without_sizes.json").read_text("utf-8")).message
    assert sent is not None

    kind, body = multipart(sent.to_wire(), "cut")

    document = (
        '<outboundIMMessage><contentType>multipart/mixed; boundary="cut"</contentType>'
        f"<bodyText><![CDATA[{body}]]></bodyText></outboundIMMessage>"
    )
    reading = read_pasted(document)
    assert kind == 'multipart/mixed; boundary="cut"'
    assert reading.message is not None
    assert sent.to_wire() == reading.message.to_wire()
    assert reading.repaired == ()


def test_a_boundary_inside_a_part_is_refused() -> None:
    sent = Message.model_validate({"content": {"type": "text", "text": "a --next b"}})

    with pytest.raises(ValueError, match="next"):
        multipart(sent.to_wire())


@pytest.mark.parametrize(
    "document",
    [
        "<",
        "<a/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><file>&b;</file>',
        "<outboundIMMessage/>",
        "<outboundIMMessage><contentType>multipart/mixed</contentType></outboundIMMessage>",
        "<file><file-info type='file'><file-size>many</file-size></file-info></file>",
        "<" * 2000,
        "<a>" * 5000 + "</a>" * 5000,
    ],
)
def test_damaged_xml_is_no_message_or_one_with_remarks(document: str) -> None:
    reading = read_pasted(document)

    assert reading.message is None or reading.repaired or reading.not_understood


@pytest.mark.parametrize("document", ["", "[]", "1", "{}", '{"RCSMessage": 1}', '{"messageList": [1, null]}'])
def test_what_says_nothing_is_told(document: str) -> None:
    hearing = read_inbound(document)

    assert hearing.heard == ()
    assert hearing.not_understood != ()

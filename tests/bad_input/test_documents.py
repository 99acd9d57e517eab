"""Scenario files that are cut, foreign, huge or hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resources.files import resource_path
from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import MAX_DEPTH, MAX_NODES, from_text, read_document, to_text, write_document
from runtime.flow.flow import Flow
from tests.support.conversations import flow_of, node

SAMPLE = (resource_path("scenarios") / "spring-sale.xinliu.json").read_bytes()


def file_of(flow: object, **sections: object) -> str:
    return json.dumps({"format": 1, "flow": flow, **sections})


def flow_with(**changes: object) -> dict[str, Any]:
    return {"id": "f", "nodes": {"start": {"type": "start", "id": "start"}}, **changes}


def foreign(**members: object) -> dict[str, Any]:
    return flow_with(nodes={"n": {"type": "hologram", "id": "n", **members}})


def refusal(text: str) -> str:
    """The sentence of the refusal, which every screen and terminal can show."""
    with pytest.raises(UnreadableDocument) as caught:
        from_text(text)
    words = caught.value.sentence
    assert words.en.encode()
    assert len(words.zh.encode()) < 3000
    return words.en


@pytest.mark.parametrize("share", range(0, 100, 4))
def test_a_file_cut_anywhere_is_refused_and_stays_as_it_was(tmp_path: Path, share: int) -> None:
    cut = SAMPLE[: len(SAMPLE) * share // 100]
    file = tmp_path / "cut.xinliu.json"
    file.write_bytes(cut)

    with pytest.raises(UnreadableDocument):
        read_document(file)
    assert file.read_bytes() == cut


@pytest.mark.parametrize("byte", range(1, len(SAMPLE), 997))
def test_a_flipped_byte_never_breaks_the_reader(tmp_path: Path, byte: int) -> None:
    file = tmp_path / "flipped.xinliu.json"
    file.write_bytes(SAMPLE[:byte] + bytes([SAMPLE[byte] ^ 0xFF]) + SAMPLE[byte + 1 :])

    with pytest.raises(UnreadableDocument):
        read_document(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "1",
        "[]",
        "{}",
        "[" * 1_000_000,
        '{"a":' * 100_000,
        '{"format": true}',
        '{"format": 1.0}',
        '{"format": "1"}',
        '{"format": 0}',
        '{"format": ' + "9" * 4_000 + "}",
        '{"format": ' + "9" * 5_000 + "}",
        '{"format": 1}',
        '{"format": 1, "flow": NaN}',
        '{"format": 1, "flow": 1e400}',
        '{"format": 1, "flow": {"id": "f"}, "layout": null}',
        '{"format": 1, "flow": {"id": "f"}, "\\ud800": 1}',
        '{"\\ud800": 1, "\\ud800": 1}',
        '{"format": 1, "flow": {"id": "f"}, "digest": "0"}',
    ],
    ids=range(20),
)
def test_what_is_no_scenario_is_refused_in_words(text: str) -> None:
    assert refusal(text)


@pytest.mark.parametrize(
    "flow",
    [
        flow_with(name="\ud800"),
        flow_with(name="n" * 81),
        flow_with(variables=[{"name": "n", "type": "number", "default": 10**400}]),
        flow_with(variables=[{"name": "in"}]),
        flow_with(variables=[{"name": "a b"}]),
        flow_with(variables=[{"name": ""}]),
        flow_with(nodes={"n": {"type": "end", "id": "m"}}),
        flow_with(nodes={"n": {"type": "end"}}),
        flow_with(nodes={"n": {"type": "", "id": "n"}}),
        flow_with(nodes={"n": {"type": "hologram", "id": [1]}}),
        flow_with(nodes={"n": {"type": "send_message", "id": "n", "targets": {"next": "nowhere"}}}),
        flow_with(nodes={"n": {"type": "wait", "id": "n", "duration_s": 365 * 86400 + 1}}),
        flow_with(nodes=[]),
        flow_with(**{"k" * 100_000: 1}),
    ],
    ids=range(14),
)
def test_a_wrong_value_is_refused_with_its_place(flow: dict[str, Any]) -> None:
    assert "flow" in refusal(file_of(flow))


@pytest.mark.parametrize(
    "zone",
    ["", "\0", "../../etc/passwd", "/etc/localtime", "Asia", "tzdata.zi", "Z" * 100_000, "UTC\n", "\ud800"],
)
def test_a_time_zone_is_only_ever_a_time_zone(zone: str) -> None:
    assert "flow" in refusal(file_of(flow_with(time_zone=zone)))


def test_a_position_beyond_all_numbers_is_refused() -> None:
    assert "layout" in refusal(file_of(flow_with(), layout={"positions": {"start": {"x": 10**400, "y": 0}}}))


def test_one_level_too_deep_is_refused_and_the_deepest_is_read() -> None:
    inside = MAX_DEPTH - 5

    def nested(levels: int) -> str:
        return file_of(foreign(more=json.loads("[" * levels + "]" * levels)))

    assert from_text(nested(inside)).flow.id == "f"
    assert "deeper" in refusal(nested(MAX_DEPTH))


@pytest.mark.slow
def test_one_node_too_many_is_refused() -> None:
    nodes = {f"n{number}": {"type": "end", "id": f"n{number}"} for number in range(MAX_NODES + 1)}

    assert "20001" in refusal(file_of(flow_with(nodes=nodes)))


def test_a_key_that_stands_twice_is_found_at_once_among_many() -> None:
    keys = ",".join(f'"k{number}": 1' for number in range(20_000))

    assert "'k7' stands twice" in refusal(f'{{{keys}, "k7": 2}}')


def test_a_key_of_a_million_characters_does_not_flood_the_refusal() -> None:
    key = "k" * 1_000_000

    assert len(refusal(f'{{"{key}": 1, "{key}": 2}}')) < 1000


def test_half_a_character_of_a_newer_version_survives_in_a_file_that_can_be_read(tmp_path: Path) -> None:
    document = from_text(file_of(foreign(emoji="\ud83d")))
    file = tmp_path / "kept.xinliu.json"
    write_document(document, file)

    assert read_document(file) == document


@pytest.mark.parametrize(
    "name", ["", "a/b", "😀", "x" * 1000, "\0", "\u202e", "{0}", "{x", "__class__", ".."]
)
def test_any_id_goes_through_a_file_and_back(name: str) -> None:
    document = Document(flow=flow_of(node("set_variables", name, {"next": name}), id=name))

    assert from_text(to_text(document)) == document


def test_an_endless_device_is_read_to_the_limit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.flow.file_format.MAX_BYTES", 1000)

    with pytest.raises(UnreadableDocument, match="larger"):
        read_document(Path("/dev/zero"))


def test_a_name_no_file_can_have_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        read_document(Path("a\0b.xinliu.json"))


@pytest.mark.parametrize("name", ["场" * 80, "😀" * 60, "a" * 250])
def test_a_file_may_have_the_longest_name_a_disk_takes(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    write_document(Document(flow=flow_of()), file)

    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept.xinliu.json"
    write_document(Document(flow=flow_of()), file)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        write_document(Document(flow=flow_of(name="new")), file)

    assert (file.read_bytes(), len(list(tmp_path.iterdir()))) == (before, 1)


def test_no_number_without_a_value_enters_a_record() -> None:
    with pytest.raises(ValueError, match="finite"):
        Flow.model_validate(flow_with(nodes={"n": {"type": "ask", "id": "n", "minimum": float("nan")}}))

"""The scenario file: canonical, whole, bounded, and readable by newer and older versions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings

from runtime.flow.document import Document, digest
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import (
    MAX_NODES,
    from_text,
    read_document,
    to_text,
    write_document,
    write_whole,
)
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.layout import Layout, Position
from tests.support.conversations import flow_of, node, text
from tests.support.random_flows import flows

FLOW = flow_of(node("send_message", "m", {"next": "end"}, message=text("您好")), node("end", "end"))
DOCUMENT = Document(flow=FLOW, layout=Layout(positions={NodeId("m"): Position(x=1.5, y=-2)}))


def edited(**changes: object) -> str:
    return json.dumps({**json.loads(to_text(DOCUMENT)), **changes}, ensure_ascii=False)


@settings(max_examples=50)
@given(flows())
def test_writing_what_was_read_gives_the_same_bytes(flow: Flow) -> None:
    written = to_text(Document(flow=flow))

    assert to_text(from_text(written)) == written


def test_moving_a_node_does_not_change_the_digest() -> None:
    moved = Document(flow=FLOW, layout=Layout(positions={NodeId("m"): Position(x=99, y=99)}))

    assert json.loads(to_text(moved))["digest"] == json.loads(to_text(DOCUMENT))["digest"] == digest(FLOW)


def test_unknown_nodes_and_elements_are_written_back_unchanged() -> None:
    poll = {
        "type": "poll",
        "id": "p",
        "targets": {"yes": "end"},
        "choices": [None, 1.5, {"z": None, "a": "x"}],
    }
    card = {"type": "hologram", "depth": None, "layers": [[1, 2], {"b": 0, "a": None}]}
    flow = flow_of(poll, node("send_message", "m", message={"content": card}), node("end", "end"))

    data = json.loads(to_text(from_text(to_text(Document(flow=flow)))))["flow"]["nodes"]

    assert data["p"] == poll
    assert data["m"]["message"]["content"] == card


def test_an_unknown_node_keeps_its_data_when_it_is_wired_anew() -> None:
    poll = {"type": "poll", "id": "p", "targets": {"yes": "end"}, "choices": [None]}
    unknown = flow_of(poll, node("end", "end")).nodes[NodeId("p")]

    rewired = unknown.model_copy(update={"targets": {}})

    assert rewired.model_dump(mode="json") == {**poll, "targets": {}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "不是合法的 JSON"),
        (to_text(DOCUMENT)[:200], "不是合法的 JSON"),
        ("[]", "不是信流的场景文件"),
        ("{}", "缺少 format"),
        (edited(format=99), "更新的版本"),
        (edited(format=True), "缺少 format"),
        (edited(plugin={}), "不认识的部分：plugin"),
        (edited(flow={"id": "x", "nodes": {"a": {"type": "end", "id": "b"}}}), "calls itself"),
        (
            edited(flow={"id": "x", "nodes": {"a": {"type": "start", "id": "a", "targets": {"next": "no"}}}}),
            "no",
        ),
        (edited(flow={"id": "x", "nodes": {"a": {"type": "end", "id": "a", "outcom": "goal"}}}), "outcom"),
        (edited(flow={"id": "x", "time_zone": "../../etc"}), "time_zone"),
        (edited(digest="0" * 64), "摘要与内容不符"),
        ('{"format": 1, "format": 1}', "stands twice"),
        ('{"format": 1, "x": NaN}', "NaN"),
        ('{"format": 1, "x": 1e400}', "too large"),
        ("[" * 100_000, "内容有误|嵌套"),
        ('{"a":' * 80 + "1" + "}" * 80, "嵌套超过"),
        (edited(flow={"id": "x", "nodes": {str(n): {} for n in range(MAX_NODES + 1)}}), "最多 20000"),
    ],
    ids=lambda value: None if len(value) > 30 else value,
)
def test_a_bad_file_is_refused_in_words(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.xinliu.json"
    path.write_text(content, "utf-8")

    with pytest.raises(UnreadableDocument) as refused:
        read_document(path)

    assert any(part in refused.value.sentence.zh for part in words.split("|"))
    assert path.read_text("utf-8") == content


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.xinliu.json"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")

    with pytest.raises(UnreadableDocument):
        read_document(path)


def test_saving_replaces_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "春季促销.xinliu.json"
    path.write_text("old", "utf-8")

    write_document(DOCUMENT, path)

    assert read_document(path) == DOCUMENT
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xinliu.json"
    path.write_text("old", "utf-8")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if broken == "fsync" else Path, broken, full)

    with pytest.raises(OSError, match="No space"):
        write_document(DOCUMENT, path)

    assert path.read_text("utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_texts_of_any_length_and_kind_survive() -> None:
    words = "长" * 50_000 + "\x00\x07\u202e\ud800😀"
    flow = flow_of(node("send_message", "m", message=text(words)))

    again = from_text(to_text(Document(flow=flow)))

    assert again.flow == flow


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these modes")
@pytest.mark.parametrize(("private", "mode"), [(False, 0o640), (True, 0o600)])
def test_a_new_file_can_be_read_as_the_system_says_unless_it_is_private(
    tmp_path: Path, private: bool, mode: int
) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", b"x", private=private)
    finally:
        os.umask(before)

    assert mode == (tmp_path / "new").stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these modes")
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "shared"
    path.write_bytes(b"old")
    path.chmod(0o664)

    write_whole(path, b"new")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o664)

"""`xinliu export` writes four forms, whole, and never over something without being told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtime.engine.plan import compile_flow
from runtime.flow.file_format import read_document
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from tests.app.commands.conftest import Run


def exported(xinliu: Run, sample: Path, to: str, output: Path, *more: str) -> bytes:
    result = xinliu("export", sample, "--to", to, "-o", output, *more)
    assert result.exit_code == 0, result.stderr
    return output.read_bytes()


def test_json_is_the_file_itself(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    assert sample.read_bytes() == exported(xinliu, sample, "json", tmp_path / "out.xinliu.json")


def test_wire_holds_every_message_as_the_runtime_sends_it(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    entries: list[dict[str, Any]] = json.loads(exported(xinliu, sample, "wire", tmp_path / "wire.json"))

    flow = read_document(sample).flow
    plan = compile_flow(flow)
    told = {entry["node"]: entry for entry in entries}
    assert {node.id for node in flow.nodes.values() if node.type in ("send_message", "ask")} == told.keys()
    for node in flow.nodes.values():
        if not isinstance(node, SendMessage):
            continue
        message, sms_text = plan.prepared(node.message, NodeId(node.id)).filled(lambda text, *_: text)
        parts = [(part.content_type, part.content) for part in message.to_wire()]
        written = told[node.id]
        assert parts == [(part["contentType"], part["contentText"]) for part in written["messageList"]]
        assert (sms_text or "") == written["smsContent"]


@pytest.mark.parametrize(("to", "beginning"), [("png", b"\x89PNG\r\n\x1a\n"), ("svg", b"<?xml")])
def test_the_canvas_is_drawn(
    to: str, beginning: bytes, xinliu: Run, sample: Path, tmp_path: Path, qapp: object
) -> None:
    data = exported(xinliu, sample, to, tmp_path / f"canvas.{to}")

    assert data.startswith(beginning)
    assert len(data) > 20_000


def test_an_existing_file_stays_as_it_is_without_force(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    output = tmp_path / "precious"
    output.write_text("precious", encoding="utf-8")

    result = xinliu("export", sample, "--to", "wire", "-o", output)

    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert output.read_text("utf-8") == "precious"
    assert exported(xinliu, sample, "wire", output, "--force").startswith(b"[")


def test_a_folder_that_is_not_there_gives_a_sentence(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    result = xinliu("export", sample, "--to", "json", "-o", tmp_path / "no" / "where.json")

    assert result.exit_code == 2
    assert "Cannot write" in result.stderr


def test_nothing_is_left_beside_the_file(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    exported(xinliu, sample, "wire", tmp_path / "wire.json")

    assert [each.name for each in tmp_path.iterdir()] == ["wire.json"]


def test_json_output_says_what_was_written(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    output = tmp_path / "wire.json"

    result = xinliu("export", sample, "--to", "wire", "-o", output, "--json")

    told = json.loads(result.stdout)
    assert (told["written"], told["size_bytes"]) == (str(output), output.stat().st_size)


def test_a_format_that_is_not_there_names_those_that_are(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    result = xinliu("export", sample, "--to", "mermeid", "-o", tmp_path / "a")

    assert result.exit_code == 2
    assert "Did you mean mermaid?" in result.stderr
    assert "xlsx" in result.stderr


def test_some_nodes_alone_are_written(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    data = exported(xinliu, sample, "mermaid", tmp_path / "a.mmd", "--node", "start").decode()
    wrong = xinliu("export", sample, "--to", "mermaid", "-o", tmp_path / "b.mmd", "--node", "strat")
    whole = xinliu("export", sample, "--to", "package", "-o", tmp_path / "c", "--node", "start")

    assert data.count("\n") == 2
    assert "Did you mean start?" in wrong.stderr
    assert (wrong.exit_code, whole.exit_code) == (2, 2)

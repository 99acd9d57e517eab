"""`xinliu import` makes a scenario of a carrier's message and says what it could not keep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtime.flow.file_format import read_document
from runtime.flow.ids import NodeId
from runtime.flow.issues.checker import check_flow
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from tests.app.commands.conftest import Run
from tests.support.golden import GOLDEN_DIR

REQUEST: dict[str, Any] = {
    "messageId": "5eae954c-42ca-4181-9ab4-9c0ef2e2ac66",
    "messageList": [
        {"contentType": "text/plain", "contentEncoding": "utf8", "contentText": "春季上新"},
        {
            "contentType": "application/vnd.gsma.botsuggestion.v1.0+json",
            "contentText": {
                "suggestions": [{"reply": {"displayText": "领取", "postback": {"data": "take"}}}]
            },
        },
    ],
    "smsSupported": True,
    "smsContent": "春季上新。拒收请回复R",
}


def written(folder: Path, value: object, name: str = "message.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_whole_request_is_kept_and_can_run(xinliu: Run, tmp_path: Path) -> None:
    result = xinliu("import", written(tmp_path, REQUEST))

    assert result.exit_code == 0, result.stdout
    flow = read_document(tmp_path / "message.xinliu.json").flow
    node = flow.nodes[NodeId("message")]
    assert isinstance(node, SendMessage)
    assert isinstance(node.message.content, Text)
    assert node.message.content.text == "春季上新"
    assert [(reply.text, reply.postback) for reply in node.message.replies()] == [("领取", "take")]
    assert [issue.code for issue in check_flow(flow) if issue.severity == "error"] == []


def test_what_was_not_understood_is_listed_and_gives_status_1(xinliu: Run, tmp_path: Path) -> None:
    file = written(tmp_path, REQUEST | {"glitter": 3})

    result = xinliu("import", file, "-o", tmp_path / "made.xinliu.json", "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert any("glitter" in one["en"] for one in told["not_understood"])
    assert (tmp_path / "made.xinliu.json").exists()


@pytest.mark.parametrize("content", ["<xml/>", "{", "[]", '{"menu": {}}', "x" * 200_000, "[" * 500])
def test_what_is_no_message_writes_nothing(content: str, xinliu: Run, tmp_path: Path) -> None:
    file = tmp_path / "message.json"
    file.write_text(content, encoding="utf-8")

    result = xinliu("import", file)

    assert result.exit_code == 2
    assert "Nothing was written" in result.stdout
    assert [each.name for each in tmp_path.iterdir()] == ["message.json"]


def test_bytes_that_are_no_text_give_a_sentence(xinliu: Run, tmp_path: Path) -> None:
    file = tmp_path / "message.json"
    file.write_bytes(b"\xff\xfe")

    result = xinliu("import", file)

    assert result.exit_code == 2
    assert "is not UTF-8 text" in result.stderr


def test_an_existing_scenario_is_not_replaced(xinliu: Run, tmp_path: Path) -> None:
    target = tmp_path / "message.xinliu.json"
    target.write_text("mine", encoding="utf-8")

    result = xinliu("import", written(tmp_path, REQUEST))

    assert result.exit_code == 2
    assert target.read_text("utf-8") == "mine"


def test_a_package_gives_its_scenario_and_media(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    package, target = tmp_path / "a.xinliu", tmp_path / "there" / "b.xinliu.json"
    target.parent.mkdir()
    xinliu("export", sample, "--to", "package", "-o", package)

    result = xinliu("import", package, "-o", target, "--json")

    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["written"] == [str(target)]
    assert target.read_bytes() == sample.read_bytes()
    assert any((target.parent / "media").iterdir())


def test_messages_go_out_and_come_back(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    for form, name in (("wire", "a.rcc07.json"), ("wire-files", "a.rcc07.zip")):
        xinliu("export", sample, "--to", form, "-o", tmp_path / name)
        result = xinliu("import", tmp_path / name, "-o", tmp_path / f"{form}.xinliu.json", "--json")

        told = json.loads(result.stdout)
        sent = [
            node for node in read_document(sample).flow.nodes.values() if node.type in ("send_message", "ask")
        ]
        assert told["messages"] == len(sent)
        assert told["not_understood"] == []


def test_a_folder_of_what_carriers_wrote_becomes_one_scenario(xinliu: Run, tmp_path: Path) -> None:
    folder, target = tmp_path / "运营商", tmp_path / "all.xinliu.json"
    folder.mkdir()
    for file in (GOLDEN_DIR / "exchange").iterdir():
        if file.suffix in (".json", ".xml"):
            (folder / file.name).write_bytes(file.read_bytes())
    (folder / "readme.md").write_text("no message", "utf-8")
    count = len(list(folder.iterdir())) - 1

    result = xinliu("import", folder, "-o", target, "--json")

    told = json.loads(result.stdout)
    assert told["messages"] == count
    said = [node for node in read_document(target).flow.nodes.values() if node.type == "send_message"]
    assert len(said) == count
    assert all(words["en"].split(":")[0] in {node.title for node in said} for words in told["repaired"])


def test_a_script_table_goes_into_its_scenario(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    scenario, table = tmp_path / "a.xinliu.json", tmp_path / "a.csv"
    scenario.write_bytes(sample.read_bytes())
    xinliu("export", scenario, "--to", "csv", "-o", table)
    table.write_text(table.read_text("utf-8-sig").replace(",查看附近门店,", ",附近门店,"), "utf-8-sig")

    looked = xinliu("import", table, "--into", scenario, "--dry-run", "--json")
    assert json.loads(looked.stdout)["written"] is None
    assert scenario.read_bytes() == sample.read_bytes()

    taken = xinliu("import", table, "--into", scenario, "--json")
    told = json.loads(taken.stdout)
    assert taken.exit_code == 0, taken.stderr
    assert told["taken"] == told["counts"]["changed"] > 0
    assert "附近门店" in scenario.read_text("utf-8")

    again = xinliu("import", table, "--into", scenario)
    assert "nothing to write" in again.stdout


def test_a_script_table_needs_its_scenario(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    xinliu("export", sample, "--to", "csv", "-o", table)

    assert xinliu("import", table).exit_code == 2
    assert xinliu("import", tmp_path / "nothing.json").exit_code == 2
    assert xinliu("import", sample, "--into", sample).exit_code == 2


def test_a_message_in_xml_is_read_by_itself_too(xinliu: Run, tmp_path: Path) -> None:
    file = tmp_path / "card.xml"
    file.write_bytes((GOLDEN_DIR / "exchange" / "cmcc-card-and-chips.xml").read_bytes())

    told = json.loads(xinliu("import", file, "-o", tmp_path / "a.xinliu.json", "--json").stdout)

    assert told["messages"] == 1

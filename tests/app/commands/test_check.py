"""`xinliu check` names every fault and says by its status whether there are errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.command_line import SAMPLES
from editor.library.media_folder import MediaFolder
from resources.files import resource_path
from runtime.flow.file_format import read_document
from runtime.flow.issues.checker import check_flow
from tests.app.commands.conftest import BROKEN, Run, as_process

BROKEN_FLOWS = sorted(BROKEN.glob("*.xinliu.json"))


@pytest.mark.parametrize("file", BROKEN_FLOWS, ids=lambda file: file.name.split(".")[0])
def test_a_broken_flow_is_named_and_gives_status_1_when_it_has_errors(file: Path, xinliu: Run) -> None:
    issues = check_flow(read_document(file).flow, media=MediaFolder.beside(file).names())
    status = int(any(issue.severity == "error" for issue in issues))

    result = xinliu("check", file, "--json")

    assert status == result.exit_code
    found = json.loads(result.stdout)["issues"]
    assert found
    assert {issue.code for issue in issues} <= {issue["code"] for issue in found}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_no_errors(name: str, xinliu: Run) -> None:
    result = xinliu("check", resource_path(f"scenarios/{name}.xinliu.json"))

    assert result.exit_code == 0, result.stdout


def test_a_file_that_is_no_scenario_gives_status_2_and_a_sentence(tmp_path: Path, xinliu: Run) -> None:
    file = tmp_path / "half.xinliu.json"
    file.write_text('{"format": 1, "flow": {', encoding="utf-8")

    result = xinliu("check", file)

    assert result.exit_code == 2
    assert "is no valid JSON" in result.stderr
    assert file.read_text("utf-8") == '{"format": 1, "flow": {'


def test_a_missing_file_gives_status_2(tmp_path: Path, xinliu: Run) -> None:
    result = xinliu("check", tmp_path / "nowhere.xinliu.json")

    assert result.exit_code == 2
    assert "Cannot read" in result.stderr


def test_an_unknown_profile_is_refused_with_the_known_ones(sample: Path, xinliu: Run) -> None:
    result = xinliu("check", sample, "--profile", "nowhere")

    assert result.exit_code == 2
    assert "strict_cn" in result.stderr


@pytest.mark.slow
def test_the_process_ends_with_the_same_status(tmp_path: Path, sample: Path) -> None:
    garbage = tmp_path / "garbage.xinliu.json"
    garbage.write_bytes(b"\xff\xfe\x00")
    with_errors = BROKEN / "unreachable.xinliu.json"
    broken = next(
        file
        for file in [with_errors, *BROKEN_FLOWS]
        if any(issue.severity == "error" for issue in check_flow(read_document(file).flow))
    )

    statuses = [as_process("check", file).returncode for file in (sample, broken, garbage)]

    assert statuses == [0, 1, 2]

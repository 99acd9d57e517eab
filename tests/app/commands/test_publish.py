"""`xinliu publish` puts a scenario online, in a workspace at rest or through a service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import FlowId
from runtime.store import Store, flows
from tests.app.commands.conftest import ROOT, Run


def test_a_workspace_gets_versions_with_their_notes(tmp_path: Path, sample: Path, xinliu: Run) -> None:
    first = xinliu("publish", sample, "--workspace", tmp_path, "--note", "first")
    again = xinliu("publish", sample, "--workspace", tmp_path, "--json")
    with Store(tmp_path) as store:
        kept = store.read_now(lambda connection: flows.versions(connection, "spring-sale"))

    assert (first.exit_code, first.stdout.strip()) == (0, "Published v1.")
    told = json.loads(again.stdout)
    assert (told["version"], told["is_new"], told["staying"]) == (1, False, 0)
    assert [(one.version, one.note) for one in kept] == [(1, "first")]
    assert "coupon.png" in kept[0].media_digests


def copied(sample: Path, folder: Path, **changes: object) -> Path:
    """The sample as another scenario."""
    document = read_document(sample)
    file = folder / "twin.xinliu.json"
    flow = document.flow.with_changes(id=FlowId("twin"), name="孪生", **changes)
    write_document(document.with_changes(flow=flow), file)
    return file


def test_errors_are_not_published(tmp_path: Path, sample: Path, xinliu: Run) -> None:
    result = xinliu("publish", copied(sample, tmp_path, variables=()), "--workspace", tmp_path / "new")

    assert result.exit_code == 1
    assert "xinliu check" in result.stderr
    assert not (tmp_path / "new").exists()


def test_two_scenarios_with_one_keyword_are_refused_by_name(
    tmp_path: Path, sample: Path, xinliu: Run
) -> None:
    twin = copied(sample, tmp_path)
    xinliu("publish", sample, "--workspace", tmp_path / "w")

    result = xinliu("publish", twin, "--workspace", tmp_path / "w")

    assert result.exit_code == 1
    assert "春季促销" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("--service", "http://127.0.0.1:1"), ("--workspace", "w", "--note", "x" * 201)],
    ids=["nowhere", "no token", "long note"],
)
def test_wrong_usage_gives_status_2(sample: Path, xinliu: Run, arguments: tuple[str, ...]) -> None:
    assert xinliu("publish", sample, *arguments).exit_code == 2


def test_move_and_end_exclude_each_other(sample: Path, xinliu: Run, tmp_path: Path) -> None:
    result = xinliu("publish", sample, "--workspace", tmp_path, "--move", "a", "--end", "a")

    assert result.exit_code == 2


@pytest.mark.slow
def test_a_running_service_is_published_to(
    tmp_path: Path, sample: Path, xinliu: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "a-token-for-tests-0123456789"
    monkeypatch.setenv("SOME_TOKEN", token)
    command = [sys.executable, "-m", "runtime.service", "--workspace", str(tmp_path), "--ends-with-stdin"]
    with subprocess.Popen(
        [*command, "--token-env", "SOME_TOKEN"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"SOME_TOKEN": token},
    ) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        result = xinliu("publish", sample, "--service", url, "--token-env", "SOME_TOKEN", "--json")
        wrong = xinliu("publish", sample, "--service", "http://127.0.0.1:1", "--token-env", "SOME_TOKEN")
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)

    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["version"] == 1
    assert wrong.exit_code == 1

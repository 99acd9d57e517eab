"""The demonstration from end to end: real processes, real HTTP, a folder at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.commands.tree import tree
from app.demo import demonstration
from app.demo.demonstration import DemoPlan, Scenario, demonstrate
from app.demo.processes import OwnProcess, ProcessTrouble
from app.demo.record import Rehearsal
from runtime.flow.document import Document
from runtime.flow.file_format import write_document
from runtime.wording import Language, same
from tests.app.commands.conftest import BROKEN, ROOT
from tests.app.demo.rehearsals import HOSTILE, rehearsal, small_flow


def shown(folder: Path, *arguments: str) -> int:
    """Runs `xinliu demo` inside the test; its exit status."""
    result = CliRunner(env={"XINLIU_LANGUAGE": "zh"}).invoke(
        tree(), ["demo", "--out", str(folder), *arguments]
    )
    assert result.exit_code in (0, 1), result.output
    return result.exit_code


@pytest.mark.slow
def test_the_same_seed_gives_the_same_report_byte_for_byte(tmp_path: Path, qapp: object) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]

    statuses = [shown(folder, "--handsets", "12", "--seed", "5") for folder in folders]

    one, two = ({path.relative_to(folder): path.read_bytes() for path in files(folder)} for folder in folders)
    assert statuses == [0, 0]
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    numbers = json.loads(one[Path("report.json")])
    assert numbers["totals_agree"] is True
    assert [scenario["id"] for scenario in numbers["scenarios"]] == [
        "spring-sale",
        "bill-reminder",
        "appointment",
    ]
    for scenario in numbers["scenarios"]:
        assert scenario["figures"][0]["whole"] > 12
        for node in scenario["nodes"]:
            ways = ("moved_on", "waiting", "timed_out", "failed")
            assert node["entered"] == sum(node[way] for way in ways), node["node"]
    kinds = {(name.parts[0], name.suffix) for name in one if len(name.parts) > 1}
    assert kinds == {("transcripts", ".txt"), ("pictures", ".png")}


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_a_scenario_of_ones_own_with_hostile_words_is_shown_and_stale_files_go(
    tmp_path: Path, qapp: object
) -> None:
    scenario = tmp_path / "own.xinliu.json"
    write_document(Document(flow=small_flow(HOSTILE[:40].replace("\x1b", ""), "<b>促销</b>")), scenario)
    folder = tmp_path / "out"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "report.json").write_text("{}", encoding="utf-8")
    (folder / "transcripts" / "stale.txt").write_text("old", encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")

    assert shown(folder, "--handsets", "4", "--scenario", str(scenario)) == 0

    page = (folder / "report.html").read_text("utf-8")
    assert "&lt;b&gt;促销&lt;/b&gt;" in page
    assert "<script" not in page
    assert not (folder / "transcripts" / "stale.txt").exists()
    assert (folder / "mine.txt").read_text("utf-8") == "mine"


@pytest.mark.slow
def test_a_scenario_with_errors_is_refused_in_words(tmp_path: Path) -> None:
    runner = CliRunner(env={"XINLIU_LANGUAGE": "en"})
    broken = str(BROKEN / "unreachable.xinliu.json")

    result = runner.invoke(
        tree(), ["demo", "--out", str(tmp_path / "out"), "--handsets", "1", "--scenario", broken]
    )

    assert result.exit_code in (0, 1)
    assert result.exit_code == 0 or "error" in result.stderr


def test_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    result = CliRunner(env={"XINLIU_LANGUAGE": "en"}).invoke(
        tree(), ["demo", "--out", str(tmp_path), "--scenario", "nowhere"]
    )

    assert result.exit_code == 2
    assert "spring-sale" in result.stderr


def test_a_scenario_named_twice_is_refused(tmp_path: Path) -> None:
    names = ["--scenario", "spring-sale", "--scenario", "spring-sale"]

    result = CliRunner(env={"XINLIU_LANGUAGE": "en"}).invoke(tree(), ["demo", "--out", str(tmp_path), *names])

    assert result.exit_code == 2
    assert "twice" in result.stderr


def test_a_folder_that_cannot_be_made_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    result = CliRunner(env={"XINLIU_LANGUAGE": "en"}).invoke(
        tree(), ["demo", "--out", str(tmp_path / "file" / "out")]
    )

    assert result.exit_code == 2
    assert "Cannot write" in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as on Linux")
def test_ctrl_c_ends_every_process_and_writes_nothing(tmp_path: Path) -> None:
    with started(tmp_path, "--handsets", "500") as running:
        children = wait_for_children(running.pid, 6)
        running.send_signal(signal.SIGINT)
        _, complaints = running.communicate(timeout=60)

    assert len(children) == 6
    assert running.returncode == 130
    assert "no report was written" in complaints
    assert [child for child in children if is_running(child)] == []
    assert files(tmp_path / "out") == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as on Linux")
@pytest.mark.parametrize(
    ("module", "named"), [("simulator", "simulated network"), ("service", "runtime service")]
)
def test_a_process_that_dies_on_the_way_is_named_and_takes_the_rest_along(
    module: str, named: str, tmp_path: Path
) -> None:
    with started(tmp_path, "--handsets", "400", "--scenario", "appointment") as running:
        children = wait_for_children(running.pid, 2)
        time.sleep(1.0)
        victim = next(child for child in children if f"runtime.{module}" in command_line(child))
        os.kill(victim, signal.SIGKILL)
        _, complaints = running.communicate(timeout=90)

    assert running.returncode == 1
    assert f"The {named} " in complaints
    assert "Traceback" not in complaints
    assert [child for child in children if is_running(child)] == []
    assert files(tmp_path / "out") == []


@contextmanager
def started(tmp_path: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`xinliu demo` as a process; it is killed when the test fails."""
    environment = os.environ | {"XINLIU_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "app", "demo", "--out", str(tmp_path / "out"), *arguments]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_children(pid: int, count: int) -> list[int]:
    """The child processes of *pid*, once there are *count*."""
    give_up = time.monotonic() + 60
    while len(found := children_of(pid)) < count and time.monotonic() < give_up:
        time.sleep(0.05)
    return found


def command_line(pid: int) -> str:
    """The words a process was started with."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def children_of(pid: int) -> list[int]:
    """The child processes of *pid*, as the system lists them."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text("ascii").split()] if path.exists() else []


def is_running(pid: int) -> bool:
    """Whether a process exists."""
    return Path(f"/proc/{pid}").exists()


@pytest.mark.slow
async def test_a_process_that_cannot_start_says_why() -> None:
    with pytest.raises(ProcessTrouble) as trouble:
        async with OwnProcess(same("service"), "runtime.service", ["--workspace", "/proc/nowhere/at/all"]):
            pass

    assert "service" in trouble.value.sentence.en


def test_without_graphics_libraries_everything_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.demo.pictures", None)
    monkeypatch.setattr(demonstration, "rehearse", rehearsed)
    plan = DemoPlan(
        (Scenario(tmp_path / "own.xinliu.json", Document(flow=small_flow())),),
        1,
        7,
        Language.EN,
        tmp_path / "out",
    )

    shown_without = demonstrate(plan, lambda flow_id, stage, share: None)

    assert "app.demo.pictures" in shown_without.without_pictures
    assert shown_without.files == (
        "report.html",
        "report.json",
        "transcripts/flow-01-goal-5g.txt",
    )


async def rehearsed(*_: object) -> Rehearsal:
    """A rehearsal without processes."""
    return rehearsal()

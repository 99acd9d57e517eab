"""`xinliu demo`: the whole main job, without a window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.command_line import SAMPLES
from app.console import HAS_ERRORS, complaints, language, out, print_json, read_scenario, refuse, say
from app.demo.demonstration import DemoPlan, Scenario, Shown, demonstrate
from app.demo.processes import ProcessTrouble
from app.demo.report import json_of
from app.demo.transcripts import plain
from resources.files import resource_path
from runtime.carriers.http import HttpError
from runtime.flow.file_format import SUFFIX
from runtime.service.client import RuntimeRefusal
from runtime.simulator.conductor import StuckError
from runtime.simulator.remote import SimulatorRefusalError
from runtime.wording import Wording

INTERRUPTED = 130


def demo(
    folder: Annotated[
        Path, typer.Option("--out", help="Folder for report, transcripts and pictures.")
    ] = Path("out/demo"),
    handsets: Annotated[int, typer.Option(min=1, max=10_000, help="Simulated handsets per scenario.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same report.")] = 7,
    scenario: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help=f"{', '.join(SAMPLES)} or a file; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report's numbers as JSON.")] = False,
) -> None:
    """Hold the sample scenarios with simulated people and write a report.

    Runtime and simulated network run as processes of their own and talk over HTTP; simulated days pass in
    seconds.

    Status 0: every total agrees. 1: some do not, or a scenario cannot run. 2: wrong usage, or the folder
    cannot be written. 130: stopped by Ctrl-C.
    """
    plan = DemoPlan(
        scenarios=_scenarios(scenario or SAMPLES),
        handsets=handsets,
        seed=seed,
        language=language(),
        folder=folder,
    )
    shown = _shown(plan, is_quiet=as_json)
    if as_json:
        print_json(json_of(shown.report) | {"folder": str(folder), "files": shown.files})
    else:
        _print(shown, folder)
    if not shown.report.holds:
        raise typer.Exit(HAS_ERRORS)


def _scenarios(names: Sequence[str]) -> tuple[Scenario, ...]:
    found: dict[str, Scenario] = {}
    for name in names:
        one = _scenario(name)
        if one.document.flow.id in found:
            refuse(
                Wording(
                    "场景「{id}」写了两次，一份报告里只能有一次。",
                    'The scenario "{id}" is named twice; a report holds it once.',
                ).format(id=one.document.flow.id)
            )
        found[one.document.flow.id] = one
    return tuple(found.values())


def _scenario(name: str) -> Scenario:
    if name in SAMPLES:
        file = resource_path(f"scenarios/{name}{SUFFIX}")
    else:
        file = Path(name)
        if not file.exists():
            refuse(
                Wording(
                    "没有场景「{name}」：写 {known}，或一个文件。",
                    'There is no scenario "{name}": name {known}, or a file.',
                ).format(name=name, known=", ".join(SAMPLES))
            )
    return Scenario(file, read_scenario(file))


def _shown(plan: DemoPlan, *, is_quiet: bool) -> Shown:
    try:
        with _Watch(plan, is_quiet=is_quiet) as watch:
            return demonstrate(plan, watch.tell)
    except KeyboardInterrupt:
        refuse(
            Wording("已停止，没有写报告。", "Stopped; no report was written."),
            INTERRUPTED,
        )
    except (ProcessTrouble, RuntimeRefusal) as error:
        refuse(error.sentence, HAS_ERRORS)
    except (HttpError, SimulatorRefusalError, StuckError) as error:
        refuse(
            Wording(
                "演示没有走完：{why}。再试一次；若仍如此，请附上这句话报告。",
                "The demonstration broke off: {why}. Try again; if it persists, report this sentence.",
            ).format(why=error),
            HAS_ERRORS,
        )
    except OSError as error:
        refuse(
            Wording("写不了 {path}：{why}", "Cannot write {path}: {why}").format(
                path=error.filename or plan.folder, why=error.strerror or error
            )
        )


class _Watch:
    """The progress on a terminal: one bar a scenario; nothing when *is_quiet*."""

    def __init__(self, plan: DemoPlan, *, is_quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[stage]}", markup=False),
            TimeElapsedColumn(),
            console=complaints,
            disable=is_quiet or not complaints.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {
            one.document.flow.id: self._progress.add_task(
                plain(one.document.flow.name), total=1.0, stage="", start=False
            )
            for one in plan.scenarios
        }
        self._started: set[str] = set()

    def __enter__(self) -> _Watch:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tell(self, flow_id: str, stage: Wording, share: float) -> None:
        """Shows how far a scenario is."""
        if flow_id not in self._started:
            self._started.add(flow_id)
            self._progress.start_task(self._tasks[flow_id])
        self._progress.update(self._tasks[flow_id], completed=share, stage=stage.text(language()))


def _print(shown: Shown, folder: Path) -> None:
    heads = (
        Wording("场景", "Scenario"),
        Wording("人", "People"),
        Wording("消息", "Messages"),
        Wording("短信", "SMS"),
        Wording("达成", "Goal"),
        Wording("拒收", "Refused"),
        Wording("核对", "Proof"),
    )
    table = Table(box=None, pad_edge=False)
    for index, words in enumerate(heads):
        table.add_column(words.text(language()), justify="left" if index in (0, 6) else "right")
    for one in shown.report.scenarios:
        is_sound = one.adds_up and one.proof.holds
        proof = Wording("✓ 一致", "✓ equal") if is_sound else Wording("✗ 不一致", "✗ different")
        table.add_row(
            plain(one.rehearsal.flow.name),
            f"{len(one.rehearsal.handsets):,}",
            f"{len(one.rehearsal.messages):,}",
            f"{one.channels['sms']:,}",
            f"{one.outcomes['goal']:,}",
            f"{one.outcomes['refused']:,}",
            proof.text(language()),
        )
    out.print(table)
    if shown.without_pictures:
        say(
            Wording(
                "没有画图：{why}。xinliu doctor 会说明缺什么。",
                "No pictures were drawn: {why}. xinliu doctor says what is missing.",
            ).format(why=shown.without_pictures)
        )
    say(
        Wording("报告 {report}，另有 {count} 个文件。", "Report {report}, and {count} more files.").format(
            report=folder / "report.html", count=len(shown.files) - 1
        )
    )

"""The demonstration from the first process to the written folder."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.demo.figures import ScenarioFigures, figures_of
from app.demo.rehearsal import Wish, rehearse
from app.demo.report import Phone, Report, html_of, json_of
from app.demo.transcripts import transcripts_of
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.flow.file_format import write_whole
from runtime.wording import Language, Wording

_REHEARSED = 0.8
"""Share of a scenario's progress after which only counting and drawing is left."""
_PICTURES = 8
AT_ONCE = 3
"""Scenarios under way at once; they share nothing, so that it does not change what the report says."""

Told = Callable[[str, Wording, float], None]
"""Called with the flow's id, the stage, and its share of the scenario (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario to show, with where it came from."""

    file: Path
    document: Document


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What to show; all but the folder decides what the report says."""

    scenarios: tuple[Scenario, ...]
    handsets: int
    seed: int
    language: Language
    folder: Path


@dataclass(frozen=True, slots=True)
class Shown:
    """What a demonstration came to."""

    report: Report
    files: tuple[str, ...]
    """Names inside the folder, in order."""
    without_pictures: str = ""
    """Why there are no pictures; empty when there are."""


def demonstrate(plan: DemoPlan, tell: Told) -> Shown:
    """Rehearses every scenario, writes the folder and returns what was found.

    Raises what `rehearse` raises, and OSError when the folder cannot be written; KeyboardInterrupt leaves no
    process behind and nothing written.
    """
    _make_room(plan.folder)
    figures = asyncio.run(_rehearsed(plan, tell))
    report = Report(plan.seed, plan.handsets, tuple(figures))
    files: dict[str, bytes] = {}
    phones: dict[str, Sequence[Phone]] = {}
    why = ""
    for scenario, one in zip(plan.scenarios, figures, strict=True):
        for name, text in transcripts_of(one, plan.language).items():
            files[f"transcripts/{name}"] = text.encode()
        if not why:
            drawn, phones[one.rehearsal.flow.id], why = _drawn(plan, scenario, one, tell)
            files |= {f"pictures/{name}": data for name, data in drawn.items()}
        tell(scenario.document.flow.id, Wording("完成", "Done"), 1.0)
    files["report.html"] = html_of(report, plan.language, phones).encode()
    files["report.json"] = (json.dumps(json_of(report), ensure_ascii=False, indent=2) + "\n").encode()
    _write(plan.folder, files)
    return Shown(report, tuple(sorted(files)), why)


async def _rehearsed(plan: DemoPlan, tell: Told) -> list[ScenarioFigures]:
    """All rehearsals, several at once; the first trouble ends all."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(scenario: Scenario) -> ScenarioFigures:
        flow = scenario.document.flow
        wish = Wish(flow, MediaFolder.beside(scenario.file), plan.handsets, plan.seed)
        async with gate:
            with tempfile.TemporaryDirectory(prefix="xinliu-demo-") as workspace:
                told = partial(_tell_part, tell, flow.id)
                return figures_of(await rehearse(wish, Path(workspace), told))

    tasks = [asyncio.create_task(one(scenario)) for scenario in plan.scenarios]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _tell_part(tell: Told, flow_id: str, stage: Wording, share: float) -> None:
    tell(flow_id, stage, share * _REHEARSED)


def _drawn(
    plan: DemoPlan, scenario: Scenario, figures: ScenarioFigures, tell: Told
) -> tuple[dict[str, bytes], list[Phone], str]:
    """The pictures of one scenario, or why there are none: Qt may lack libraries on a server."""
    try:
        from app.demo.pictures import draw
    except ImportError as error:
        return {}, [], str(error)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        share = _REHEARSED + (1 - _REHEARSED) * min(1.0, done / _PICTURES)
        tell(scenario.document.flow.id, Wording("画图", "Drawing"), share)

    media = MediaFolder.beside(scenario.file)
    files, phones = draw(scenario.document, media, figures, plan.language, count)
    return files, phones, ""


def _make_room(folder: Path) -> None:
    """Makes the folder; what an earlier demonstration put there goes, anything else stays."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "report.json").is_file():
        for name in ("transcripts", "pictures"):
            shutil.rmtree(folder / name, ignore_errors=True)
        for name in ("report.html", "report.json"):
            (folder / name).unlink(missing_ok=True)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)

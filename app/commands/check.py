"""`xinliu check`: everything that is wrong with a scenario."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.console import HAS_ERRORS, language, out, print_json, read_scenario, refuse, say
from app.playing.beside import flows_beside
from editor.library.media.file_facts import FileFacts
from editor.library.media_folder import MediaFolder
from runtime.flow.document import digest_of
from runtime.flow.file_format import MAX_BYTES, write_whole
from runtime.flow.flow import Flow
from runtime.flow.flow_references import references_in
from runtime.flow.issue import Issue
from runtime.flow.issues.check import OtherFlow
from runtime.flow.issues.checker import check_flow
from runtime.flow.issues.unchecked import UNCHECKED
from runtime.flow.rule import Rule
from runtime.flow.targets import targets_of
from runtime.messages.limits import profile_names
from runtime.messages.targets import Targets, targets_of_profile
from runtime.wording import Language, Wording


def check(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    profile: Annotated[
        str, typer.Option(help="Limits to check against, instead of the scenario's own.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    repair_digest: Annotated[
        bool,
        typer.Option(
            "--repair-digest", help="Accept a file edited by hand: write its digest anew, then check it."
        ),
    ] = False,
) -> None:
    """List the problems of a scenario.

    Status 0: no errors, perhaps warnings. 1: there are errors. 2: unreadable scenario or wrong usage.
    """
    if profile and profile not in profile_names():
        refuse(
            Wording(
                "没有叫「{name}」的规格，可用的有：{known}。",
                "There is no profile {name}; there are: {known}.",
            ).format(name=profile, known=", ".join(profile_names()))
        )
    if repair_digest:
        _repair(file)
    flow = read_scenario(file).flow
    media = FileFacts(MediaFolder.beside(file)).by_name()
    issues = check_flow(flow, profile or None, media, _others(flow, file))
    errors = sum(issue.severity == "error" for issue in issues)
    if as_json:
        print_json(
            {"file": str(file), "errors": errors, "issues": [issue_data(issue, flow) for issue in issues]}
        )
    else:
        _print(issues, flow, targets_of_profile(profile) if profile else targets_of(flow))
    if errors:
        raise typer.Exit(HAS_ERRORS)


def _others(flow: Flow, file: Path) -> dict[str, OtherFlow] | None:
    """The scenarios beside *file*, where it names any."""
    if not any(reference.id for _, _, reference in references_in(flow)):
        return None
    return {flow_id: OtherFlow.of(other) for flow_id, other in flows_beside(file).items()}


def issue_data(issue: Issue, flow: Flow) -> dict[str, Any]:
    """An issue as plain data: severity, code, words in both languages, place and walk."""
    node = flow.nodes.get(issue.node) if issue.node is not None else None
    return {
        "severity": issue.severity,
        "code": issue.code,
        "zh": issue.sentence.zh,
        "en": issue.sentence.en,
        "node": issue.node,
        "title": node.called() if node else None,
        "field": ".".join(str(step) for step in issue.path),
        "exit": issue.exit,
        "carriers": list(issue.carriers),
        "rule": rule_data(issue.rule) if issue.rule is not None else None,
        "walk": [[step.node, step.exit] for step in issue.walk],
    }


def rule_data(rule: Rule) -> dict[str, Any]:
    """The rule a finding rests on: its name, who says so in both languages, when that was read, how sure."""
    return {
        "id": rule.id,
        "zh": rule.source.zh,
        "en": rule.source.en,
        "date": rule.date,
        "is_sure": rule.is_sure,
    }


def _print(issues: tuple[Issue, ...], flow: Flow, targets: Targets) -> None:
    tongue = language()
    for issue in issues:
        sign, style = ("✗", "red") if issue.severity == "error" else ("!", "yellow")
        node = flow.nodes.get(issue.node) if issue.node is not None else None
        place = f"{node.named().text(tongue)}  " if node else ""
        out.print(f"{sign} ", style=style, end="")
        out.print(f"{place}{issue.sentence.text(tongue)}", markup=False)
        if issue.rule is not None:
            out.print(f"    {issue.rule.in_words().text(tongue)}", style="dim", markup=False, soft_wrap=True)
        if issue.walk:
            titles = [
                flow.nodes[step.node].named().text(tongue) for step in issue.walk if step.node in flow.nodes
            ]
            label = "走法：" if tongue is Language.ZH else "Walk: "
            out.print(f"    {label}{' → '.join(titles)}", style="dim", markup=False)
    errors = sum(issue.severity == "error" for issue in issues)
    if not issues:
        say(
            Wording(
                "没有发现问题。按 {profile} 规格检查了 {count} 个节点。{unchecked}",
                "No problems found. {count} nodes checked against {profile}. {unchecked}",
            ).format(profile=targets.title, count=len(flow.nodes), unchecked=UNCHECKED)
        )
    else:
        say(
            Wording("{errors} 个错误，{warnings} 个提醒。", "{errors} errors, {warnings} warnings.").format(
                errors=errors, warnings=len(issues) - errors
            )
        )


def _repair(file: Path) -> None:
    """Writes the digest of the flow as it stands into *file*; a file that is no JSON object is left alone."""
    try:
        text = file.read_text("utf-8-sig")
        data = json.loads(text) if len(text) <= MAX_BYTES else None
        if not isinstance(data, dict) or not isinstance(data.get("flow"), dict):
            return
        data["digest"] = digest_of(data["flow"])
        written = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"
        write_whole(file, written.encode("utf-8"))
    except (ValueError, RecursionError):
        return  # reading it in earnest says what is wrong with it
    except OSError as error:
        refuse(
            Wording("写不了 {path}：{why}", "Cannot write {path}: {why}").format(
                path=file, why=error.strerror or error
            )
        )

"""Deliberately broken scenarios: each names its fault, in words, and nothing else severe."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.file_format import read_document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues import check_flow
from runtime.records import replaced_at
from tests.support.golden import GOLDEN_DIR, Golden

FAULTS = {
    "cycle_of_calls": "cycle_of_calls",
    "cycle_without_wait": "cycle_without_wait",
    "duplicate_postback": "duplicate_postback",
    "duplicate_variable": "duplicate_variable",
    "empty_field": "empty",
    "endless_wait": "endless_wait",
    "expression": "expression",
    "limit": "limit",
    "loose_exit": "loose_exit",
    "marketing_variable": "marketing_variable",
    "missing_media": "missing_media",
    "night_wait": "night_wait",
    "no_choices": "no_choices",
    "no_fallback": "no_fallback",
    "no_refusal": "no_refusal",
    "no_start": "no_start",
    "number_elsewhere": "number_elsewhere",
    "number_mislabelled": "number_mislabelled",
    "number_without_reply": "number_without_reply",
    "personal_number": "personal_number",
    "refusal_wording": "refusal_wording",
    "shadowed_case": "shadowed_case",
    "shadowed_keyword": "shadowed_keyword",
    "short_link": "short_link",
    "sms_brackets": "sms_brackets",
    "sms_link": "sms_link",
    "split_weights": "split_weights",
    "stuck_wait": "stuck_wait",
    "superlative": "superlative",
    "two_starts": "several_starts",
    "undeclared_variable": "undeclared_variable",
    "unknown_node": "unknown_node",
    "unreachable": "unreachable",
    "unset_variable": "unset_variable",
    "wrong_type": "variable_type",
}
"""File → the code of its fault."""

FOLDER = GOLDEN_DIR / "broken"


def _flow(name: str) -> Flow:
    return read_document(FOLDER / f"{name}.xinliu.json").flow


def _issues(flow: Flow) -> tuple[Issue, ...]:
    return check_flow(flow, media=("茶园.jpg",))


def _in_words(flow: Flow, issue: Issue) -> str:
    place = ".".join(str(step) for step in issue.path)
    lines = [
        f"{issue.severity} {issue.code} {issue.node or '-'} {place or '-'}".rstrip(),
        f"  {issue.sentence.zh}",
        f"  {issue.sentence.en}",
    ]
    if issue.carriers:
        lines.append(f"  for {', '.join(issue.carriers)}")
    if issue.walk:
        steps = [f"{flow.nodes[step.node].called()}({step.exit or ''})" for step in issue.walk]
        lines.append(f"  walk {' → '.join(steps)}")
    if issue.rule is not None:
        lines += [f"  {issue.rule.in_words().zh}", f"  {issue.rule.in_words().en}"]
    if issue.fix is not None:
        lines.append(f"  fix {issue.fix.name}: {issue.fix.label.zh} / {issue.fix.label.en}")
    return "\n".join(lines) + "\n"


def test_every_broken_scenario_has_its_fault_named_here() -> None:
    assert {path.name.removesuffix(".xinliu.json") for path in FOLDER.glob("*.xinliu.json")} == set(FAULTS)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_broken_scenario_names_its_fault_and_nothing_else_severe(name: str) -> None:
    found = _issues(_flow(name))

    assert [issue.code for issue in found] == [FAULTS[name]]


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_words_of_the_finding_stand_as_reviewed(name: str, golden: Golden) -> None:
    flow = _flow(name)

    golden.check_text(f"broken/{name}.issues.txt", "".join(_in_words(flow, issue) for issue in _issues(flow)))


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*.xinliu.json")), ids=lambda path: path.name.split(".")[0]
)
def test_no_sentence_shows_an_id_of_a_node(path: Path) -> None:
    flow = read_document(path).flow
    own_words = {node.id for node in flow.nodes.values()} - {node.title for node in flow.nodes.values()}

    for issue in _issues(flow):
        assert not any(f"「{node_id}」" in issue.sentence.zh for node_id in own_words)
        assert issue.sentence.zh.endswith("。")
        assert issue.sentence.en.endswith(".")


def _mended(flow: Flow, fix: Fix) -> Flow:
    """The flow after a quick fix that changes one node."""
    data = dict(fix.data)
    nodes = dict(flow.nodes)
    node = nodes[NodeId(str(data["node"]))]
    if fix.name == "delete_node":
        del nodes[node.id]
    elif fix.name == "connect":
        nodes[node.id] = node.with_changes(
            targets=node.targets | {ExitName(str(data["exit"])): NodeId(str(data["target"]))}
        )
    else:
        path = data["path"]
        assert isinstance(path, tuple)
        nodes[node.id] = replaced_at(node, path, data["value"])
    return flow.with_changes(nodes=nodes)


@pytest.mark.parametrize(
    "name",
    [
        "duplicate_postback",
        "limit",
        "loose_exit",
        "marketing_variable",
        "night_wait",
        "no_fallback",
        "no_refusal",
        "number_mislabelled",
        "number_without_reply",
        "refusal_wording",
        "sms_brackets",
        "sms_link",
        "two_starts",
        "unreachable",
    ],
)
def test_the_quick_fix_of_a_finding_mends_it(name: str) -> None:
    flow = _flow(name)
    issue = _issues(flow)[0]
    assert issue.fix is not None

    mended = _mended(flow, issue.fix)

    assert issue.code not in [left.code for left in _issues(mended)]

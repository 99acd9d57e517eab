"""Where an issue is, in words, and on which page of the inspector."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from pydantic import BaseModel

from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.issues.naming import place_of
from runtime.flow.node import Node
from runtime.messages.targets import TARGETS
from runtime.records import FieldPath, hints_of
from runtime.wording import Wording, same

Page: TypeAlias = Literal["content", "exits", "fallback"]

CARRIERS: Final = TARGETS
"""Target of a problem → its name on chips."""

_SCENARIO: Final = Wording("场景", "Scenario")
_BETWEEN: Final = " › "


def page_of(node: Node, issue: Issue) -> Page:
    """The page of the inspector that shows the place of an issue."""
    if issue.exit is not None:
        return "exits"
    group = group_of(node, issue.path)
    return "exits" if group == "exits" else "fallback" if group == "fallback" else "content"


def group_of(record: BaseModel, path: FieldPath) -> str:
    """The group of the innermost field on *path* that has a hint."""
    group = "content"
    value: object = record
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            continue
        hint = hints_of(type(value)).get(step) if isinstance(value, BaseModel) else None
        if hint is not None:
            group = hint.group
        elif step == "fallback":
            group = "fallback"
        value = getattr(value, step, None)
    return group


def issue_place(flow: Flow, issue: Issue) -> Wording:
    """Where an issue is: 新品轮播 › 卡片 2 › 建议 2."""
    node = flow.nodes.get(issue.node) if issue.node is not None else None
    if node is None:
        return same(flow.name) if flow.name else _SCENARIO
    exit_ = next((each for each in node.exits() if each.name == issue.exit), None)
    inner = exit_.label if exit_ is not None else _without_leaf(place_of(node, issue.path))
    outer = node.named()
    if not inner.zh:
        return outer
    return Wording(outer.zh + _BETWEEN + inner.zh, outer.en + _BETWEEN + inner.en)


def _without_leaf(place: Wording) -> Wording:
    """The place without its last step when the one before is numbered: the number says enough."""
    zh, en = place.zh.split(_BETWEEN), place.en.split(_BETWEEN)
    if len(zh) > 1 and zh[-2][-1:].isdecimal() and not zh[-1][-1:].isdecimal():
        return Wording(_BETWEEN.join(zh[:-1]), _BETWEEN.join(en[:-1]))
    return place

"""Something wrong in the design of a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from runtime.flow.ids import ExitName, NodeId
from runtime.flow.rule import Rule
from runtime.records import FieldPath
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: at *node*, leaving through *exit* (None at the walk's last node)."""

    node: NodeId
    exit: ExitName | None


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that can be made with one click; *label* names its result.

    Names and their data: set_field (node, path, value), connect (node, exit, target), add_end (node, exit),
    delete_node (node), delete_item (node, path), move_item (node, path, to), share_evenly (node), add_start,
    add_variable (variable), set_default (variable), set_profile (profile),
    add_no_reply (node, seconds), set_type (variable, type), choose_media (node, path; the form does it),
    confirm_translations (node, language), set_translation (node, language, source, value),
    take_chatbot (chatbot).
    """

    name: str
    label: Wording
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding of a check: what happened, where, and what to do about it, in one sentence."""

    severity: Literal["error", "warning"]
    code: str
    sentence: Wording
    node: NodeId | None = None
    path: FieldPath = ()
    exit: ExitName | None = None
    carriers: tuple[str, ...] = ()
    """The carriers it is a problem for: mobile, unicom, telecom; empty means everywhere."""
    walk: tuple[Step, ...] = ()
    """The shortest walk that shows the finding, from the start; empty when none is needed."""
    fix: Fix | None = None
    rule: Rule | None = None
    """What it rests on, for findings that lint a rule of carriers, platforms or the law."""
    language: str = ""
    """The further language whose text it is about; empty for what is written."""

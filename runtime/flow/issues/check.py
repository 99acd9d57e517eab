"""What a check is, and the registry that finds the checks by folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from runtime.flow import issues as _package
from runtime.flow.expressions.scope import Scope
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.graph import FlowGraph
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.messages.fallback import CHINESE
from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import Targets


@dataclass(frozen=True, slots=True)
class OtherFlow:
    """What the checks know of another scenario."""

    name: str
    variables: Mapping[str, ValueType]
    """Variable → its type."""

    @classmethod
    def of(cls, flow: Flow) -> OtherFlow:
        """What there is to know of *flow*."""
        return cls(flow.name, {variable.name: variable.type for variable in flow.variables})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the check of one node may know besides the node; its findings are kept while this stays equal."""

    targets: Targets
    scope: Scope
    variables: tuple[Variable, ...] = ()
    purpose: Literal["marketing", "service"] = "service"
    signature: str = ""
    language: str = CHINESE
    languages: tuple[str, ...] = ()
    """The further languages the flow is translated into."""
    media: frozenset[str] | None = None
    """Names of the media the scenario has, without the `media:` prefix; None when that is not known."""
    media_facts: Mapping[str, MediaFacts] = field(default_factory=dict)
    """What is known of those files: name → facts, for as many as somebody looked at."""
    flows: Mapping[str, OtherFlow] | None = None
    """The other scenarios by id; None when they are not known."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow with its graph and the facts of every node, ready for the checks of the whole."""

    flow: Flow
    graph: FlowGraph
    facts: dict[NodeId, NodeFacts]
    around: Surroundings


@dataclass(frozen=True, slots=True)
class NodeCheck:
    """A check that needs one node and its surroundings; checks run in the order of their numbers."""

    order: int
    run: Callable[[NodeFacts, Surroundings], Iterable[Issue]]


@dataclass(frozen=True, slots=True)
class FlowCheck:
    """A check that needs the whole flow."""

    order: int
    run: Callable[[Subject], Iterable[Issue]]


@cache
def node_checks() -> tuple[NodeCheck, ...]:
    """Those of the checks that look at one node alone, in their order."""
    return tuple(check for check in checks() if isinstance(check, NodeCheck))


@cache
def checks() -> tuple[NodeCheck | FlowCheck, ...]:
    """Every check of this folder, one a file, in their order.

    A file is a check if it has a `CHECK`. Raises AssertionError when two claim one place in the order.
    """
    found: list[NodeCheck | FlowCheck] = []
    for module_info in pkgutil.iter_modules(_package.__path__):
        module = importlib.import_module(f"{_package.__name__}.{module_info.name}")
        check = getattr(module, "CHECK", None)
        if isinstance(check, NodeCheck | FlowCheck):
            found.append(check)
    found.sort(key=lambda check: check.order)
    orders = [check.order for check in found]
    assert len(orders) == len(set(orders)), f"two checks share a place in {orders}"
    return tuple(found)

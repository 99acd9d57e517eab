"""Flows that call each other: the way in, with variables of its own, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.engine.events import Event
from runtime.engine.lookup import Lookup
from runtime.engine.plan import Plan
from runtime.engine.session import Run
from runtime.engine.turn import MAX_DEPTH, EngineTurn, converted
from runtime.flow.errors import EvaluationFailure
from runtime.flow.outcome import EnterFlow, Outcome
from runtime.flow.resume import Returned
from runtime.flow.values import Value
from runtime.wording import Wording

_NOT_THERE = Wording(
    "「{node}」要去场景「{name}」，它没有上线。先发布它。",
    '"{node}" goes on in the scenario "{name}", which is not online. Publish it first.',
)
_TOO_DEEP = Wording(
    "在「{node}」停下：场景里套场景超过 {limit} 层，多半是在调用自己。",
    'Stopped at "{node}": more than {limit} scenarios within each other, most likely one calls itself.',
)
_GONE = Wording("调用它的场景读不出来了。", "The scenario that called it cannot be read any more.")


class Nesting:
    """Knows the plans of one sprint's runs; *plan* is that of the outermost one."""

    __slots__ = ("_lookup", "_plan")

    def __init__(self, plan: Plan, lookup: Lookup) -> None:
        self._plan = plan
        self._lookup = lookup

    def plan_of(self, run: Run) -> Plan | None:
        """The plan a run goes by."""
        if (run.flow_id, run.version) == (self._plan.flow.id, self._plan.version):
            return self._plan
        return self._lookup.pinned(run.flow_id, run.version)

    def enter(self, turn: EngineTurn, wish: EnterFlow) -> None:
        """Begins a run in another flow, in the version that is online now.

        Raises EvaluationFailure when there is none, it stands too deep, or an argument does not fit.
        """
        assert turn.node is not None
        node = turn.nodes[turn.node].named()
        plan = self._lookup.online(wish.flow_id)
        if plan is None:
            raise EvaluationFailure(_NOT_THERE.format(node=node, name=wish.name))
        if wish.returns and len(turn.outer) + 2 > MAX_DEPTH:
            raise EvaluationFailure(_TOO_DEEP.format(node=node, limit=MAX_DEPTH))
        variables = first_variables(plan, {}, turn.lookup.attributes(turn.contact))
        variables.update(_given(plan, wish.arguments))
        if not wish.returns:
            turn.note("left", detail={"how": "moved_on"})
            turn.leave_outer("left", {"how": "moved_on"})
            turn.events.append(Event("ended", turn.now, None, None, {"outcome": "jumped"}, turn.root))
        turn.begin_run(plan, variables, returns=wish.returns)
        turn.node = None
        turn.note("started", detail={"trigger": "call_flow" if wish.returns else "jump_to_flow"})

    def come_back(self, turn: EngineTurn, outcome: str) -> Outcome:
        """Ends the newest run and lets the node that called its flow go on.

        Raises EvaluationFailure when that flow cannot be read any more, or a result does not fit.
        """
        variables = turn.variables
        turn.events.append(Event("ended", turn.now, None, None, {"outcome": outcome}, turn.flow))
        plan = self.plan_of(turn.outer[-1])
        node = turn.outer[-1].node
        if plan is None or node is None or node not in plan.flow.nodes:
            raise EvaluationFailure(_GONE)
        turn.end_run(plan)
        return turn.nodes[node].resume(turn, Returned(outcome, variables))


def first_variables(
    plan: Plan, arguments: Mapping[str, Value], attributes: Mapping[str, Value]
) -> dict[str, Value]:
    """What a run's variables are at first: *arguments*, else the contact's *attributes*, else the defaults.

    What does not fit its variable is left out.
    """
    variables: dict[str, Value] = dict(plan.defaults)
    for variable in plan.flow.variables:
        given = arguments.get(variable.name)
        if given is None and variable.from_contact:
            given = attributes.get(variable.name)
        if given is None:
            continue
        try:
            variables[variable.name] = converted(given, variable.type, variable.name)
        except EvaluationFailure:
            continue
    return variables


def _given(plan: Plan, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments as the called flow's variables; names it does not have are left out."""
    types = plan.scope.types
    return {name: converted(value, types[name], name) for name, value in arguments.items() if name in types}

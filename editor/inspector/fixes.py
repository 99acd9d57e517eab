"""Makes the repair that an issue offers, as one edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import ValidationError

from editor.document.draft import Draft
from editor.document.store import Store
from editor.inspector.edits import flow_head
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.flow.nodes.end import End
from runtime.flow.nodes.split import Split
from runtime.flow.nodes.start import Start
from runtime.flow.translations import confirmed, outdated_in, with_translation
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.records import FieldPath, replaced_at, value_at

BESIDE_X: Final = 280.0
"""How far to the right of a node its new neighbour is placed, in scene units."""
BELOW_Y: Final = 60.0


def can_fix(issue: Issue) -> bool:
    """Whether this version knows how to make the repair."""
    return issue.fix is not None and (issue.fix.name in _FIXES or issue.fix.name in BY_HAND)


BY_HAND: Final = frozenset({"choose_media", "shrink_media"})
"""Repairs that a person finishes in the form; `Inspector.begin_fix` opens what they need."""


def apply_fix(store: Store, issue: Issue) -> NodeId | None:
    """Make the repair of *issue* in one edit named by its result; gives a node that was added.

    Nothing happens when the document has moved on and the repair no longer fits.
    """
    if issue.fix is None or issue.fix.name not in _FIXES:
        return None
    try:
        with store.edit(issue.fix.label) as draft:
            return _FIXES[issue.fix.name](store, draft, issue.fix.data)
    except (LookupError, ValidationError, TypeError):
        return None


def _node_id(data: Mapping[str, object]) -> NodeId:
    return NodeId(str(data["node"]))


def _path(data: Mapping[str, object]) -> FieldPath:
    path = data["path"]
    if not isinstance(path, tuple) or not path:
        raise LookupError("a repair needs a path")
    return path


def _set_field(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    node = _known(store, data)
    draft.put_node(replaced_at(store.node(node), _path(data), data["value"]))


def _known(store: Store, data: Mapping[str, object]) -> NodeId:
    node_id = _node_id(data)
    if node_id not in store.nodes:
        raise LookupError(node_id)
    return node_id


def _connect(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    target = NodeId(str(data["target"]))
    if target not in store.nodes:
        raise LookupError(target)
    draft.connect(_known(store, data), ExitName(str(data["exit"])), target)


def _add_end(store: Store, draft: Draft, data: Mapping[str, object]) -> NodeId:
    source = _known(store, data)
    made = End(id=NodeId(draft.new_id("end")), outcome="abandoned")
    place = store.position(source)
    rank = [exit_.name for exit_ in store.node(source).exits()].index(ExitName(str(data["exit"])))
    draft.add_node(made, place.x + BESIDE_X, place.y + BELOW_Y * rank)
    draft.connect(source, ExitName(str(data["exit"])), made.id)
    return made.id


def _add_no_reply(store: Store, draft: Draft, data: Mapping[str, object]) -> NodeId | None:
    """Give the node an end to its wait and lead those who do not reply somewhere."""
    node_id = _known(store, data)
    draft.put_node(replaced_at(store.node(node_id), ("no_reply_after_s",), data["seconds"]))
    node = draft.node(node_id)
    way = next(exit_ for exit_ in node.exits() if exit_.kind == "timeout")
    ends = (each.id for each in store.nodes.values() if isinstance(each, End) and each.outcome == "abandoned")
    end = next(ends, None)
    if end is not None:
        draft.connect(node_id, way.name, end)
        return None
    made = End(id=NodeId(draft.new_id("end")), outcome="abandoned")
    place = store.position(node_id)
    rank = [exit_.name for exit_ in node.exits()].index(way.name)
    draft.add_node(made, place.x + BESIDE_X, place.y + BELOW_Y * rank)
    draft.connect(node_id, way.name, made.id)
    return made.id


def _set_type(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    """Let a variable hold another type; a default that does not fit goes."""
    changed = []
    for variable in flow_head(store).variables:
        if variable.name == data["variable"]:
            kind = ValueType(str(data["type"]))
            fits = kind is ValueType.TEXT and isinstance(variable.default, str)
            default = variable.default if fits else None
            changed.append(variable.with_changes(type=kind, default=default))
        else:
            changed.append(variable)
    draft.set_flow(variables=tuple(changed))


def _add_start(store: Store, draft: Draft, data: Mapping[str, object]) -> NodeId:
    made = Start(id=NodeId(draft.new_id("start")))
    places = [store.position(node_id) for node_id in store.nodes]
    left = min((place.x for place in places), default=0.0)
    top = min((place.y for place in places), default=0.0)
    draft.add_node(made, left - BESIDE_X, top)
    return made.id


def _delete_node(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    draft.remove_node(_known(store, data))


def _add_variable(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    name = str(data["variable"])
    variables = flow_head(store).variables
    if all(variable.name != name for variable in variables):
        kind = data.get("type", ValueType.TEXT)
        made = Variable.model_validate({"name": name, "type": kind})
        draft.set_flow(variables=(*variables, made))


_DEFAULTS: Final[dict[ValueType, str | float | bool | None]] = {
    ValueType.TEXT: "—",
    ValueType.NUMBER: 0.0,
    ValueType.BOOLEAN: False,
    ValueType.DATE: None,
    ValueType.LOCATION: None,
}


def _set_default(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    """Give the variable its sample as default, so that there is something to read and to change."""
    name = str(data["variable"])
    changed = []
    for variable in flow_head(store).variables:
        if variable.name != name:
            changed.append(variable)
            continue
        text = variable.type is ValueType.TEXT and variable.sample
        default = variable.sample if text else _DEFAULTS[variable.type]
        changed.append(variable.with_changes(default=default))
    draft.set_flow(variables=tuple(changed))


def _share_evenly(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    node = store.node(_known(store, data))
    if not isinstance(node, Split) or not node.arms:
        raise LookupError("no arms")
    share = round(100 / len(node.arms), 2)
    first = round(100 - share * (len(node.arms) - 1), 2)
    arms = tuple(
        arm.with_changes(weight=first if index == 0 else share) for index, arm in enumerate(node.arms)
    )
    draft.put_node(node.with_changes(arms=arms))


def _items(store: Store, data: Mapping[str, object]) -> tuple[FieldPath, int, tuple[object, ...]]:
    path = _path(data)
    index = path[-1]
    items = value_at(store.node(_known(store, data)), path[:-1])
    if not isinstance(index, int) or not isinstance(items, tuple) or index >= len(items):
        raise LookupError(str(path))
    return path[:-1], index, items


def _delete_item(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    path, index, items = _items(store, data)
    rest = (*items[:index], *items[index + 1 :])
    draft.put_node(replaced_at(store.node(_node_id(data)), path, rest))


def _move_item(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    path, index, items = _items(store, data)
    to = data["to"]
    if not isinstance(to, int):
        raise LookupError("no place")
    rest = [*items[:index], *items[index + 1 :]]
    rest.insert(to, items[index])
    draft.put_node(replaced_at(store.node(_node_id(data)), path, tuple(rest)))


def _set_translation(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    language, source, text = (str(data[key]) for key in ("language", "source", "value"))
    draft.put_node(with_translation(store.node(_known(store, data)), language, source, text))


def _confirm_translations(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    node, language = store.node(_known(store, data)), str(data["language"])
    for _, _, source in outdated_in(node, language):
        node = confirmed(node, language, source)
    draft.put_node(node)


def _take_chatbot(store: Store, draft: Draft, data: Mapping[str, object]) -> None:
    draft.set_flow(chatbot=data["chatbot"])


_FIXES: Final[dict[str, Callable[[Store, Draft, Mapping[str, object]], NodeId | None]]] = {
    "add_end": _add_end,
    "add_no_reply": _add_no_reply,
    "add_start": _add_start,
    "add_variable": _add_variable,
    "confirm_translations": _confirm_translations,
    "connect": _connect,
    "delete_item": _delete_item,
    "delete_node": _delete_node,
    "move_item": _move_item,
    "set_default": _set_default,
    "set_field": _set_field,
    "set_translation": _set_translation,
    "set_type": _set_type,
    "share_evenly": _share_evenly,
    "take_chatbot": _take_chatbot,
}
"""Name of a repair, as the checks give it → what makes it."""

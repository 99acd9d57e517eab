"""What the checks know of one node, worked out once as long as the node stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.flow.condition import Condition
from runtime.flow.errors import ExpressionRefused
from runtime.flow.exit import Exit
from runtime.flow.expressions.cel import Expression, compile_expression
from runtime.flow.expressions.scope import Scope
from runtime.flow.expressions.template import compile_template
from runtime.flow.ids import ExitName
from runtime.flow.issues.graph import ways_out
from runtime.flow.issues.twins import Twin, twins_of
from runtime.flow.node import Node
from runtime.flow.nodes.branch import OTHERWISE, Branch, case_exit
from runtime.flow.nodes.set_variables import SetVariables
from runtime.flow.translations import spoken_texts, translated_texts
from runtime.flow.values import ValueType
from runtime.messages.fallback import CHINESE
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath, Record


@dataclass(frozen=True, slots=True)
class Formula:
    """A text of the node that is computed: an expression, or a template with insertions."""

    path: FieldPath
    source: str
    reads: frozenset[str] = frozenset()
    """The variables it takes for granted; those it asks `is_set` of are left out."""
    asks_of: frozenset[str] = frozenset()
    """The variables it asks `is_set` of."""
    result: ValueType | None = None
    """The type of an expression's value, None for a template or when only a run can tell."""
    refusal: ExpressionRefused | None = None
    """Why it does not compile; then the rest is empty."""
    language: str = ""
    """The further language it is said in; empty for what is written."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text people read, and the further language it is said in; empty for what is written."""

    path: FieldPath
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node with its formulas, messages and ways out."""

    node: Node
    ways: tuple[Exit, ...]
    formulas: tuple[Formula, ...]
    messages: tuple[tuple[FieldPath, Message], ...]
    suggestions: tuple[tuple[FieldPath, Suggestion], ...]
    """Every suggestion of its messages."""
    said: tuple[Said, ...]
    """Every text people read, in every language, for nodes with messages."""
    words: str
    """All of `said` in one text, so that most searches end after one look."""
    twins: tuple[Twin, ...]
    """The SMS of each of its messages that has one, in every language."""
    sets: Mapping[ExitName | None, frozenset[str]]
    """Exit → the variables that surely have a value behind it; None for those that hold behind all."""


def facts_of(node: Node, scope: Scope, languages: Iterable[str] = (), language: str = CHINESE) -> NodeFacts:
    """The facts of *node* in a flow written in *language* with these variables and further *languages*."""
    formulas = tuple(_formulas(node, scope, languages))
    messages = tuple(_messages(node))
    suggestions = tuple(
        ((*start, *path), suggestion)
        for start, message in messages
        for path, suggestion in message.suggestions()
    )
    said = tuple(_said(node, languages)) if messages else ()
    return NodeFacts(
        node,
        ways_out(node),
        formulas,
        messages,
        suggestions,
        said,
        "\n".join(each.text for each in said),
        twins_of(node, messages, language, languages) if messages else (),
        _sets(node, formulas),
    )


def _said(node: Node, languages: Iterable[str]) -> Iterator[Said]:
    for path, _, text in spoken_texts(node):
        yield Said(path, text, "")
    for language in languages:
        for path, _, _, text in translated_texts(node, language):
            yield Said(path, text, language)


def _formulas(node: Node, scope: Scope, languages: Iterable[str]) -> Iterator[Formula]:
    for path, source, wanted in node.expressions():
        try:
            found = compile_expression(source, scope, wanted)
        except ExpressionRefused as refusal:
            yield Formula(path, source, refusal=refusal)
        else:
            yield Formula(path, source, found.reads - found.asks_of, found.asks_of, found.result)
    for path, source in node.templates():
        yield _template(path, source, scope, "")
    for language in languages:
        for path, hint, _, text in translated_texts(node, language):
            if hint.template and "{{" in text:
                yield _template(path, text, scope, language)


def _template(path: FieldPath, source: str, scope: Scope, language: str) -> Formula:
    try:
        template = compile_template(source, scope)
    except ExpressionRefused as refusal:
        return Formula(path, source, refusal=refusal, language=language)
    asked: set[str] = set()
    for piece in template.pieces:
        if isinstance(piece, Expression):
            asked |= piece.asks_of
    return Formula(path, source, template.reads - asked, frozenset(asked), language=language)


def _messages(node: Node) -> Iterator[tuple[FieldPath, Message]]:
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Message):
            yield (name,), value


def _sets(node: Node, formulas: tuple[Formula, ...]) -> dict[ExitName | None, frozenset[str]]:
    found: dict[ExitName | None, set[str]] = {}
    for variable, exit_name in node.writes():
        found.setdefault(exit_name, set()).add(variable)
    if isinstance(node, Branch):
        for exit_name, variables in _proved_by(node, formulas):
            found.setdefault(exit_name, set()).update(variables)
    return {exit_name: frozenset(variables) for exit_name, variables in found.items()}


def _proved_by(node: Branch, formulas: tuple[Formula, ...]) -> Iterator[tuple[ExitName, set[str]]]:
    """What a branch proves: a condition holds only if what it compares has a value."""
    needs = {formula.path[1]: formula.reads | formula.asks_of for formula in formulas}
    for index, case in enumerate(node.cases):
        condition = case.condition
        proved = _proved_when_true(condition, needs.get(index, frozenset()))
        yield case_exit(case.id), proved | caught_unset(node, index)
    yield OTHERWISE, caught_unset(node, len(node.cases))


def _proved_when_true(condition: Condition, needs: frozenset[str]) -> set[str]:
    if condition.expression.strip():
        source = condition.expression.replace("!=", "")
        return set() if "||" in source or "?" in source or "!" in source else set(needs)
    groups = condition.groups()
    ways = groups if condition.join == "any" else (tuple(rows[0] for rows in groups if len(rows) == 1),)
    proved = [{row.variable for row in rows if row.operator != "not_set"} for rows in ways]
    return set.intersection(*proved) if proved else set()


def caught_unset(node: Branch, index: int) -> set[str]:
    """The variables that surely have a value from case *index* on: an earlier one caught those without."""
    conditions = [case.condition for case in node.cases[:index]]
    return {
        condition.rows[0].variable
        for condition in conditions
        if not condition.expression.strip()
        and len(condition.rows) == 1
        and condition.rows[0].operator == "not_set"
    }


def assigned_before(node: Node, path: FieldPath) -> frozenset[str]:
    """The variables *node* itself has set before it comes to *path*."""
    if isinstance(node, SetVariables) and len(path) > 1 and isinstance(path[1], int):
        return frozenset(line.variable for line in node.assignments[: path[1]])
    return frozenset()


def records_in(record: Record) -> Iterator[tuple[FieldPath, Record]]:
    """Every record below *record* with its path, itself first, in form order."""
    waiting: list[tuple[FieldPath, object]] = [((), record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Record):
            yield path, value
            children = [((*path, name), getattr(value, name)) for name in type(value).model_fields]
            waiting.extend(reversed([c for c in children if isinstance(c[1], Record | tuple)]))
        elif isinstance(value, tuple):
            waiting.extend(reversed([((*path, index), item) for index, item in enumerate(value)]))

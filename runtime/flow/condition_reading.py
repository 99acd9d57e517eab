"""Reads an expression back as rows, where rows can say it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from runtime.flow.condition import OPERATORS_OF, Condition, ConditionRow
from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.tokens import Token, tokens
from runtime.flow.values import ValueType

_SIGNS: Final = {"==": "eq", "!=": "ne", ">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
_TURNED: Final = {"==": "==", "!=": "!=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
_CALLS: Final = {"contains": "contains", "startsWith": "starts", "endsWith": "ends"}
_MOMENTS: Final = ("moment", "timestamp")
MOST_ROWS: Final = 20

Tokens = Sequence[Token]


class _NotInRows(Exception):
    """Rows cannot say this."""


def rows_of(source: str, types: Mapping[str, ValueType]) -> Condition | None:
    """The condition in rows that means the same as *source*; None when rows cannot say it.

    *types* are those of the declared variables. At most two levels of and and or, as the form shows them.
    """
    try:
        solid = [token for token in tokens(source) if token.kind != "space"]
        return _condition(_bare(solid), types)
    except (ExpressionRefused, _NotInRows):
        return None


def _condition(solid: Tokens, types: Mapping[str, ValueType]) -> Condition:
    join, outer, inner = ("any", "||", "&&") if len(_split(solid, "||")) > 1 else ("all", "&&", "||")
    rows: list[ConditionRow] = []
    groups = 0
    for part in _parts(solid, outer):
        members = _split(part, inner)
        if len(members) > 1:
            groups += 1
        for member in members:
            row = _row(_bare(member), types)
            rows.append(row.model_copy(update={"group": groups}) if len(members) > 1 else row)
    if len(rows) > MOST_ROWS:
        raise _NotInRows
    return Condition.model_validate({"rows": rows, "join": join})


def _parts(solid: Tokens, sign: str) -> list[Tokens]:
    """The operands of *sign*, those inside further brackets of the same sign included."""
    found: list[Tokens] = []
    for part in _split(solid, sign):
        bare = _bare(part)
        is_more_of_it = len(_split(bare, sign)) > 1 and (sign == "||" or len(_split(bare, "||")) == 1)
        found += _parts(bare, sign) if is_more_of_it else [bare]
    return found


def _split(solid: Tokens, sign: str) -> list[Tokens]:
    found: list[list[Token]] = [[]]
    depth = 0
    for token in solid:
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "mark" else 0
        if token.text == sign and depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    return list(found)


def _bare(solid: Tokens) -> Tokens:
    """Without brackets around the whole."""
    while len(solid) > 2 and solid[0].text == "(" and _closes(solid) == len(solid) - 1:
        solid = solid[1:-1]
    return solid


def _closes(solid: Tokens) -> int:
    depth = 0
    for index, token in enumerate(solid):
        depth += (token.text == "(") - (token.text == ")") if token.kind == "mark" else 0
        if depth == 0:
            return index
    raise _NotInRows


def _row(solid: Tokens, types: Mapping[str, ValueType]) -> ConditionRow:
    texts = [token.text for token in solid]
    is_not = bool(texts) and texts[0] == "!"
    rest = _bare(solid[1:]) if is_not else solid
    texts = [token.text for token in rest]
    if texts[:2] == ["is_set", "("] and len(rest) == 4:
        return _made(rest[2], "not_set" if is_not else "is_set", "", types)
    if len(rest) == 6 and texts[1] == "." and texts[2] in _CALLS and rest[4].kind == "string":
        operator = _CALLS[texts[2]]
        if is_not:
            if operator != "contains":
                raise _NotInRows
            operator = "lacks"
        return _made(rest[0], operator, _text(rest[4]), types)
    if len(rest) == 1:
        return _made(rest[0], "eq", not is_not, types)
    if is_not:
        raise _NotInRows
    return _comparison(rest, types)


def _comparison(solid: Tokens, types: Mapping[str, ValueType]) -> ConditionRow:
    at = next((index for index, token in enumerate(solid) if token.text in _SIGNS), None)
    if at is None:
        raise _NotInRows
    sign, left, right = solid[at].text, solid[:at], solid[at + 1 :]
    if len(left) != 1 or left[0].text not in types:
        left, right, sign = right, left, _TURNED[sign]
    if len(left) != 1:
        raise _NotInRows
    value = _literal(right)
    operator = _SIGNS[sign]
    if types.get(left[0].text) is ValueType.DATE:
        operator = {"lt": "before", "ge": "since"}.get(operator, "")
    return _made(left[0], operator, value, types)


def _made(
    name: Token, operator: str, value: str | float | bool, types: Mapping[str, ValueType]
) -> ConditionRow:
    kind = types.get(name.text)
    if kind is None or operator not in OPERATORS_OF[kind]:
        raise _NotInRows
    is_asked = operator in ("is_set", "not_set")
    fitting = {ValueType.NUMBER: float, ValueType.BOOLEAN: bool}.get(kind, str)
    if not is_asked and type(value) is not fitting:
        raise _NotInRows
    return ConditionRow.model_validate({"variable": name.text, "operator": operator, "value": value})


def _literal(solid: Tokens) -> str | float | bool:
    texts = [token.text for token in solid]
    if len(solid) == 1 and texts[0] in ("true", "false"):
        return texts[0] == "true"
    if len(solid) == 1 and solid[0].kind == "string":
        return _text(solid[0])
    if len(solid) == 4 and texts[0] in _MOMENTS and solid[2].kind == "string":
        return _text(solid[2])
    is_negative = len(solid) == 2 and texts[0] == "-"
    if solid and solid[-1].kind == "number" and (len(solid) == 1 or is_negative):
        try:
            number = float(texts[-1])
        except ValueError as error:
            raise _NotInRows from error
        return -number if is_negative else number
    raise _NotInRows


def _text(token: Token) -> str:
    quoted = token.text
    if quoted[0] == "'" and '"' not in quoted and "\\" not in quoted:
        quoted = f'"{quoted[1:-1]}"'
    try:
        read = json.loads(quoted, strict=False)
    except ValueError as error:
        raise _NotInRows from error
    if not isinstance(read, str):
        raise _NotInRows
    return read

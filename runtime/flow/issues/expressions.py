"""Expressions and insertions that do not compile or have the wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.tokens import tokens
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import Formula, NodeFacts
from runtime.flow.issues.naming import field_in
from runtime.flow.values import ValueType
from runtime.flow.variable import RESERVED
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Passes on what the compiler says about each expression and each text with insertions."""
    for formula in facts.formulas:
        if formula.refusal is not None:
            yield Issue(
                "error",
                "expression",
                Wording("{field}算不出来：{reason}", "{field} cannot be worked out: {reason}").format(
                    field=field_in(facts.node, formula.path, formula.language),
                    reason=formula.refusal.sentence,
                ),
                node=facts.node.id,
                path=formula.path,
                fix=_fix(formula),
                language=formula.language,
            )


def _fix(formula: Formula) -> Fix | None:
    """Adds the variable that is missing, of the type it is compared with."""
    name = formula.refusal.unknown if formula.refusal is not None else ""
    if not _NAME.fullmatch(name) or name in RESERVED:
        return None
    label = Wording("添加变量「{name}」", 'Add the variable "{name}"').format(name=name)
    kind = compared_with(formula.source, name)
    return Fix("add_variable", label, {"variable": name, "type": kind})


_NAME: Final = re.compile(r"[^\W\d]\w{0,39}")
_SIGNS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"})


def compared_with(source: str, name: str) -> ValueType:
    """The type of what *source* compares *name* with or reckons it with, text where that does not tell."""
    try:
        solid = [token for token in tokens(source) if token.kind != "space"]
    except ExpressionRefused:
        return ValueType.TEXT
    for index, token in enumerate(solid):
        if token.text != name:
            continue
        for sign, value in ((index + 1, index + 2), (index - 1, index - 2)):
            if 0 <= value < len(solid) and 0 <= sign < len(solid) and solid[sign].text in _SIGNS:
                if solid[value].kind == "number":
                    return ValueType.NUMBER
                if solid[value].text in ("true", "false"):
                    return ValueType.BOOLEAN
                if solid[value].text in ("now", "moment", "timestamp"):
                    return ValueType.DATE
    return ValueType.TEXT


CHECK: Final = NodeCheck(70, check)

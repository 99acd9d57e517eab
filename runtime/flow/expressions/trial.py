"""Works an expression out with sample values while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from runtime.flow.errors import EvaluationFailure, ExpressionRefused
from runtime.flow.expressions.cel import compile_expression
from runtime.flow.expressions.scope import Scope
from runtime.flow.values import Value, ValueType
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: a value, or why there is none and where."""

    value: Value | None = None
    refusal: Wording | None = None
    """Why it does not compile."""
    column: int = 0
    """Where it does not, counted from 1; 0 when that is unknown."""
    lacking: tuple[str, ...] = ()
    """The variables it needs that have no sample."""


def tried(
    source: str, scope: Scope, samples: Mapping[str, Value], now: datetime, wanted: str = "any"
) -> Trial:
    """The outcome of *source* for these sample values; never raises."""
    try:
        compiled = compile_expression(source, scope, wanted)
    except ExpressionRefused as error:
        return Trial(refusal=error.sentence, column=error.column)
    lacking = tuple(sorted(compiled.reads - samples.keys()))
    try:
        return Trial(value=compiled.evaluate(samples, now), lacking=lacking)
    except EvaluationFailure:
        return Trial(lacking=lacking)


def sample_value(text: str, kind: ValueType, zone: tzinfo) -> Value | None:
    """The value that the words of a sample mean, None when they mean none of the kind."""
    written = text.strip()
    if kind is ValueType.TEXT:
        return text or None
    if kind is ValueType.BOOLEAN:
        return {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}.get(
            written.lower()
        )
    if not written:
        return None
    try:
        if kind is ValueType.NUMBER:
            return float(written)
        if kind is ValueType.DATE:
            moment = datetime.fromisoformat(written.replace("/", "-"))
            return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    except ValueError:
        return None
    return None

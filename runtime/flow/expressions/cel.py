"""The one door to the CEL library: compiles an expression against a scope and evaluates it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

from runtime.flow.errors import EvaluationFailure, ExpressionRefused
from runtime.flow.expressions.dialect import Translation, asks, mangled, translate, unknown_name
from runtime.flow.expressions.scope import NOW, Scope
from runtime.flow.expressions.tokens import unreadable
from runtime.flow.values import Value, ValueType
from runtime.wording import Wording

_TYPES = {
    ValueType.TEXT: cel.Type.STRING,
    ValueType.NUMBER: cel.Type.DOUBLE,
    ValueType.BOOLEAN: cel.Type.BOOL,
    ValueType.DATE: cel.Type.TIMESTAMP,
    ValueType.LOCATION: cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
}
_RESULTS = {
    "STRING": ValueType.TEXT,
    "DOUBLE": ValueType.NUMBER,
    "INT": ValueType.NUMBER,
    "BOOL": ValueType.BOOLEAN,
    "TIMESTAMP": ValueType.DATE,
}
_LONGEST_SPAN_S = 10_000 * 366 * 86400
_PLACE = re.compile(r"<input>:(\d+):(\d+)")
_MISMATCH = re.compile(r"no matching overload for '([^']*)' applied to '\(([^']*)\)'")
_UNDECLARED = re.compile(r"undeclared reference to '([^']*)'")


class Expression:
    """A compiled expression; *result* is the type of its value, None when only a run can tell."""

    __slots__ = ("_asked", "_program", "_values", "_zone", "result", "source")

    def __init__(
        self,
        source: str,
        program: Any,  # noqa: ANN401 - the library ships no type of its own at run time
        translation: Translation,
        zone: tzinfo,
    ) -> None:
        self.source = source
        self._zone = zone
        self.result = _RESULTS.get(program.return_type().name())
        self._program = program
        self._values = tuple((name, mangled(name)) for name in sorted(translation.values))
        self._asked = tuple((name, asks(name)) for name in sorted(translation.asked))

    @property
    def reads(self) -> frozenset[str]:
        """The variables whose value the expression may need."""
        return frozenset(name for name, _ in self._values)

    @property
    def asks_of(self) -> frozenset[str]:
        """The variables the expression asks `is_set` of."""
        return frozenset(name for name, _ in self._asked)

    def evaluate(self, variables: Mapping[str, Value], now: datetime) -> Value:
        """The value for these variables; a moment is in the scope's time zone.

        Raises EvaluationFailure when a variable has no value, a result is no finite number, or a
        conversion fails.
        """
        data: dict[str, Any] = {NOW: now}
        for name, ours in self._values:
            if name in variables:
                data[ours] = variables[name]
        for name, ours in self._asked:
            data[ours] = name in variables
        try:
            result = self._program.eval(data=data)
            value = result.value()
        except (RuntimeError, OverflowError, ValueError, TypeError) as error:
            # The library raises for what is beyond its budget and for values it cannot hold.
            raise EvaluationFailure(_no_value(self.source, str(error).splitlines()[0][:200])) from error
        if result.type() == cel.Type.ERROR:
            raise EvaluationFailure(_no_value(self.source, str(value)))
        if isinstance(value, datetime):
            return _in_zone(value, self._zone, self.source)
        return _plain(value, self.source)


@lru_cache(maxsize=64)
def _environment(scope: Scope) -> Any:  # noqa: ANN401 - as above
    variables: dict[str, Any] = {NOW: cel.Type.TIMESTAMP}
    for name, kind in scope.names:
        variables[mangled(name)] = _TYPES[kind]
        variables[asks(name)] = cel.Type.BOOL
    return cel.NewEnv(variables=variables, functions=_functions(scope.zone))


def compile_expression(source: str, scope: Scope, wanted: str = "any") -> Expression:
    """Compiles *source*; *wanted* is `boolean` or `any`.

    Raises ExpressionRefused, in words for people, when it cannot be read, uses unknown names, or has the
    wrong type.
    """
    translation = translate(source, scope)
    if not translation.text.strip():
        raise ExpressionRefused(Wording("表达式是空的。", "The expression is empty."))
    try:
        program = _environment(scope).compile(translation.text)
    except RuntimeError as error:
        raise _refusal(str(error), source, scope, translation) from error
    expression = Expression(source, program, translation, scope.zone)
    if wanted == ValueType.BOOLEAN and expression.result not in (ValueType.BOOLEAN, None):
        assert expression.result is not None
        raise ExpressionRefused(
            Wording(
                "条件要得出是或否，这里得出的是{kind}。写成比较，例如「年龄 >= 18」。",
                "A condition must be true or false, this one is a {kind}. Compare it, as in age >= 18.",
            ).format(kind=expression.result.wording)
        )
    return expression


@lru_cache(maxsize=1)
def _pattern_environment() -> Any:  # noqa: ANN401 - as above
    return cel.NewEnv(variables={"text": cel.Type.STRING})


class Pattern:
    """A compiled RE2 pattern, searched anywhere in a text; its time is linear in the text."""

    __slots__ = ("_program", "source")

    def __init__(self, source: str) -> None:
        """Raises ExpressionRefused when *source* is no pattern."""
        self.source = source
        literal = source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        refusal = ExpressionRefused(
            Wording("模式「{source}」写得不对。", 'The pattern "{source}" is not valid.').format(
                source=source[:60]
            )
        )
        try:
            self._program = _pattern_environment().compile(f'text.matches("{literal}")')
        except (RuntimeError, TypeError) as error:
            raise refusal from error
        if not isinstance(self._program.eval(data={"text": ""}).value(), bool):
            raise refusal

    def found_in(self, text: str) -> bool:
        """Whether the pattern occurs in *text*."""
        # Halves of characters are none that a pattern could name, and the library cannot take them.
        whole = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
        return self._program.eval(data={"text": whole}).value() is True


def _functions(zone: tzinfo) -> list[Any]:
    text, number, moment, span = cel.Type.STRING, cel.Type.DOUBLE, cel.Type.TIMESTAMP, cel.Type.DURATION

    def declared(name: str, takes: Any, gives: Any, impl: Any, member: bool = False) -> Any:  # noqa: ANN401 - as above
        overload = cel.Overload(
            id=f"{name}_{takes.name().lower()}{'_member' if member else ''}",
            return_type=gives,
            parameters=[takes],
            is_member=member,
            impl=impl,
        )
        return cel.FunctionDecl(name, [overload])

    def length(value: str) -> float:
        return float(len(value))

    both = [
        cel.Overload(
            id="length_function", return_type=number, parameters=[text], is_member=False, impl=length
        ),
        cel.Overload(id="length_member", return_type=number, parameters=[text], is_member=True, impl=length),
    ]
    return [
        cel.FunctionDecl("length", both),
        declared("days", number, span, _span(86400)),
        declared("hours", number, span, _span(3600)),
        declared("minutes", number, span, _span(60)),
        declared("hour", moment, number, lambda when: float(when.astimezone(zone).hour)),
        declared("day", moment, number, lambda when: float(when.astimezone(zone).day)),
        declared("month", moment, number, lambda when: float(when.astimezone(zone).month)),
        declared("moment", text, moment, lambda written: _moment(written, zone)),
        declared("weekday", moment, number, lambda when: float(when.astimezone(zone).isoweekday())),
    ]


def _moment(written: str, zone: tzinfo) -> datetime:
    """A day or moment as people write it; without an offset by the wall clock of the scope's zone."""
    moment = datetime.fromisoformat(written.strip().replace("/", "-").replace("：", ":"))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _span(unit_s: int) -> Any:  # noqa: ANN401 - as above
    def made(count: float) -> timedelta:
        if not abs(count * unit_s) <= _LONGEST_SPAN_S:
            raise ValueError("longer than ten thousand years")
        return timedelta(seconds=count * unit_s)

    return made


def _in_zone(moment: datetime, zone: tzinfo, source: str) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError as error:
        raise EvaluationFailure(_no_value(source, "outside the calendar")) from error


def _plain(value: Any, source: str) -> Value:  # noqa: ANN401 - what the library answers
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise EvaluationFailure(_no_value(source, "not a finite number"))
        return float(value)
    if isinstance(value, dict) and {"latitude", "longitude"} <= set(value):
        return {str(key): getattr(item, "value", lambda item=item: item)() for key, item in value.items()}
    raise EvaluationFailure(_no_value(source, f"a {type(value).__name__}"))


def _no_value(source: str, reason: str) -> Wording:
    return Wording(
        "表达式「{source}」得不出值：{reason}", 'The expression "{source}" has no value: {reason}'
    ).format(source=source, reason=reason)


def _refusal(message: str, source: str, scope: Scope, translation: Translation) -> ExpressionRefused:
    place = _PLACE.search(message)
    column = int(place[2]) if place else 0
    undeclared = _UNDECLARED.search(message)
    if undeclared:
        return unknown_name(undeclared[1], scope, max(0, source.find(undeclared[1])))
    mismatch = _MISMATCH.search(message)
    if mismatch:
        return _mismatch(mismatch[1], mismatch[2], translation.origin(max(column - 1, 0)) + 1)
    if "recursion limit" in message:
        return ExpressionRefused(
            Wording(
                "表达式嵌套太深，分成几步写。", "The expression nests too deep; write it in several steps."
            )
        )
    return unreadable(source, translation.origin(max(column - 1, 0)))


def _mismatch(operator: str, types: str, column: int) -> ExpressionRefused:
    kinds = [kind.strip().upper() for kind in types.split(",")]
    names = [
        _RESULTS[kind].wording if kind in _RESULTS else Wording(kind.lower(), kind.lower()) for kind in kinds
    ]
    zh = "、".join(name.zh for name in names)
    en = ", ".join(name.en for name in names)
    sign = operator.strip("_@").replace("_", " ").strip() or operator
    if sign == "? :":
        return ExpressionRefused(
            Wording(
                "「条件 ? 甲 : 乙」的条件要是是否，甲和乙要是同一种。",
                "In `condition ? a : b` the condition must be true or false and a and b of one type.",
            ),
            column,
        )
    words = Wording(f"「{sign}」不能用在{zh}上。", f'"{sign}" does not work on {en}.')
    return ExpressionRefused(words, column)

"""Texts with `{{ expression }}` insertions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from runtime.flow.errors import EvaluationFailure, ExpressionRefused
from runtime.flow.expressions.cel import Expression, compile_expression
from runtime.flow.expressions.dialect import is_variable
from runtime.flow.expressions.escaping import Escape, as_it_is, as_moment
from runtime.flow.expressions.scope import NOW, Scope
from runtime.flow.values import Value, as_text
from runtime.wording import Wording

MAX_INSERTIONS = 100


@dataclass(frozen=True, slots=True)
class Insertion:
    """One `{{ … }}`: what stands inside, and where it begins and ends in the text."""

    source: str
    begin: int
    end: int


def insertions(text: str) -> Iterator[Insertion]:
    """The insertions of *text*, in order."""
    # No regular expression: one that looks for the end from every `{{` takes the square of the length.
    begin = text.find("{{")
    while begin >= 0:
        end = text.find("}}", begin + 2)
        if end < 0:
            return
        yield Insertion(text[begin + 2 : end].strip(), begin, end + 2)
        begin = text.find("{{", end + 2)


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled text: literal pieces, variable names and expressions in turn."""

    source: str
    pieces: tuple[str | _Name | Expression, ...]
    zone: tzinfo
    """Whose wall clock `now` shows."""

    @property
    def reads(self) -> frozenset[str]:
        """The variables whose value the text may need."""
        found: set[str] = set()
        for piece in self.pieces:
            if isinstance(piece, _Name) and piece.name != NOW:
                found.add(piece.name)
            elif isinstance(piece, Expression):
                found |= piece.reads
        return frozenset(found)

    def fill(self, variables: Mapping[str, Value], now: datetime, escape: Escape = as_it_is) -> str:
        """The text for these variables; an insertion without a value becomes empty.

        What is inserted is never read again: braces inside a value stay braces. *escape* writes every
        inserted value; what the designer wrote stays.
        """
        out: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                out.append(piece)
            elif isinstance(piece, _Name):
                value = now.astimezone(self.zone) if piece.name == NOW else variables.get(piece.name)
                out.append("" if value is None else _written(value, escape))
            else:
                try:
                    out.append(_written(piece.evaluate(variables, now), escape))
                except EvaluationFailure:
                    continue
        return "".join(out)


def _written(value: Value, escape: Escape) -> str:
    if escape is as_moment and isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return escape(as_text(value))


@dataclass(frozen=True, slots=True)
class _Name:
    name: str


def compile_template(text: str, scope: Scope) -> Template:
    """Compiles *text*.

    Raises ExpressionRefused when an insertion does not compile, is not closed, or there are too many.
    """
    pieces: list[str | _Name | Expression] = []
    at = 0
    for count, insertion in enumerate(insertions(text)):
        if count == MAX_INSERTIONS:
            raise ExpressionRefused(
                Wording("一段文字里最多插入 {limit} 处。", "A text may have {limit} insertions.").format(
                    limit=MAX_INSERTIONS
                )
            )
        pieces.append(text[at : insertion.begin])
        name = is_variable(insertion.source, scope)
        pieces.append(_Name(name) if name else compile_expression(insertion.source, scope))
        at = insertion.end
    rest = text[at:]
    if "{{" in rest:
        raise ExpressionRefused(
            Wording("「{{」后面缺少「}}」。", 'A "{{" is not closed by "}}".'), at + rest.index("{{") + 1
        )
    pieces.append(rest)
    return Template(text, tuple(piece for piece in pieces if piece != ""), scope.zone)

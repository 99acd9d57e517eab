"""Something wrong with a value of a form, to be said under its field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from runtime.records import FieldPath
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about the value at *path*; *token* comes back when its fix is asked for."""

    path: FieldPath
    sentence: Wording
    severity: Literal["error", "warning"] = "error"
    fix: Wording | None = None
    token: object = None


def below(problems: Iterable[Problem], step: str | int) -> tuple[Problem, ...]:
    """The problems behind one step of a path, their paths shortened by it."""
    return tuple(
        replace(problem, path=problem.path[1:])
        for problem in problems
        if problem.path and problem.path[0] == step
    )

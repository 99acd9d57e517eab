"""Turns our dialect into plain CEL.

Three differences: variable names may be Chinese, every number is a double (so that `年龄 >= 18` is well
typed), and `is_set(变量)` asks whether a variable has a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.scope import NOW, Scope
from runtime.flow.expressions.tokens import Token, tokens
from runtime.registry import nearest
from runtime.wording import Wording

OWN_NAMES = {"size": "length"}
"""Function names of CEL that ours replace, because they answer whole numbers."""

_MANGLED = ("v_", "is_v_")
"""How the names begin that variables have in CEL; written by hand they would never have a value."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The CEL text, the variables whose value it needs, and those it only asks `is_set` of."""

    text: str
    values: frozenset[str]
    asked: frozenset[str]
    origins: tuple[tuple[int, int], ...]
    """Where each token begins: in the CEL text, in the source."""

    def origin(self, at: int) -> int:
        """The place in the source of what stands at *at* in the CEL text; both count from 0."""
        known = [source for begin, source in self.origins if begin <= at]
        return known[-1] if known else 0


def mangled(name: str) -> str:
    """The CEL identifier of a variable: `v_` and the name, other than ASCII letters as hexadecimal."""
    return "v_" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in name)


def asks(name: str) -> str:
    """The CEL identifier that says whether the variable has a value."""
    return "is_" + mangled(name)


def translate(source: str, scope: Scope) -> Translation:
    """*source* as CEL.

    Raises ExpressionRefused when it cannot be cut into tokens or `is_set` asks of no variable.
    """
    found = list(tokens(source))
    solid = [index for index, token in enumerate(found) if token.kind != "space"]
    out = [token.text for token in found]
    values: set[str] = set()
    asked: set[str] = set()
    skip_until = -1
    for place, index in enumerate(solid):
        token = found[index]
        if place < skip_until:
            continue
        before = found[solid[place - 1]].text if place else ""
        after = [found[i] for i in solid[place + 1 : place + 4]]
        if token.kind == "number":
            out[index] = _as_double(token.text)
        elif token.kind == "name" and token.text == "is_set" and before != ".":
            out[index] = _asked_of(token, after, scope)
            asked.add(after[1].text)
            for i in solid[place + 1 : place + 4]:
                out[i] = ""
            skip_until = place + 4
        elif token.kind == "name" and before != "." and token.text in scope.types and not _calls(after):
            values.add(token.text)
            out[index] = mangled(token.text)
        elif token.kind == "name" and _calls(after):
            out[index] = OWN_NAMES.get(token.text, token.text)
        elif token.kind == "name" and (not token.text.isascii() or token.text.startswith(_MANGLED)):
            raise unknown_name(token.text, scope, token.at)
    origins = tuple(zip(accumulate(map(len, out), initial=0), (token.at for token in found), strict=False))
    return Translation("".join(out), frozenset(values), frozenset(asked), origins)


def unknown_name(name: str, scope: Scope, at: int) -> ExpressionRefused:
    """The refusal of a name that is no variable, with the nearest one that is."""
    near = nearest(name, scope.types)
    if near:
        sentence = Wording(
            "没有叫「{name}」的变量，是不是「{near}」？",
            'There is no variable "{name}"; did you mean "{near}"?',
        )
    else:
        sentence = Wording(
            "没有叫「{name}」的变量。先在变量表里添加它。",
            'There is no variable "{name}". Add it to the variables first.',
        )
    return ExpressionRefused(sentence.format(name=name, near=near), at + 1, unknown=name)


def _calls(after: list[Token]) -> bool:
    return bool(after) and after[0].text == "("


def _asked_of(token: Token, after: list[Token], scope: Scope) -> str:
    texts = [following.text for following in after]
    if len(texts) < 3 or texts[0] != "(" or texts[2] != ")" or after[1].kind != "name":
        raise ExpressionRefused(
            Wording("is_set 的括号里写一个变量名。", "Write one variable name inside is_set( )."),
            token.at + 1,
        )
    if texts[1] not in scope.types:
        raise unknown_name(texts[1], scope, after[1].at)
    return asks(texts[1])


def _as_double(number: str) -> str:
    text = number.rstrip("uU")
    if text.lower().startswith("0x"):
        return f"{int(text, 16)}.0"
    if text.startswith("."):
        text = "0" + text
    return text if "." in text or "e" in text.lower() else text + ".0"


def is_variable(source: str, scope: Scope) -> str | None:
    """The variable *source* names, when it is nothing but a declared name or `now`."""
    name = source.strip()
    return name if name in scope.types or name == NOW else None

"""What an SMS twin costs: its parts, with the longest values its insertions are known to take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from runtime.flow.expressions.template import insertions
from runtime.flow.variable import Variable
from runtime.messages.sms import SmsSize, sms_size


@lru_cache(maxsize=8)
def longest_values(variables: tuple[Variable, ...]) -> Mapping[str, str]:
    """Variable name → the longer of its sample and its default; those with neither are left out."""
    found: dict[str, str] = {}
    for variable in variables:
        default = "" if variable.default is None else str(variable.default)
        value = max(variable.sample, default, key=len)
        if value:
            found[variable.name] = value
    return found


def with_longest(text: str, values: Mapping[str, str]) -> str:
    """*text* with each known insertion filled in; an unknown one stays as written."""
    pieces: list[str] = []
    at = 0
    for found in insertions(text):
        pieces += (text[at : found.begin], values.get(found.source, text[found.begin : found.end]))
        at = found.end
    return "".join((*pieces, text[at:]))


def sms_cost(text: str, values: Mapping[str, str]) -> SmsSize:
    """The size of *text*, signature included, once its insertions are filled with *values*."""
    return sms_size(with_longest(text, values) if "{{" in text else text)

"""What an SMS twin costs: its parts, with the longest values its insertions are known to take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from runtime.flow.variable import Variable
from runtime.messages.sms import SmsSize, sms_size

_INSERTION = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)


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
    return _INSERTION.sub(lambda found: values.get(found[1], found[0]), text)


def sms_cost(text: str, values: Mapping[str, str]) -> SmsSize:
    """The size of *text*, signature included, once its insertions are filled with *values*."""
    return sms_size(with_longest(text, values) if "{{" in text else text)

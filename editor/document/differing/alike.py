"""Whether two values of a document are the same to the digest."""

from __future__ import annotations

import json

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

ABSENT = None
"""What stands for a value that is not there: no field of a document that can be absent keeps one."""


def written(value: BaseModel) -> bytes:
    """*value* as canonical text; equal texts mean equal digests, but an order of keys may differ."""
    try:
        return value.__pydantic_serializer__.to_json(value)
    except PydanticSerializationError:  # half of a character, which a node of a newer version may hold
        return json.dumps(value.model_dump(mode="json"), sort_keys=True).encode()


def alike(one: object, other: object) -> bool:
    """Whether two values mean the same; `1`, `1.0` and `True` are three values, unlike in Python."""
    if one is other:
        return True
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        return type(one) is type(other) and written(one) == written(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and one == other

"""The limits of a carrier or platform, as named and dated data with a source for every number."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, NewType

from pydantic import BaseModel

from runtime.records import FieldPath, Hint, Record, value_at, walk
from runtime.registry import nearest

ProfileName = NewType("ProfileName", str)

STRICTEST = ProfileName("strict_cn")
"""What all Chinese carriers take."""


class Limit(Record):
    """One limit: how much of what, and who says so.

    `minimum` and `maximum` are inclusive; `characters` are Unicode code points as JSON Schema counts them,
    `bytes` are UTF-8 bytes or file bytes, `items` are entries, `seconds` are seconds.
    """

    minimum: int = 0
    maximum: int
    unit: Literal["characters", "bytes", "items", "seconds"]
    severity: Literal["error", "warning"] = "error"
    source: str
    checked: str
    """ISO date on which the source was read."""


class Profile(Record):
    """A named set of limits, e.g. `strict_cn`."""

    name: ProfileName
    title_zh: str
    title_en: str
    carriers: tuple[str, ...]
    """Carriers the profile speaks for: mobile, unicom, telecom; shown as chips beside a problem."""
    limits: dict[str, Limit]
    media_types: tuple[str, ...] = ()
    """MIME types the carriers take; empty when they name none."""


@dataclass(frozen=True, slots=True)
class LimitBreach:
    """A field that is over or under its limit."""

    path: FieldPath
    hint: Hint
    limit_name: str
    limit: Limit
    actual: int
    value: object


@cache
def profile_names() -> tuple[ProfileName, ...]:
    """The profiles that ship, sorted."""
    folder = resources.files("runtime.messages").joinpath("profiles")
    return tuple(
        ProfileName(f.name[:-5])
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith(".json")
    )


@cache
def profile(name: str) -> Profile:
    """The profile called *name*.

    Raises ValueError, with the nearest name, when there is none.
    """
    if name not in profile_names():
        near = nearest(name, profile_names())
        raise ValueError(f"no profile {name!r}" + (f", did you mean {near!r}?" if near else ""))
    text = resources.files("runtime.messages").joinpath("profiles", f"{name}.json").read_text("utf-8")
    return Profile.model_validate(json.loads(text))


def count(value: object, unit: str) -> int:
    """How much of *unit* the value is: code points, UTF-8 bytes, entries or the number itself, rounded up."""
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass")) if unit == "bytes" else len(value)
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, int | float):
        return math.ceil(value)
    raise TypeError(f"cannot count a {type(value).__name__}")


def breaches(record: BaseModel, chosen: Profile) -> Iterator[LimitBreach]:
    """Every hinted field below *record* that breaks its limit in *chosen*, in form order.

    An empty optional text or list is no breach of a minimum: whether it may be empty is the field's own rule.
    """
    for path, hint, value in walk(record):
        if not hint.limit or value is None:
            continue
        name = _limit_name(record, path, hint.limit, chosen)
        limit = chosen.limits.get(name)
        if limit is None:
            continue
        actual = count(value, limit.unit)
        if actual > limit.maximum or 0 < actual < limit.minimum:
            yield LimitBreach(path, hint, name, limit, actual, value)


def _limit_name(record: BaseModel, path: FieldPath, name: str, chosen: Profile) -> str:
    """The limit for the kind of media (`image_bytes`, `video_duration`) where the profile has one."""
    if not name.startswith("media_"):
        return name
    content_type = getattr(value_at(record, path[:-1]), "content_type", "")
    own = f"{str(content_type).partition('/')[0]}_{name.removeprefix('media_')}"
    return own if own in chosen.limits else name

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

from runtime.messages.wire import as_number, as_uri
from runtime.records import FieldPath, Hint, Record, value_at, walk
from runtime.registry import nearest
from runtime.wording import Wording

ProfileName = NewType("ProfileName", str)

STRICTEST = ProfileName("strict_cn")
"""What all Chinese carriers take."""


class Limit(Record):
    """One limit: how much of what, and who says so.

    `minimum` and `maximum` are inclusive; `characters` are Unicode code points as JSON Schema counts them,
    `bytes` are UTF-8 bytes or file bytes, `utf16` are UTF-16 units as SMS counts them, `items` are entries,
    `seconds` are seconds.
    """

    minimum: int = 0
    maximum: int
    unit: Literal["characters", "bytes", "utf16", "items", "seconds"]
    severity: Literal["error", "warning"] = "error"
    source: str
    checked: str
    """ISO date on which the source was read."""
    whose: str = ""
    """The profile a derived one has it from; empty in a profile of its own."""


class Profile(Record):
    """A named set of limits, e.g. `strict_cn`."""

    name: ProfileName
    title_zh: str
    title_en: str
    carriers: tuple[str, ...]
    """Who the profile speaks for: mobile, unicom, telecom, gsma, aliyun; shown beside a problem."""
    through: tuple[str, ...] = ()
    """The carriers a platform hands its messages on to; empty for a carrier."""
    through_source: str = ""
    derived_from: tuple[ProfileName, ...] = ()
    """The profiles whose strictest limits it takes; it then has none of its own."""
    limits: dict[str, Limit]
    media_types: tuple[str, ...] = ()
    """MIME types the carriers take; empty when they name none."""
    menu_actions: tuple[str, ...] = ()
    """The action types a fixed menu may hold; empty for all."""
    menu_actions_source: str = ""

    @property
    def title(self) -> Wording:
        """The profile's name for people."""
        return Wording(self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class LimitBreach:
    """A field that is over or under its limit."""

    path: FieldPath
    hint: Hint
    limit_name: str
    limit: Limit
    actual: int
    value: object
    carriers: tuple[str, ...] = ()
    """Whose limit it is, where several were asked."""
    also: tuple[LimitBreach, ...] = ()
    """Where targets have different limits: each that is broken with its own targets, the worst first."""

    @property
    def bound(self) -> int:
        """The end of the limit that is passed."""
        return self.limit.maximum if self.actual > self.limit.maximum else self.limit.minimum


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
    found = Profile.model_validate(json.loads(text))
    return _derived(found) if found.derived_from else found


def _derived(empty: Profile) -> Profile:
    parents = [profile(name) for name in empty.derived_from]
    limits: dict[str, Limit] = {}
    for parent in parents:
        for name, limit in parent.limits.items():
            own = limit.model_copy(update={"whose": parent.name})
            limits[name] = stricter(limits[name], own) if name in limits else own
    return empty.model_copy(
        update={
            "limits": dict(sorted(limits.items())),
            "media_types": _in_all([parent.media_types for parent in parents]),
            "menu_actions": _in_all([parent.menu_actions for parent in parents]),
        }
    )


def _in_all(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    named = [names for names in lists if names]
    return tuple(name for name in named[0] if all(name in names for names in named)) if named else ()


def stricter(one: Limit, other: Limit) -> Limit:
    """The limit that refuses more; of two that refuse the same the first, an error before a warning.

    A text of so many bytes has no more characters than that, so bytes go first where the figures are equal.
    """
    return min(
        (one, other),
        key=lambda each: (each.maximum, each.unit != "bytes", -each.minimum, each.severity != "error"),
    )


def count(value: object, unit: str) -> int:
    """How much of *unit* it is: code points, UTF-8 bytes, UTF-16 units, entries, or itself rounded up."""
    if isinstance(value, str):
        if unit == "bytes":
            return len(value.encode("utf-8", "surrogatepass"))
        if unit == "utf16":
            return len(value.encode("utf-16-le", "surrogatepass")) // 2
        return len(value)
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, int | float):
        return math.ceil(value)
    raise TypeError(f"cannot count a {type(value).__name__}")


def kept_within(text: str, limit: Limit) -> str:
    """The longest beginning of *text* that *limit* takes, whole characters only."""
    if limit.unit == "bytes":
        return text.encode("utf-8", "surrogatepass")[: limit.maximum].decode("utf-8", "ignore")
    if limit.unit == "utf16":
        return text.encode("utf-16-le", "surrogatepass")[: 2 * limit.maximum].decode("utf-16-le", "ignore")
    return text[: limit.maximum]


AS_SENT = {"url": as_uri, "phone_number": as_number}
"""The limits of what is not counted as it stands, each with the form that goes out."""


def as_sent(limit_name: str, value: object) -> object:
    """What is counted: an address or a number as it goes out, anything else as it stands."""
    form = AS_SENT.get(limit_name)
    return form(value) if form is not None and isinstance(value, str) else value


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
        actual = count(as_sent(name, value), limit.unit)
        if is_broken(limit, actual):
            yield LimitBreach(path, hint, name, limit, actual, value)


def is_broken(limit: Limit, actual: int) -> bool:
    """Whether so much is over the limit, or there is something and it is under."""
    return actual > limit.maximum or 0 < actual < limit.minimum


def _limit_name(record: BaseModel, path: FieldPath, name: str, chosen: Profile) -> str:
    """The limit for the kind of media (`image_bytes`, `video_duration`) where the profile has one."""
    if not name.startswith(MEDIA):
        return name
    own = own_name(name, kind_at(record, path))
    return own if own in chosen.limits else name


MEDIA = "media_"
"""Beginning of the limits that are another for each kind of media."""


def own_name(name: str, kind: str) -> str:
    """The name of a media limit for one kind: `image_bytes` of `media_bytes`."""
    return f"{kind}_{name.removeprefix(MEDIA)}"


def kind_at(record: BaseModel, path: FieldPath) -> str:
    """The kind of media whose field stands at *path*: image, audio, video or whatever its type says."""
    content_type = getattr(value_at(record, path[:-1]), "content_type", "")
    return str(content_type).partition("/")[0].lower()

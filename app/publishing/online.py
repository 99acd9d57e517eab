"""What a runtime tells of a scenario's versions, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self, TypeAlias

from runtime.flow.ids import NodeId
from runtime.wording import Wording

Decision: TypeAlias = Literal["finish", "move", "end"]
"""What becomes of who waits: goes on in the old version, in the new one, or ends."""


@dataclass(frozen=True, slots=True)
class Online:
    """What is published of a scenario."""

    newest: int = 0
    """The highest number that was given; 0 when nothing was published yet."""
    version: int | None = None
    """The version that is online, None when none is."""
    since: datetime | None = None
    waiting: int = 0
    """People in conversations of every released version."""
    digest: str = ""
    """Of the flow that is online."""
    media: Mapping[str, str] | None = None
    """Media name → digest of what is online."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Of the answer to `versions`; raises KeyError, TypeError or ValueError for anything else."""
        versions = data["versions"]
        online = data["online"]
        number = None if online is None else int(online["version"])
        shown = next((each for each in versions if each["version"] == number), None)
        return cls(
            newest=max((int(each["version"]) for each in versions), default=0),
            version=number,
            since=None if online is None else datetime.fromisoformat(online["since"]),
            waiting=int(data["waiting"]),
            digest=str(shown["digest"]) if shown is not None else "",
            media=dict(shown["media"]) if shown is not None else None,
        )


@dataclass(frozen=True, slots=True)
class WaitingHere:
    """Who waits at a node of older versions."""

    node: NodeId
    name: Wording
    versions: tuple[int, ...]
    """Newest first."""
    count: int
    why_not_move: Wording | None
    """None where they can move."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in the way: a word that begins another scenario, or a called one that is not online."""

    name: str
    """The other scenario's."""
    sentence: Wording
    node: NodeId
    """Where in this scenario."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What publishing would do."""

    version: int
    online: int | None
    since: datetime | None
    is_same: bool
    waiting: tuple[WaitingHere, ...] = ()
    taken: tuple[Taken, ...] = ()

    @property
    def people(self) -> int:
        """Everybody who waits in an older version."""
        return sum(each.count for each in self.waiting)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Of the answer to `forecast`; raises KeyError, TypeError or ValueError for anything else."""
        online = data["online"]
        return cls(
            version=int(data["version"]),
            online=None if online is None else int(online["version"]),
            since=None if online is None else datetime.fromisoformat(online["since"]),
            is_same=bool(data["is_same"]),
            waiting=tuple(
                WaitingHere(
                    NodeId(each["node"]),
                    _words(each["name"]),
                    tuple(each["versions"]),
                    int(each["count"]),
                    None if each["why_not_move"] is None else _words(each["why_not_move"]),
                )
                for each in data["waiting"]
            ),
            taken=tuple(
                Taken(each["name"], Wording(each["zh"], each["en"]), NodeId(each["node"]))
                for each in (*data["taken"], *data.get("missing", ()))
            ),
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing."""

    version: int
    moved: int
    ended: int
    staying: int

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Of the answer to `publish`."""
        return cls(int(data["version"]), int(data["moved"]), int(data["ended"]), int(data["staying"]))


def _words(data: Mapping[str, str]) -> Wording:
    return Wording(data["zh"], data["en"])

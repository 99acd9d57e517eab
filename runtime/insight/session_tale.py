"""One session in short: the way it took and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from runtime.insight.happening import Happening


@dataclass(frozen=True, slots=True)
class SessionTale:
    """What is known of a session from its events."""

    session: str
    contact: str
    begun_at: datetime
    walk: tuple[tuple[str, str], ...] = ()
    """The nodes it entered, each with the exit it left by; the exit is empty where it rests or ended."""
    outcome: str = ""
    """goal, abandoned, refused or failed; empty while it goes on, repinned when another version does."""
    ended_at: datetime | None = None
    replies: int = 0
    """How often the contact answered a question of the scenario, by tap or by words."""

    def exit_of(self, node: str) -> str | None:
        """The exit by which it first left *node*; None when it never did."""
        return next((way for place, way in self.walk if place == node and way), None)


@dataclass(slots=True)
class _Draft:
    contact: str
    begun_at: datetime
    walk: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = ""
    ended_at: datetime | None = None
    replies: int = 0


def tell_sessions(happenings: Iterable[Happening]) -> Mapping[str, SessionTale]:
    """Session → its tale, in the order in which sessions began; *happenings* keep each session's order."""
    drafts: dict[str, _Draft] = {}
    for one in happenings:
        draft = drafts.get(one.session)
        if draft is None:
            draft = drafts[one.session] = _Draft(one.contact, one.at)
        if one.kind == "entered":
            draft.walk.append((one.node, ""))
        elif one.kind == "left" and draft.walk:
            draft.walk[-1] = (draft.walk[-1][0], one.exit)
        elif one.kind == "replied":
            draft.replies += 1
        elif one.kind == "ended":
            draft.outcome = str(one.detail.get("outcome", ""))
            draft.ended_at = one.at
        elif one.kind == "repinned":
            draft.outcome = "" if "from" in one.detail else "repinned"
            if not draft.walk:
                draft.walk.append((one.node, ""))
    return {
        session: SessionTale(
            session,
            draft.contact,
            draft.begun_at,
            tuple(draft.walk),
            draft.outcome,
            draft.ended_at,
            draft.replies,
        )
        for session, draft in drafts.items()
    }

"""A runtime that tells invented campaigns, for pictures and tests of the area; its numbers add up."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from runtime.delivery.campaigns.words import OUTCOMES, STATES, WHY

FLOWS = [
    {"flow_id": "spring", "version": 3, "name": "春季促销", "is_online": True},
    {"flow_id": "bill", "version": 7, "name": "缴费提醒", "is_online": True},
]
OVERVIEW: dict[str, Any] = {
    "segments": [{"id": "old", "name": "老会员"}, {"id": "new", "name": "本月新会员"}],
    "tags": {"金卡": 3120},
}


def words(table: Any, key: str) -> dict[str, str] | None:  # noqa: ANN401 - a table of wordings
    """Words of a table as the API tells them."""
    return {"zh": table[key].zh, "en": table[key].en} if key in table else None


def campaign(key: str, name: str, state: str, counts: tuple[int, int, int], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON data
    """A campaign as the list has it; *counts* are planned, begun and skipped."""
    planned, begun, skipped = counts
    why = str(more.pop("why", ""))
    told: dict[str, Any] = {
        "id": key,
        "name": name,
        "flow_id": "spring",
        "flow_name": "春季促销",
        "state": state,
        "state_words": words(STATES, state),
        "why": why,
        "why_words": words(WHY, why),
        "timing": {"kind": "now"},
        "per_minute": 300,
        "started_at": "2027-03-08T02:00:00+00:00",
        "next_at": None,
        "planned": planned,
        "begun": begun,
        "skipped": skipped,
        "waiting": planned - begun - skipped,
        "runs": [],
        "tests": [],
    }
    return told | more


DEFINITION: dict[str, Any] = {
    "name": "春季促销 · 老会员",
    "flow_id": "spring",
    "audience": {"kind": "segment", "segment": "old"},
    "timing": {"kind": "at", "at": "2027-03-08T10:00", "late": "skip"},
    "per_minute": 300,
    "priority": 3,
    "rest_of": "",
}
LIST = [
    campaign(
        "d", "春季促销 · 老会员", "draft", (0, 0, 0), started_at=None, timing=DEFINITION["timing"],
        definition=DEFINITION,
    ),
    campaign("r", "春季促销 · 金卡", "running", (33_384, 18_240, 904)),
    campaign("s", "每周问候", "scheduled", (4_200, 4_112, 88), next_at="2027-03-15T02:00:00+00:00"),
    campaign("p", "缴费提醒 · 三月", "paused", (12_000, 0, 0), why="grown"),
    campaign("f", "元宵祝福", "finished", (8_160, 8_021, 139)),
    campaign("c", "清明出行", "cancelled", (5_000, 1_204, 0)),
    campaign("x", "女神节", "failed", (0, 0, 0), why="offline"),
]  # fmt: skip
OUTLOOK: dict[str, Any] = {
    "version": 3,
    "purpose": "marketing",
    "zone": "Asia/Shanghai",
    "all": 34_288,
    "people": 33_384,
    "refused": 861,
    "blacklisted": 43,
    "shares": [
        {"endpoint": "mobile", "carrier": "mobile", "people": 24_118, "most_cost": "1929.44"},
        {"endpoint": "telecom", "carrier": "telecom", "people": 6_050, "most_cost": "484.00"},
        {"endpoint": "unicom", "carrier": "unicom", "people": 3_216, "most_cost": "257.28"},
    ],
    "recent": 1_146,
    "sms_parts": 1,
    "most_cost": "2670.72",
    "begins_at": "2027-03-08T02:00:00+00:00",
    "lasts_s": 6676.8,
    "next_times": [],
    "overlaps": [{"id": "s", "name": "每周问候", "state": "scheduled", "people": 2_204}],
    "approval_above": 1000,
    "needs_approval": True,
}
_OUTCOMES = {
    "displayed": 7_244, "delivered": 5_130, "fell_back": 3_812, "accepted": 1_420, "queued": 480,
    "failed": 139, "unknown": 15,
}  # fmt: skip
REPORT: dict[str, Any] = {
    "planned": 33_384,
    "begun": 18_240,
    "skipped": 904,
    "waiting": 14_240,
    "outcomes": [
        {"outcome": name, "people": count, **(words(OUTCOMES, name) or {})}
        for name, count in _OUTCOMES.items()
    ],
    "skips": [
        {"reason": "refused", "people": 861, "zh": "已退订", "en": "Refused messages"},
        {"reason": "blacklisted", "people": 43, "zh": "在黑名单里", "en": "On the blacklist"},
    ],
    "failures": [
        {"code": "SVC0004", "people": 121, "zh": "号码不存在", "en": "No such number"},
        {"code": "expired", "people": 18, "zh": "过期未发", "en": "Expired"},
    ],
    "by_endpoint": [
        {"endpoint": "mobile", "carrier": "mobile", "counts": {"displayed": 7_244, "accepted": 1_420,
                                                               "waiting": 14_240, "skipped": 904}},
        {"endpoint": "telecom", "carrier": "telecom", "counts": {"delivered": 5_130, "queued": 480,
                                                                 "failed": 139}},
        {"endpoint": "unicom", "carrier": "unicom", "counts": {"fell_back": 3_812, "unknown": 15}},
    ],
    "replied": 2_461,
    "goals": 1_502,
    "refused": 77,
    "rate": {
        "begins": "2027-03-08T02:00:00+00:00",
        "bucket_s": 240,
        "counts": [1200, 1200, 1198, 1200, 1202, 1200, 140, 0, 0, 100, *[1200] * 9],
    },
}  # fmt: skip
_TURNS = ("displayed", "delivered", "fell_back", "failed", "accepted")


def person(number: int) -> dict[str, Any]:
    """One recipient."""
    outcome = _TURNS[number % len(_TURNS)]
    said = {"zh": "号码不存在", "en": "No such number"} if outcome == "failed" else None
    return {
        "contact": f"c{number:026d}",
        "number": f"138****{number % 10_000:04d}",
        "endpoint": ("mobile", "telecom", "unicom")[number % 3],
        "state": "begun",
        "outcome": outcome,
        "reason": "SVC0004" if said else "",
        "words": said,
        "replied": number % 4 == 0,
        "session_id": "s",
        "session": "waiting",
        "at": "2027-03-08T02:03:00+00:00",
    }


class CampaignCalls:
    """Fulfils what the area asks of `CampaignClient`, from memory; `asked` keeps what came."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.asked: list[tuple[str, Any]] = []
        self.refusal: Exception | None = None
        self.people = 250

    async def listed(self, limit: int = 100, before: str = "") -> list[dict[str, Any]]:
        """All rows."""
        return self.rows

    async def one(self, campaign_id: str) -> dict[str, Any]:
        """The row with that id."""
        return next(one for one in self.rows if one["id"] == campaign_id)

    async def create(self, definition: dict[str, Any]) -> dict[str, Any]:
        """A new draft."""
        self.asked.append(("create", definition))
        made = campaign("n", definition["name"], "draft", (0, 0, 0), definition=definition)
        self.rows = [made, *self.rows]
        return made

    async def change(self, campaign_id: str, definition: dict[str, Any]) -> dict[str, Any]:
        """The same draft."""
        self.asked.append(("change", definition))
        return await self.one(campaign_id)

    async def outlook(self, definition: dict[str, Any], campaign_id: str = "") -> dict[str, Any]:
        """Always the same."""
        self.asked.append(("outlook", definition))
        return OUTLOOK

    async def start(self, campaign_id: str, by: str = "", count: int | None = None) -> dict[str, Any]:
        """Runs from now on."""
        return self._become("start", campaign_id, "running", count)

    async def pause(self, campaign_id: str) -> dict[str, Any]:
        """Paused."""
        return self._become("pause", campaign_id, "paused", None)

    async def resume(self, campaign_id: str, by: str = "", count: int | None = None) -> dict[str, Any]:
        """Runs again."""
        return self._become("resume", campaign_id, "running", count)

    async def cancel(self, campaign_id: str) -> dict[str, Any]:
        """Cancelled."""
        return self._become("cancel", campaign_id, "cancelled", None)

    async def report(self, campaign_id: str, run: int = 0) -> dict[str, Any]:
        """Always the same."""
        return {**REPORT, "id": campaign_id, "run": run, "at": "2027-03-08T03:00:00+00:00"}

    async def recipients(self, campaign_id: str, **filters: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON data
        """A page of invented people."""
        self.asked.append(("recipients", filters))
        first = int(filters["after"][1:]) + 1 if filters["after"] else 0
        found = [person(number) for number in range(first, min(first + filters["limit"], self.people))]
        more = first + filters["limit"] < self.people
        return {"recipients": found, "next": found[-1]["contact"] if more else None}

    async def settings(self) -> dict[str, Any]:
        """What was set, or the usual."""
        found: dict[str, Any] = {"approval_above": 1000, "prices": {"mobile": {"message": "0.08"}}}
        return found

    async def set_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Keeps them."""
        self.asked.append(("settings", settings))
        return settings

    async def test(self, campaign_id: str, contacts: list[str]) -> int:
        """Run 9."""
        self.asked.append(("test", contacts))
        return 9

    def _become(self, deed: str, campaign_id: str, state: str, count: int | None) -> dict[str, Any]:
        self.asked.append((deed, count))
        if self.refusal is not None:
            raise self.refusal
        was = next(one for one in self.rows if one["id"] == campaign_id)
        now = was | {"state": state, "state_words": words(STATES, state), "why_words": None, "why": ""}
        self.rows = [now if one is was else one for one in self.rows]
        return now


class _Audience:
    async def overview(self) -> dict[str, Any]:
        return OVERVIEW


class SceneClient:
    """The parts of a runtime's client that the area uses."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.campaigns = CampaignCalls(rows)
        self.audience = _Audience()

    async def flows(self) -> list[dict[str, Any]]:
        """Two that are online."""
        return FLOWS


class SceneLink(QObject):
    """A link that answers at once, without a loop: nothing the scene does ever waits."""

    changed = Signal()

    def __init__(self, rows: list[dict[str, Any]] | None = None) -> None:
        super().__init__()
        self.client: SceneClient | None = SceneClient(LIST if rows is None else rows)
        self.is_wanted = False

    def want_service(self) -> None:
        """Notes that somebody wants it."""
        self.is_wanted = True

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Runs the task to its end."""
        try:
            work.send(None)
        except StopIteration:
            return
        except Exception as error:
            if failed is None:
                raise
            failed(error)

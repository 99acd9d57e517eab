"""Campaigns, their outlooks and their figures as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from runtime.delivery.campaigns.outlook import Outlook
from runtime.delivery.campaigns.report import Figures, Rate
from runtime.delivery.campaigns.words import OUTCOMES, RUN_STATES, SKIPPED, STATES, WHY
from runtime.store import flows
from runtime.store.campaigns import StoredCampaign, StoredRun
from runtime.wording import Wording


def told_campaign(
    connection: Connection, campaign: StoredCampaign, totals: tuple[int, int, int]
) -> dict[str, Any]:
    """A campaign with its totals: planned = begun + skipped + waiting."""
    planned, begun, skipped = totals
    newest = flows.newest(connection, campaign.flow_id)
    name = flows.name_of(connection, campaign.flow_id, newest.version) if newest else campaign.flow_id
    return {
        "id": campaign.id,
        "name": campaign.name,
        "flow_id": campaign.flow_id,
        "flow_name": name,
        "state": campaign.state,
        "state_words": _words(STATES[campaign.state]),
        "why": campaign.why,
        "why_words": _words(WHY[campaign.why]) if campaign.why in WHY else None,
        "origin": campaign.origin,
        "timing": campaign.definition["timing"],
        "per_minute": campaign.definition["per_minute"],
        "approved_by": campaign.approved_by,
        "approved_at": _moment(campaign.approved_at),
        "approved_count": campaign.approved_count,
        "started_at": _moment(campaign.started_at),
        "next_at": _moment(campaign.next_at),
        "created_at": _moment(campaign.created_at),
        "updated_at": _moment(campaign.updated_at),
        "planned": planned,
        "begun": begun,
        "skipped": skipped,
        "waiting": planned - begun - skipped,
    }


def told_run(run: StoredRun) -> dict[str, Any]:
    """One time that a campaign was carried out."""
    return {
        "run": run.run,
        "occurrence": run.occurrence,
        "is_test": run.is_test,
        "version": run.version,
        "state": run.state,
        "state_words": _words(RUN_STATES[run.state]),
        "planned": run.planned,
        "begun": run.begun,
        "skipped": run.skipped,
        "waiting": run.planned - run.begun - run.skipped,
        "due_at": _moment(run.due_at),
        "began_at": _moment(run.began_at),
        "ended_at": _moment(run.ended_at),
    }


def told_outlook(found: Outlook) -> dict[str, Any]:
    """What a campaign would do: all = people + refused + blacklisted, people = the sum of the shares."""
    return {
        "version": found.version,
        "purpose": found.purpose,
        "zone": found.zone,
        "all": found.all,
        "people": found.people,
        "refused": found.refused,
        "blacklisted": found.blacklisted,
        "shares": [
            {
                "endpoint": one.endpoint,
                "carrier": one.carrier,
                "people": one.people,
                "most_cost": _yuan(one.most_cost),
            }
            for one in found.shares
        ],
        "recent": found.recent,
        "sms_parts": found.sms_parts,
        "most_cost": _yuan(found.most_cost),
        "begins_at": _moment(found.begins_at),
        "lasts_s": found.lasts_s,
        "next_times": [_moment(one) for one in found.next_times],
        "overlaps": [
            {"id": one.campaign_id, "name": one.name, "state": one.state, "people": one.people}
            for one in found.overlaps
        ],
        "approval_above": found.approval_above,
        "needs_approval": found.needs_approval,
    }


def told_figures(figures: Figures, rate: Rate, kinds: Mapping[str, str]) -> dict[str, Any]:
    """What became of everybody, with words for every code."""
    return {
        "planned": figures.planned,
        "begun": figures.begun,
        "skipped": figures.skipped,
        "waiting": figures.waiting,
        "outcomes": [
            {
                "outcome": name,
                "people": figures.outcomes[name],
                **_words(OUTCOMES.get(name, Wording(name, name))),
            }
            for name in (*OUTCOMES, *sorted(figures.outcomes.keys() - OUTCOMES.keys()))
            if name in figures.outcomes
        ],
        "skips": [
            {"reason": name, "people": count, **_words(SKIPPED.get(name, Wording(name, name)))}
            for name, count in _most_first(figures.skips)
        ],
        "failures": [
            {"code": name, "people": count, **_reason(figures, name)}
            for name, count in _most_first(figures.failures)
        ],
        "by_endpoint": [
            {"endpoint": name, "carrier": kinds.get(name, ""), "counts": counts}
            for name, counts in sorted(figures.by_endpoint.items())
        ],
        "replied": figures.replied,
        "goals": figures.goals,
        "refused": figures.refused,
        "rate": {
            "begins": _moment(rate.begins),
            "bucket_s": rate.bucket_s,
            "counts": list(rate.counts),
        },
    }


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _reason(figures: Figures, code: str) -> dict[str, str]:
    """What a carrier said with a code; the code itself where it said nothing."""
    known = figures.failure_words.get(code)
    if known:
        return {"zh": known.get("zh") or code, "en": known.get("en") or code}
    return _words(OUTCOMES[code] if code in OUTCOMES else Wording(code, code))


def _words(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _yuan(amount: Decimal | None) -> str | None:
    """The same words for the same amount, however many zeros its price was written with."""
    return None if amount is None else f"{amount.normalize():f}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

"""A rule of a carrier, a platform or the law, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding rests on: the rule's name, its source, and the day the source was read."""

    id: str
    """Name of the rule: refusal_wording, sending_hours, …"""
    source: Wording
    """Who says so: the order, the platform's page, the carrier's notice."""
    date: str
    """ISO date on which the source was read."""
    is_sure: bool = True
    """False where the source is second-hand, unpublished or not meant for 5G messages."""

    def in_words(self) -> Wording:
        """The rule as the details of a problem say it."""
        unsure = Wording("；来源不确定", "; source unclear")
        return Wording(
            "依据：{source}（{date} 查阅{unsure}）", "Source: {source} (read {date}{unsure})"
        ).format(source=self.source, date=self.date, unsure=Wording("", "") if self.is_sure else unsure)

"""What the worlds talk about: scenarios that together use every way a message can go."""

from __future__ import annotations

from runtime.flow.flow import Flow
from tests.runtime.delivery.flows import end, flow_of, greeting, pausing, say, start, two_messages, watching
from tests.support.flows import wired

SALE, SALE_AGAIN = "大促，要券吗？", "大促还有一天。"
MARKETING_WORDS = frozenset({SALE, SALE_AGAIN})
"""What nobody asked for; hours and caps hold for it."""


def sale(version: int = 1) -> Flow:
    """What campaigns send: an offer, a coupon for who wants it, a reminder for who is silent."""
    flow = flow_of(
        "sale",
        wired(start(), next="offer"),
        wired(
            say("offer", SALE, "要", "不要", no_reply_after_s=7200),
            reply_s1="coupon",
            reply_s2="won",
            other="won",
            no_reply="remind",
        ),
        wired(say("coupon", f"券 {version}"), next="won"),
        wired(say("remind", SALE_AGAIN), next="lost"),
        end("won"),
        end("lost", "abandoned"),
    )
    return Flow.model_validate({**flow.model_dump(), "purpose": "marketing"})


def scenarios() -> tuple[Flow, ...]:
    """All of them, in their first version."""
    return (greeting(), two_messages(), watching(), pausing(), sale())


BY_API = ("greeting", "two", "watching", "pausing")
"""Those that are begun one by one."""

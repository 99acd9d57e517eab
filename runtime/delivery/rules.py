"""How the runtime behaves where the standards leave a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from runtime.carriers.public_only import NO_INNER, Inner
from runtime.delivery.sending_rules import SendingRules


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of delivery; the same for all flows."""

    refusal_answer: str = "您已退订，将不再收到我们的消息。"
    """Said once after a refusal; empty says nothing."""
    grant_answer: str = "您已恢复订阅。"
    """Said once after a refusal was taken back; empty says nothing."""
    help_answer: str = "您好，这是自动回复。点消息里的按钮或按提示回复即可；回复「退订」不再接收消息。"
    """Said to a call for help that no scenario answers; empty says nothing."""
    own_time: bool = False
    """Sessions live by the time at which things happened, however late they are worked off. For rehearsals,
    where the same seed must give the same report; otherwise only while that is less than `stale_s` ago."""
    stale_s: float = 300.0
    sending: SendingRules = field(default_factory=SendingRules)
    """The rules of marketing until somebody sets others."""
    batch: int = 2000
    """Inbox entries and due waits worked off in one transaction, each."""
    window: int = 64
    """Messages under way to one carrier at once, and thereby the most that a crash leaves unknown."""
    call_window: int = 16
    """HTTP requests of flows under way at once."""
    inner: Inner = NO_INNER
    """Systems of the house that flows may ask although they are not on the public internet."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """Origin of an address in a flow → origin that is asked instead: `https://api.example.com` →
    `http://127.0.0.1:8123`. For rehearsals; these addresses are not checked for being public."""

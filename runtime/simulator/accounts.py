"""The chatbots a simulated platform knows, and their access tokens."""

from __future__ import annotations

import hmac
import secrets
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from runtime.carriers.uplink import CHINA
from runtime.records import Record

TOKEN_LIFE_S = 7200
TOKENS_A_DAY = 2000


class AccountPlan(Record):
    """A chatbot to register; what is left empty is made up."""

    chatbot_id: Annotated[str, Field(pattern=r"^sip:[^\s@]{1,64}@[^\s@]{1,128}$")]
    protocol: Literal["ctcu", "cmcc", "fnw11"] = "ctcu"
    """What the platform speaks with this chatbot."""
    carrier: Literal["telecom", "unicom", "mobile"] = "telecom"
    app_id: Annotated[str, Field(max_length=128)] = ""
    app_key: Annotated[str, Field(max_length=128)] = ""
    callback_token: Annotated[str, Field(max_length=128)] = ""
    notify_url: Annotated[str, Field(max_length=300)] = ""
    """Where callbacks go; empty sends none."""
    service_name: Annotated[str, Field(max_length=100)] = "信流"
    per_second: Annotated[int, Field(ge=0)] = 0
    """Messages a real second before 30003 (POL0009 in XML, 41003 for the GSMA); 0 sets no limit."""
    keeps_ids: bool = False
    """Whether the XML or the GSMA platform takes the chatbot's message ids over instead of giving its own."""


class Account:
    """One chatbot at the platform. Only the newest token lives, 7,200 simulated seconds, 2,000 a day."""

    def __init__(self, plan: AccountPlan) -> None:
        self.chatbot_id = plan.chatbot_id
        self.app_id = secrets.token_hex(8)
        self.app_key = secrets.token_hex(16)
        self.callback_token = secrets.token_hex(16)
        self.is_verified = False
        """Whether the notify address answered the platform's check."""
        self.configure(plan)
        self._token = ""
        self._until: datetime | None = None
        self._day: date | None = None
        self.tokens_today = 0
        self._second = 0
        self._sent_in_second = 0

    def configure(self, plan: AccountPlan) -> None:
        """Takes the settings of *plan* over; credentials it leaves empty stay as they are."""
        assert plan.chatbot_id == self.chatbot_id, "an account stays with its chatbot"
        self.protocol = plan.protocol
        self.carrier = plan.carrier
        self.keeps_ids = plan.keeps_ids
        self.app_id = plan.app_id or self.app_id
        self.app_key = plan.app_key or self.app_key
        self.callback_token = plan.callback_token or self.callback_token
        self.notify_url = plan.notify_url.rstrip("/")
        self.service_name = plan.service_name
        self.per_second = plan.per_second
        self.is_verified = False

    def new_token(self, now: datetime) -> str | None:
        """A fresh token, which kills the one before; None once the day's calls are used up."""
        day = now.astimezone(CHINA).date()
        if day != self._day:
            self._day, self.tokens_today = day, 0
        if self.tokens_today >= TOKENS_A_DAY:
            return None
        self.tokens_today += 1
        self._token = secrets.token_hex(24)
        self._until = now + timedelta(seconds=TOKEN_LIFE_S)
        return self._token

    def expire_token(self, now: datetime) -> None:
        """Ends the present token before its time."""
        if self._until is not None:
            self._until = now

    def token_error(self, authorization: str, now: datetime) -> int:
        """0 when the header holds the living token, else the return code that says what is wrong."""
        scheme, _, token = authorization.partition(" ")
        if not token:
            return 41001
        if scheme.lower() != "accesstoken":
            return 40002
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            return 40014
        return 42001 if self._until is None or now >= self._until else 0

    def is_too_fast(self, real_s: float) -> bool:
        """Counts one message in the second of *real_s* and tells whether it is over the limit."""
        if not self.per_second:
            return False
        second = int(real_s)
        if second != self._second:
            self._second, self._sent_in_second = second, 0
        self._sent_in_second += 1
        return self._sent_in_second > self.per_second

    def to_json(self) -> dict[str, object]:
        """The account with its credentials, for whoever set it up."""
        return {
            "chatbot_id": self.chatbot_id,
            "protocol": self.protocol,
            "carrier": self.carrier,
            "app_id": self.app_id,
            "app_key": self.app_key,
            "callback_token": self.callback_token,
            "notify_url": self.notify_url,
            "is_verified": self.is_verified,
            "tokens_today": self.tokens_today,
        }

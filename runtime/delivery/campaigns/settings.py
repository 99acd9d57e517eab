"""What holds for all campaigns: from how many people on somebody confirms, and what messages cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy import Connection

from runtime.records import Record
from runtime.store import campaigns as store

NAME = "campaigns"

Price = Annotated[Decimal, Field(ge=0, le=1000, max_digits=9, decimal_places=5)]


class CarrierPrices(Record):
    """What one carrier charges, in yuan; None where nobody entered it."""

    message: Price | None = None
    """For a 5G message."""
    sms_part: Price | None = None
    """For each part of an SMS."""


class CampaignSettings(Record):
    """What an operator set; prices are data, nobody knows them but whoever signed the contract."""

    approval_above: Annotated[int, Field(ge=0, le=10_000_000)] = 1000
    """For more people than this somebody types how many they are."""
    prices: Annotated[dict[str, CarrierPrices], Field(max_length=10)] = {}
    """telecom, unicom or mobile → prices."""


def settings_of(connection: Connection) -> CampaignSettings:
    """The settings as they are kept."""
    return CampaignSettings.model_validate(store.setting(connection, NAME) or {})


def keep(connection: Connection, settings: CampaignSettings) -> None:
    """Keeps settings."""
    store.set_setting(connection, NAME, settings.model_dump(mode="json"))

"""The areas there are, in the order of the rail."""

from __future__ import annotations

from app.areas.area import AreaSpec

BUSINESS_AREAS: tuple[AreaSpec, ...] = ()

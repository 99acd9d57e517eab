"""Reads places written as `geo:` texts."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote

from runtime.messages.elements.location import Location
from runtime.messages.reading.notes import Notes, shown

_GEO = re.compile(
    r"\s*geo:\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*(;.*)?",
    re.IGNORECASE | re.DOTALL,
)


def read_location(text: str, notes: Notes | None = None, place: str = "") -> Location | None:
    """The place of `geo:<lat>,<lon>;crs=gcj02;u=<m>;rcs-l=<label>`, None when *text* is no such thing.

    Longitude written first, a known mistake of clients, is put right where the numbers prove it.
    """
    notes = Notes() if notes is None else notes
    match = _GEO.fullmatch(text)
    if match is None:
        return None
    parameters = _parameters(match[3] or "")
    latitude, longitude = float(match[1]), float(match[2])
    if _is_swapped(latitude, longitude, parameters.get("crs", "")):
        notes.repair(place, "经度写在了前面，已对调", "longitude came first, the two were swapped")
        latitude, longitude = longitude, latitude
    if abs(latitude) > 90 or abs(longitude) > 180:
        notes.leave_out(place, "经纬度不在地球上", "these coordinates are not on Earth")
        return None
    crs = parameters.pop("crs", "gcj02")
    if crs.lower() != "gcj02":
        notes.repair(
            place, f"坐标系 {shown(crs)} 按 gcj02 读取", f"coordinates in {shown(crs)} read as gcj02"
        )
    label = unquote(parameters.pop("rcs-l", ""))
    radius = _radius(parameters.pop("u", ""), notes, place)
    for name in parameters:
        notes.leave_out(place, f"不认识参数 {shown(name)}", f"unknown parameter {shown(name)}")
    return Location(latitude=latitude, longitude=longitude, label_text=label, radius_m=radius)


def _parameters(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in text.split(";"):
        name, _, value = item.strip().partition("=")
        if name:
            found[name.lower()] = value
    return found


def _is_swapped(latitude: float, longitude: float, crs: str) -> bool:
    if abs(latitude) > 90:
        return abs(longitude) <= 90
    return crs.lower() == "gcj02" and not _in_china(latitude, longitude) and _in_china(longitude, latitude)


def _in_china(latitude: float, longitude: float) -> bool:
    """Whether gcj02, which exists for China only, can name this place."""
    return 3 <= latitude <= 54 and 73 <= longitude <= 136


def _radius(text: str, notes: Notes, place: str) -> int:
    if not text:
        return 0
    try:
        radius = float(text)
    except ValueError:
        radius = math.nan
    if not 0 <= radius < 1e8:
        notes.leave_out(place, f"精度 {shown(text)} 不是米数", f"radius {shown(text)} is no number of metres")
        return 0
    return math.ceil(radius)

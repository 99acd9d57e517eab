"""Show a place on the map, or ask the person for theirs."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.messages.wire import as_uri
from runtime.records import Hint
from runtime.wording import Wording

_AT_COORDINATES: dict[str, tuple[object, ...]] = {"query": ("",)}


class ShowLocation(Action):
    """Opens the map at coordinates, or at what a search for `query` finds when `query` is set.

    Source: RCC.07 mapAction.showLocation (coordinates xor query). Degrees, gcj02 in mainland China.
    """

    type: Literal["show_location"] = "show_location"
    query: Annotated[
        str, Hint(Wording("按名称查找", "Search for"), limit="location_query", template=True)
    ] = ""
    latitude: Annotated[
        float, Field(ge=-90, le=90), Hint(Wording("纬度", "Latitude"), only_if=_AT_COORDINATES)
    ] = 0.0
    longitude: Annotated[
        float, Field(ge=-180, le=180), Hint(Wording("经度", "Longitude"), only_if=_AT_COORDINATES)
    ] = 0.0
    place: Annotated[
        str,
        Hint(
            Wording("地点名称", "Place"),
            limit="location_label",
            template=True,
            spoken=True,
            only_if=_AT_COORDINATES,
        ),
    ] = ""
    fallback_url: Annotated[
        str,
        Hint(
            Wording("打不开地图时的网址", "Address if no map opens"), limit="url", group="more", template=True
        ),
    ] = ""

    label: ClassVar = Wording("查看地图", "Show on map")
    icon: ClassVar = "pin"
    family: ClassVar = "mapAction"
    member: ClassVar = "showLocation"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        location: dict[str, Any]
        if self.query:
            location = {"query": self.query}
        else:
            location = {"latitude": self.latitude, "longitude": self.longitude}
            if self.place:
                location["label"] = self.place
        wire: dict[str, Any] = {"location": location}
        if self.fallback_url:
            wire["fallbackUrl"] = as_uri(self.fallback_url)
        return wire

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> ShowLocation:
        location = fields["location"]
        fallback_url = fields.get("fallbackUrl", "")
        if "query" in location:
            return cls(query=location["query"], fallback_url=fallback_url)
        return cls(
            latitude=location["latitude"],
            longitude=location["longitude"],
            place=location.get("label", ""),
            fallback_url=fallback_url,
        )


class RequestLocation(Action):
    """Asks the person to send where they are. Source: RCC.07 mapAction.requestLocationPush."""

    type: Literal["request_location"] = "request_location"
    label: ClassVar = Wording("请求位置", "Ask for location")
    icon: ClassVar = "pin"
    family: ClassVar = "mapAction"
    member: ClassVar = "requestLocationPush"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        return {}

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> RequestLocation:
        return cls()

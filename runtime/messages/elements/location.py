"""A place on the map."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal
from urllib.parse import quote

from pydantic import Field
from typing_extensions import override

from runtime.messages.blocks import Block, LocationBlock
from runtime.messages.elements.element import Element
from runtime.messages.wire import TEXT, MediaUrl, WirePart
from runtime.records import FieldPath, Hint
from runtime.wording import Wording


class Location(Element):
    """A place in gcj02 degrees, sent as a `geo:` text with latitude first.

    Source: CT/CU interface V1.0.4, geo text `geo:<lat>,<lon>;crs=gcj02;u=<radius>;rcs-l=<label>`.
    """

    type: Literal["location"] = "location"
    label_text: Annotated[
        str, Hint(Wording("地点名称", "Place"), limit="location_label", template=True, spoken=True)
    ] = ""
    latitude: Annotated[float, Field(ge=-90, le=90), Hint(Wording("纬度", "Latitude"))] = 39.9087
    longitude: Annotated[float, Field(ge=-180, le=180), Hint(Wording("经度", "Longitude"))] = 116.3975
    radius_m: Annotated[int, Field(ge=0), Hint(Wording("精度（米）", "Radius (m)"), group="more")] = 0
    label: ClassVar = Wording("位置", "Location")
    icon: ClassVar = "location"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        geo = f"geo:{self.latitude:.6f},{self.longitude:.6f};crs=gcj02"
        if self.radius_m:
            geo += f";u={self.radius_m}"
        if self.label_text:
            geo += f";rcs-l={quote(self.label_text, safe='', errors='replace')}"
        return WirePart(TEXT, geo)

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        return (LocationBlock(path, self.latitude, self.longitude, self.label_text),)

    @override
    def plain_text(self) -> str:
        return self.label_text

"""Put an event into the person's calendar."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.messages.wire import as_uri
from runtime.records import Hint
from runtime.wording import Wording


class CreateCalendarEvent(Action):
    """Offers a calendar event; times are RFC 3339 date-times.

    Source: RCC.07 calendarAction.createCalendarEvent.
    """

    type: Literal["create_calendar_event"] = "create_calendar_event"
    title: Annotated[
        str,
        Hint(
            Wording("日程标题", "Event title"),
            limit="event_title",
            template=True,
            spoken=True,
            required=True,
        ),
    ] = ""
    start_time: Annotated[
        str, Hint(Wording("开始时间", "Starts"), widget="date_time", template=True, required=True)
    ] = ""
    end_time: Annotated[
        str, Hint(Wording("结束时间", "Ends"), widget="date_time", template=True, required=True)
    ] = ""
    description: Annotated[
        str,
        Hint(
            Wording("日程说明", "Notes"),
            limit="event_description",
            spoken=True,
            widget="long_text",
            group="more",
            template=True,
        ),
    ] = ""
    fallback_url: Annotated[
        str,
        Hint(
            Wording("没有日历时的网址", "Address without a calendar"),
            limit="url",
            group="more",
            template=True,
        ),
    ] = ""

    label: ClassVar = Wording("加入日历", "Add to calendar")
    icon: ClassVar = "calendar"
    family: ClassVar = "calendarAction"
    member: ClassVar = "createCalendarEvent"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        wire: dict[str, Any] = {
            "startTime": self.start_time,
            "endTime": self.end_time,
            "title": self.title,
        }
        if self.description:
            wire["description"] = self.description
        if self.fallback_url:
            wire["fallbackUrl"] = as_uri(self.fallback_url)
        return wire

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> CreateCalendarEvent:
        return cls(
            start_time=fields["startTime"],
            end_time=fields["endTime"],
            title=fields["title"],
            description=fields.get("description", ""),
            fallback_url=fields.get("fallbackUrl", ""),
        )

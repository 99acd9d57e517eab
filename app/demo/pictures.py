"""Pictures of a demonstration: the canvas of each scenario, and phones as their owners saw them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize

from app.canvas_pictures import application, canvas_png, png_of
from app.demo.figures import ScenarioFigures
from app.demo.record import HandsetStory, ReceivedMessage, Rehearsal
from app.demo.report import Phone
from app.demo.selection import selected
from app.demo.transcripts import file_name
from app.handset_pane.edited_message import profile_of
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.messages.phone_numbers import masked
from runtime.messages.reading import read_message
from runtime.wording import Language, Wording
from widgets.handset import (
    ChatbotEntry,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    PictureShelf,
    SmsEntry,
    render_handset,
    render_sms,
)

SIZE = QSize(378, 780)
"""Pixels of a phone's picture."""
PHONES = 3
"""Conversations of each scenario that are drawn as 5G phones, light and dark."""
_CANVAS_SCALE = 1.5


def draw(
    document: Document,
    media: MediaFolder,
    figures: ScenarioFigures,
    language: Language,
    tell: Callable[[], None],
) -> tuple[dict[str, bytes], list[Phone]]:
    """File name → PNG, and the phones that go into the report; *tell* is called after each picture."""
    application(language)
    rehearsal = figures.rehearsal
    base = file_name(rehearsal.flow.id)
    files = {f"{base}-canvas.png": canvas_png(document, media, _CANVAS_SCALE)}
    tell()
    phones: list[Phone] = []
    shelf = _shelf(rehearsal)
    for index, handset in enumerate(_on_5g(figures)[:PHONES], 1):
        for theme in ("light", "dark"):
            png = _phone(rehearsal, handset, theme, shelf)
            files[f"{base}-{index}-{theme}.png"] = png
            tell()
            if theme == "light":
                phones.append(Phone(png, _caption(handset, Wording("5G 手机", "5G handset"))))
    for handset in _on_sms(figures)[:1]:
        png = _sms(rehearsal, handset)
        files[f"{base}-sms.png"] = png
        tell()
        phones.append(Phone(png, _caption(handset, Wording("只收短信", "SMS only"))))
    return files, phones


def _on_5g(figures: ScenarioFigures) -> list[HandsetStory]:
    return [handset for _, handset in selected(figures) if handset.is_5g]


def _on_sms(figures: ScenarioFigures) -> list[HandsetStory]:
    return [handset for _, handset in selected(figures) if not handset.is_5g]


def _phone(
    rehearsal: Rehearsal, handset: HandsetStory, theme: Literal["light", "dark"], shelf: PictureShelf
) -> bytes:
    zone = ZoneInfo(rehearsal.flow.time_zone)
    entries = list(_dated(_entries(handset, zone), zone))
    image = render_handset(entries, profile_of(rehearsal.flow), SIZE, theme, pictures=shelf)
    return png_of(image)


def _sms(rehearsal: Rehearsal, handset: HandsetStory) -> bytes:
    zone = ZoneInfo(rehearsal.flow.time_zone)
    entries = list(_dated(_entries(handset, zone), zone))
    return png_of(render_sms(entries, rehearsal.flow.chatbot.sms_sender, SIZE))


def _entries(handset: HandsetStory, zone: ZoneInfo) -> list[tuple[datetime, Entry]]:
    answered = {deed.at for deed in handset.deeds if deed.kind in ("tapped", "typed")}
    last_answer = max(answered, default=None)
    found: list[tuple[datetime, Entry]] = []
    for received in handset.received:
        entry = _said(received, zone, last_answer)
        if entry is not None:
            found.append((received.at, entry))
    for deed in handset.deeds:
        time = f"{deed.at.astimezone(zone):%H:%M}"
        if deed.kind in ("tapped", "typed"):
            found.append((deed.at, ContactText(deed.text, time, is_tap=deed.kind == "tapped")))
        elif deed.kind == "location":
            place = _place(deed.text)
            if place is not None:
                found.append((deed.at, ContactLocation(*place, time=time)))
    return sorted(found, key=lambda pair: pair[0])


def _said(received: ReceivedMessage, zone: ZoneInfo, last_answer: datetime | None) -> Entry | None:
    time = f"{received.at.astimezone(zone):%H:%M}"
    if received.via == "sms":
        return SmsEntry(received.sms_text, time)
    message = read_message(received.parts).message
    if message is None:
        return None
    mark = Mark.DISPLAYED if received.displayed_at else Mark.DELIVERED
    is_answered = last_answer is not None and last_answer > received.at
    return ChatbotEntry(message.blocks(), time, mark, answered=is_answered)


def _dated(entries: list[tuple[datetime, Entry]], zone: ZoneInfo) -> Iterator[Entry]:
    day = None
    for at, entry in entries:
        local = at.astimezone(zone)
        if local.date() != day:
            day = local.date()
            yield Note(f"{local.month} 月 {local.day} 日")
        yield entry


def _place(text: str) -> tuple[float, float] | None:
    """The degrees of `geo:22.5,114.0;…`."""
    latitude, _, longitude = text.removeprefix("geo:").partition(";")[0].partition(",")
    try:
        return float(latitude), float(longitude)
    except ValueError:
        return None


def _shelf(rehearsal: Rehearsal) -> PictureShelf:
    shelf = PictureShelf()
    for address, data in rehearsal.pictures.items():
        shelf.put(address, data)
    return shelf


def _caption(handset: HandsetStory, kind: Wording) -> Wording:
    return Wording("{who} · {kind}", "{who} · {kind}").format(who=masked(handset.number), kind=kind)

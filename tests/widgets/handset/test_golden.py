"""The six phones of the picture sheet, light and dark, at half size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.url import OpenUrl
from tests.support.golden import Golden
from tests.widgets.handset.samples import PHONES, PROFILE, SENDER, DrawnPictures, action
from widgets.handset.entries import ChatbotEntry, ContactFile, Entry, Mark, Note, Typing
from widgets.handset.palette import PictureTheme
from widgets.handset.rendering import render_handset, render_sms

pytestmark = pytest.mark.usefixtures("pinned_font")

SIZE = QSize(189, 350)


def halved(image: QImage) -> QImage:
    """Drawn at full size and shrunk, so that a hair's breadth of a glyph does not fail the comparison."""
    return image.scaled(
        SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", list(PHONES))
def test_the_phone_looks_as_it_did(golden: Golden, name: str, theme: PictureTheme) -> None:
    if name == "sms":
        image = render_sms(PHONES[name], SENDER, SIZE * 2, theme)
    else:
        menu_open = 0 if name == "horizontal_cards" else None
        image = render_handset(
            PHONES[name], PROFILE, SIZE * 2, theme, pictures=DrawnPictures(), menu_open=menu_open
        )

    golden.check_image(f"handset/{name}-{theme}.png", halved(image), channel_tolerance=24, share=0.003)


def test_marks_and_strips_look_as_they_did(golden: Golden) -> None:
    card = PHONES["vertical_card"][1]
    assert isinstance(card, ChatbotEntry)
    entries: list[Entry] = [
        Note("来自模拟网络 · 电信", is_source=True),
        ChatbotEntry(card.blocks, "10:22", Mark.DISPLAYED, "场景", answered=True),
        ContactFile("凭证.jpg", "image/jpeg", 120_000, mark=Mark.FAILED),
        Typing(),
    ]
    image = render_handset(entries, PROFILE, SIZE * 2, "light")

    golden.check_image("handset/real-light.png", halved(image), channel_tolerance=24, share=0.003)


ACTIONS = {
    "webview_half": OpenUrl(url="https://shop.example/spring", application="webview", view_mode="half"),
    "calendar": CreateCalendarEvent(
        title="春季新品试穿会",
        start_time="2027-03-15T10:00:00+08:00",
        end_time="2027-03-15T12:00:00+08:00",
        description="到店试穿，送定制帆布袋",
    ),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", list(ACTIONS))
def test_the_sheet_of_an_action_looks_as_it_did(golden: Golden, name: str, theme: PictureTheme) -> None:
    tapped = action("点我", ACTIONS[name])
    image = render_handset(
        PHONES["vertical_card"], PROFILE, SIZE * 2, theme, pictures=DrawnPictures(), action=tapped
    )

    golden.check_image(f"handset/{name}-{theme}.png", halved(image), channel_tolerance=24, share=0.003)

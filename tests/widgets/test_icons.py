"""Icons: all of them draw, in the colour asked for, and are kept."""

import re

import pytest
from PySide6.QtGui import QColor, QIcon

from resources.files import resource_path
from tests.draw_icons import contact_sheet
from widgets.icons import UnknownIconError, icon, icon_names, qicon
from widgets.theme import current_theme

pytestmark = pytest.mark.usefixtures("qapp")
NODE_TYPES = [
    "start",
    "send_message",
    "ask",
    "branch",
    "split",
    "set_variables",
    "tag",
    "consent",
    "wait",
    "http_request",
    "capability",
    "call_flow",
    "jump_to_flow",
    "hand_over",
    "end",
    "unknown",
]
ELEMENTS = ["text", "rich_card", "carousel", "file", "location"]


def test_every_node_type_and_element_has_an_icon() -> None:
    assert set(NODE_TYPES + ELEMENTS) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_icon_is_one_hand(name: str) -> None:
    """24 grid, stroke 1.75 with round ends, no fill and no colour of its own."""
    drawing = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.75" stroke-linecap="round"' in drawing
    assert re.findall(r'(?:fill|stroke)="([^"]+)"', drawing) == ["none", "currentColor"]


@pytest.mark.parametrize("name", icon_names())
def test_icon_draws_inside_its_square(name: str) -> None:
    colour = QColor(200, 30, 40)
    image = icon(name, 48, colour, 1.0).toImage()
    inked = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 40]

    assert len(inked) > 20
    assert all(1 <= x <= 46 and 1 <= y <= 46 for x, y in inked)
    x, y = max(inked, key=lambda at: image.pixelColor(*at).alpha())
    assert image.pixelColor(x, y).red() > 150


def test_icon_is_cached_per_size_colour_and_ratio() -> None:
    red, blue = QColor("red"), QColor("blue")

    assert icon("search", 16, red) is icon("search", 16, QColor("red"))
    assert icon("search", 16, red) is not icon("search", 16, blue)
    assert icon("search", 16, red, 2.0).width() == 32
    assert icon("search", 16, red, 2.0).deviceIndependentSize().width() == 16


def test_unknown_icon_names_the_near_one() -> None:
    with pytest.raises(UnknownIconError, match="did you mean 'search'"):
        icon("serach", 16, QColor("red"))


def test_qicon_greys_out_and_knows_its_checked_colour() -> None:
    theme = current_theme()
    made = qicon("play", checked=theme.accent)

    assert not made.pixmap(16, QIcon.Mode.Disabled).isNull()
    assert made.pixmap(16).toImage() != made.pixmap(16, QIcon.Mode.Normal, QIcon.State.On).toImage()


def test_contact_sheet_shows_all() -> None:
    sheet = contact_sheet(ratio=1.0)

    assert not sheet.isNull()


def test_app_icon_exists() -> None:
    assert resource_path("app_icon.svg").read_text(encoding="utf-8").startswith("<svg")

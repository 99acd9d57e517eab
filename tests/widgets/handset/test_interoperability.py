"""Every message that interfaces wrote is drawn, on every client, light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from runtime.messages.client_profile import client_profiles
from runtime.messages.reading import read_pasted
from tests.support.golden import GOLDEN_DIR
from tests.widgets.handset.samples import PROFILE, DrawnPictures
from widgets.handset.entries import ChatbotEntry
from widgets.handset.layout.entry import lay_out_entry
from widgets.handset.measures import measures_of
from widgets.handset.rendering import render_handset

pytestmark = pytest.mark.usefixtures("pinned_font")

MESSAGES = [
    path
    for path in sorted((GOLDEN_DIR / "interop").iterdir())
    if path.name.startswith(("ctcu", "cmcc", "fnw", "suggestion")) and not path.name.endswith(".read.json")
]


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_message_of_an_interface_is_drawn(path: object) -> None:
    message = read_pasted(path.read_text("utf-8")).message  # type: ignore[attr-defined]  # pytest hides its type
    assert message is not None
    entry = ChatbotEntry(message.blocks())
    size = QSize(189, 350)
    pictures = DrawnPictures()

    empty = render_handset((), PROFILE, size, "light", pictures=pictures)
    drawn = {
        theme: render_handset((entry,), PROFILE, size, theme, pictures=pictures)
        for theme in ("light", "dark")
    }
    layouts = [lay_out_entry(entry, measures=measures_of(client)) for client in client_profiles()]

    assert empty != drawn["light"] != drawn["dark"]
    assert all(layout.pieces for layout in layouts[:-1])

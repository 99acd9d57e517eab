"""Draws the area of campaigns in its states: `python -m tests.campaigns_gallery FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from PySide6.QtWidgets import QApplication  # noqa: E402  # after the environment

from app.areas.area import AreaContext  # noqa: E402  # after the environment
from app.campaigns.page import CampaignsPage  # noqa: E402  # after the environment
from app.launch import application  # noqa: E402  # after the environment
from app.publishing.service_link import ServiceLink  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support.campaign_scene import LIST, OUTLOOK, SceneLink  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

SIZES = ((1864, 990), (1232, 720))
"""Of the area in windows of 1920 × 1080 and 1280 × 800."""


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    settings = Settings()
    settings.reduced_motion = True
    keep_dressed(app)
    for theme, language in (("light", "zh"), ("dark", "en"), ("high_contrast", "zh")):
        settings.language = Language(language)
        settings.theme = theme  # type: ignore[assignment]  # one of the names
        settings.dress()
        for size in SIZES:
            for state in ("empty", "list", "settings", "draft", "running"):
                page = scene(settings, state)
                page.resize(*size)
                page.show()
                QApplication.processEvents()
                page.grab().save(str(folder / f"{state}-{size[0]}-{theme}-{language}.png"))
                page.close_area()
                page.hide()


def scene(settings: Settings, state: str) -> CampaignsPage:
    """The area in a state: empty, list, settings, draft or running."""
    link = SceneLink([] if state == "empty" else LIST)
    context = AreaContext(cast("ServiceLink", link), None, settings, print, print)  # type: ignore[arg-type]  # no notices here
    page = CampaignsPage(context)
    page.shown()
    if state == "settings":
        page.header.settings.setChecked(True)
    if state == "draft":
        page.table.chosen.emit(LIST[0])
        page.desk.foreseen.emit(OUTLOOK)
    if state == "running":
        page.table.chosen.emit(LIST[1])
    return page


if __name__ == "__main__":
    main()

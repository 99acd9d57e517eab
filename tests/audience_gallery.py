"""Draws the area 人群 in its states: `python -m tests.audience_gallery FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from PySide6.QtWidgets import QApplication  # noqa: E402  # after the environment

from app.launch import application  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.store import Store  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support.audience_scene import STATES, audience_page, go_to  # noqa: E402  # after the environment
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
            with tempfile.TemporaryDirectory() as data, Store(Path(data)) as store:
                page, _ = audience_page(store, Path(data), settings)
                page.resize(*size)
                page.show()
                for state in STATES:
                    go_to(page, state, Path(data))
                    QApplication.processEvents()
                    QApplication.processEvents()
                    page.grab().save(str(folder / f"{state}-{size[0]}-{theme}-{language}.png"))
                page.close_area()
                page.hide()


if __name__ == "__main__":
    main()

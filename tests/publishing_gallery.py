"""Draws the publish sheet in its states: `python -m tests.publishing_gallery FOLDER`."""

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

from app.launch import application  # noqa: E402  # after the environment
from app.main_window.window import Window  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support.publish_scene import show_sheet  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

SIZES = ((1920, 1080), (1280, 800))


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    settings = Settings()
    settings.reduced_motion = True
    keep_dressed(app)
    for state in ("full", "first", "same", "failed"):
        for size in SIZES:
            for theme, language in (("light", "zh"), ("dark", "en")):
                settings.language = Language(language)
                settings.theme = "dark" if theme == "dark" else "light"
                settings.dress()
                window = Window(settings)
                window.resize(*size)
                window.show()
                _draw(window, state, folder / f"{state}-{size[0]}-{theme}-{language}.png")


def _draw(window: Window, state: str, path: Path) -> None:
    show_sheet(window, state)
    window.grab().save(str(path))
    window._may_close = True
    window.close()


if __name__ == "__main__":
    main()

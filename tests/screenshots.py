"""Draws the pictures of the documentation: `python -m tests.screenshots [FOLDER]`, docs/images by default."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from app.launch import application  # noqa: E402  # after the environment
from app.main_window.window import Window  # noqa: E402  # after the environment
from app.playing.play import Said  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.flow.ids import NodeId  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

FULL, SMALL = (1920, 1080), (1280, 800)
_SETTLE_S = 0.5


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    settings = Settings()
    settings.reduced_motion = True
    settings.language, settings.theme = Language.ZH, "light"
    settings.dress()
    keep_dressed(app)
    pictures: dict[str, tuple[tuple[int, int], str, str, Callable[[Window], None]]] = {
        "main-light": (FULL, "zh", "light", played),
        "main-dark": (FULL, "zh", "dark", played),
        "main-small": (SMALL, "zh", "light", played),
        "main-english": (FULL, "en", "light", edited),
        "start": ((1440, 820), "zh", "light", untouched),
        "empty": (SMALL, "zh", "light", fresh),
    }
    for name, (size, language, theme, prepare) in pictures.items():
        settings.language = Language(language)
        settings.theme = "dark" if theme == "dark" else "light"
        settings.dress()
        window = Window(settings)
        window.resize(*size)
        window.show()
        settle()
        prepare(window)
        settle()
        window.grab().save(str(folder / f"{name}.png"))
        if window.files.document is not None:
            window.files.document.history.set_clean()
        window.close()
        window.deleteLater()
        settle()
        print(folder / f"{name}.png")


def settle() -> None:
    """Let timers, pictures and checks finish."""
    app = application()
    end = time.monotonic() + _SETTLE_S
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def untouched(window: Window) -> None:
    """The start page."""
    window.start_page.setFocus()


def fresh(window: Window) -> None:
    """An empty scenario."""
    window.files.new()


def edited(window: Window) -> None:
    """The carousel is being edited."""
    window.files.open_sample("spring-sale")
    settle()
    assert window.area is not None
    window.area.document.selection.set([NodeId("carousel")])


def played(window: Window) -> None:
    """The spring sale is played up to the coupon while the carousel is selected."""
    edited(window)
    window.menus["play"].trigger()
    assert window.area is not None
    assert window.play is not None
    assert window.play.play is not None
    said = [line for line in window.play.play.lines if isinstance(line, Said)]
    window.area.canvas.set_zoom(0.62)
    window.area.canvas.scroll_view(-30, -56)
    window.play.play.tap(said[-1].sent.message.replies()[0])


if __name__ == "__main__":
    main()

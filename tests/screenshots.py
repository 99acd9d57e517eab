"""Draws the documentation's pictures: `python -m tests.screenshots [FOLDER [NAME…]]`, docs/images by default.

Clocks stand still, so that the same program and fonts give the same bytes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from app.launch import application  # noqa: E402  # after the environment
from app.main_window.window import Window  # noqa: E402  # after the environment
from app.network.state import NetworkState  # noqa: E402  # after the environment
from app.playing.play import Said  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.flow.ids import NodeId  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support import picture_scenes as scenes  # noqa: E402  # after the environment
from tests.support.picture_file import write_small  # noqa: E402  # after the environment
from tests.support.publish_scene import show_sheet  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

FULL, SMALL = (1920, 1080), (1280, 800)
WIDE_PX = 800
"""On a canvas this wide the whole walk is in the picture."""
_SETTLE_S = 0.5
_CHECK_S = 0.02


class StoppedClock(datetime):
    """It is always the moment that the phone's own status bar shows."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> StoppedClock:
        return cls(2026, 3, 8, 2, 24, tzinfo=UTC)


class StoppedMorning(datetime):
    """It is always eight minutes after the conversation that is shown began."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> StoppedMorning:
        return cls(2026, 3, 9, 4, 8, tzinfo=UTC)


def main() -> None:
    """Draw every picture, or only those that are named after the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    checks = SimpleNamespace(perf_counter=count(0.0, _CHECK_S).__next__, monotonic=time.monotonic)
    with (
        patch("app.playing.play.datetime", StoppedClock),
        patch("app.conversations.row_painter.datetime", StoppedMorning),
        patch("tests.support.reception.datetime", StoppedMorning),
        patch("app.checking.time", checks),
        patch("runtime.store.keys.secrets", SimpleNamespace(token_bytes=lambda size: bytes(range(size)))),
    ):
        draw_all(folder, set(sys.argv[2:]))


def draw_all(folder: Path, wanted: set[str]) -> None:
    """Draw the pictures that are wanted, or every one, into a folder."""
    settings = Settings()
    settings.reduced_motion = True
    settings.language, settings.theme = Language.ZH, "light"
    settings.dress()
    keep_dressed(application())
    pictures: dict[str, tuple[tuple[int, int], str, str, Callable[[Window], None]]] = {
        "editor": (FULL, "zh", "light", played),
        "editor-dark": (FULL, "zh", "dark", played),
        "editor-small": (SMALL, "zh", "light", played),
        "editor-english": (FULL, "en", "light", edited),
        "publish": (FULL, "zh", "light", publishing),
        "start": ((1440, 820), "zh", "light", untouched),
        "comparing": (SMALL, "zh", "light", scenes.comparing),
        "find": (SMALL, "zh", "light", scenes.finding),
        "languages": (SMALL, "zh", "dark", scenes.translating),
        "tour": (SMALL, "zh", "light", scenes.touring),
        "audience": (SMALL, "zh", "light", scenes.audience),
        "campaign": (SMALL, "zh", "light", scenes.campaign),
        "conversations": (SMALL, "zh", "light", scenes.conversation),
        # The last one: it keeps another height for the panel below.
        "outline": (SMALL, "en", "light", scenes.outlining),
    }
    for name, (size, language, theme, prepare) in pictures.items():
        if wanted and name not in wanted:
            continue
        settings.language = Language(language)
        settings.theme = "dark" if theme == "dark" else "light"
        settings.dress()
        window = Window(settings)
        window.resize(*size)
        window.show()
        settle()
        prepare(window)
        settle()
        window.titles.show_saved(None)
        if window.business.has(window.current_area):
            window.status.show_services(NetworkState.RUNNING)
        write_small(window.grab().toImage(), folder / f"{name}.png")
        if name == "find":
            scenes.draw_storyboard(window, folder / "storyboard.png")
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


def publishing(window: Window) -> None:
    """The next version of the spring sale is about to be published."""
    show_sheet(window, "full")


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
    window.play.play.tap(said[-1].sent.message.replies()[0])
    settle()
    canvas = window.area.canvas
    canvas.set_zoom(0.6)
    first = canvas.node_rect(NodeId("start" if canvas.width() > WIDE_PX else "carousel"))
    top = canvas.node_rect(NodeId("arrived")).top()
    canvas.scroll_view(first.left() - 24, top - 72)


if __name__ == "__main__":
    main()

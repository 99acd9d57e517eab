"""Draws every surface in some looks: `python -m tests.looks_gallery FOLDER [LOOK…]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from app.launch import application  # noqa: E402  # after the environment
from app.main_window.window import Window  # noqa: E402  # after the environment
from app.run_desk import RunDesk  # noqa: E402  # after the environment
from app.settings import Settings, ThemeChoice  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support.surfaces import surfaces, whole_screen  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

LOOKS: dict[str, tuple[Language, ThemeChoice, int, tuple[int, int]]] = {
    "contrast": (Language.ZH, "high_contrast", 100, (1280, 800)),
    "large": (Language.EN, "light", 130, (1280, 800)),
    "large-zh": (Language.ZH, "dark", 130, (1280, 800)),
    "english": (Language.EN, "dark", 100, (1920, 1080)),
    "usual": (Language.ZH, "light", 100, (1280, 800)),
}


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    settings = Settings()
    settings.reduced_motion = True
    keep_dressed(app)
    with patch.object(RunDesk, "warm_up"):
        _draw(settings, folder)


def _draw(settings: Settings, folder: Path) -> None:
    """Draw the looks that were named, without services."""
    for look in sys.argv[2:] or LOOKS:
        language, theme, scale, size = LOOKS[look]
        settings.language, settings.theme, settings.text_scale = language, theme, scale
        settings.dress()
        window = Window(settings)
        window.resize(*size)
        window.show()
        for name in surfaces(window):
            path = folder / f"{look}-{name}.png"
            whole_screen(window).save(str(path))
            print(path, flush=True)
        window._may_close = True
        window.close()


if __name__ == "__main__":
    main()

"""`python -m tests.soak.launch`: a launch in a few minutes; status 1 when a figure does not add up."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

_SIZES = ("small", "whole")


def main(arguments: list[str]) -> int:
    """Runs a launch of the named size, the whole one by default."""
    size = arguments[0] if arguments else "whole"
    if size not in _SIZES:
        print(f"usage: python -m tests.soak.launch [{'|'.join(_SIZES)}]", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="xinliu-launch-") as name:
        _keep_apart(Path(name))
        return _run(Path(name), size)


def _keep_apart(folder: Path) -> None:
    """Nothing of whoever runs it is touched."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind.lower())


def _run(folder: Path, size: str) -> int:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app.main_window.window import Window
    from app.settings import Settings
    from tests.soak.launch.launch import Launch
    from tests.soak.launch.plan import SMALL, WHOLE
    from widgets.language import Language
    from widgets.theme import keep_dressed

    app = QApplication(sys.argv[:1])
    dresser = keep_dressed(app)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.language, settings.theme, settings.reduced_motion = Language.ZH, "light", True
    settings.dress()
    window = Window(settings)
    window.resize(1600, 1000)
    window.show()
    begun = time.perf_counter()

    def tell(phase: str) -> None:
        print(f"{time.perf_counter() - begun:7.1f} s  {phase}", flush=True)

    launch = Launch(window, WHOLE if size == "whole" else SMALL, folder, tell)
    try:
        ledger = launch.run()
    finally:
        window.close()
        app.processEvents()
    del dresser
    ledger.measure("the whole launch", time.perf_counter() - begun)
    print("\n".join(ledger.lines()), flush=True)
    return int(bool(ledger.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

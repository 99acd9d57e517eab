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

from app.audience.page import AudiencePage  # noqa: E402  # after the environment
from app.launch import application  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.store import Store  # noqa: E402  # after the environment
from runtime.wording import Language  # noqa: E402  # after the environment
from tests.support.audience_scene import audience_page, sample_file  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

SIZES = ((1864, 990), (1232, 720))
"""Of the area in windows of 1920 × 1080 and 1280 × 800."""
STATES = ("empty", "mapping", "checked", "done", "list", "contact", "history", "segment")


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


def go_to(page: AudiencePage, state: str, folder: Path) -> None:
    """Bring the page into the next of its states."""
    if state == "mapping":
        path = folder / "members.csv"
        path.write_text(sample_file(), encoding="gb18030")
        page.import_file(str(path))
        page.import_view.mapping.tags.setText("2026 春季会员")
    elif state == "checked":
        page.import_view.check.click()
    elif state == "done":
        page.import_view.merge.click()
    elif state == "list":
        page.import_view.done.click()
    elif state == "contact":
        page.table.selectRow(3)
        page.panel.profile.decided.emit("granted", "2026-03 门店开卡时勾选")
    elif state == "history":
        page.panel.parts.set_value("line")
        page.panel._turn("line")
    elif state == "segment":
        page.panel.closed.emit()
        page.new_segment()
        page.builder.name.setText("上海金卡")
        page.builder.edit(
            {
                "id": "",
                "name": "上海金卡",
                "condition": {
                    "join": "all",
                    "rows": [
                        {"kind": "attribute", "name": "城市", "operator": "eq", "value": "上海"},
                        {"kind": "attribute", "name": "积分", "operator": "ge", "value": 200.0},
                        {"kind": "tag", "tag": "老客"},
                        {
                            "kind": "message",
                            "deed": "displayed",
                            "has": False,
                            "flow_id": "spring",
                            "days": 30,
                        },
                    ],
                },
            }
        )
        page.builder._ask()


if __name__ == "__main__":
    main()

"""The actions that change how the handset is looked at."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

HANDSET_LOOK: tuple[ActionSpec, ...] = (
    ActionSpec(
        "handset_matrix", Wording("机型对照…", "Handsets side by side…"),
        "handset.open_matrix", "view", "Ctrl+Alt+5", "device", "scenario",
    ),
    *(
        ActionSpec(
            f"handset_text_{size}", Wording(f"字号 {size}%", f"Text size {size}%"),
            "handset.use_text_size", "view", submenu="handset_look", checkable=True, argument=str(size),
        )
        for size in (100, 115, 130)
    ),
    *(
        ActionSpec(
            f"handset_theme_{theme}", words,
            "handset.use_theme", "view", submenu="handset_look", checkable=True, argument=theme,
            begins_group=theme == "app",
        )
        for theme, words in (
            ("app", Wording("外观跟随软件", "Look of the program")),
            ("light", Wording("浅色手机", "Light handset")),
            ("dark", Wording("深色手机", "Dark handset")),
        )
    ),
)  # fmt: skip

"""What the person chose about the program itself, kept between starts."""

from __future__ import annotations

import locale
import os
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QByteArray, QSettings, QSize

from runtime.wording import Language
from widgets.language import set_language, tr
from widgets.theme import ThemeName, set_reduced_motion, set_text_scale, set_theme, system_theme_name
from widgets.theme.measures import TEXT_SCALES

Direction: TypeAlias = Literal["right", "down"]
ThemeChoice: TypeAlias = Literal["system", "light", "dark", "high_contrast"]
HandsetTheme: TypeAlias = Literal["app", "light", "dark"]
HANDSET_THEMES: Final[tuple[HandsetTheme, ...]] = ("app", "light", "dark")
THEMES: Final[tuple[ThemeChoice, ...]] = ("system", "light", "dark", "high_contrast")


class Settings:
    """Reads and keeps the choices; every value read is a valid one, whatever the file holds."""

    def __init__(self, store: QSettings | None = None) -> None:
        if store is None:
            store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "xinliu", "editor")
        self._store = store
        self._language: Language | None = None
        self._theme: ThemeChoice | None = None

    def override(self, language: str | None, theme: str | None) -> None:
        """Use other choices this time without keeping them; None and unknown ones change nothing."""
        if language in tuple(Language):
            self._language = Language(language)
        self._theme = next((choice for choice in THEMES if choice == theme), None)

    @property
    def language(self) -> Language:
        """The language of the program's words."""
        if self._language is not None:
            return self._language
        kept = self._text("language")
        return Language(kept) if kept in tuple(Language) else language_of_the_machine()

    @language.setter
    def language(self, chosen: Language) -> None:
        self._language = None
        self._store.setValue("language", str(chosen))

    @property
    def theme(self) -> ThemeChoice:
        """The colours: a theme, or those the system asks for."""
        if self._theme is not None:
            return self._theme
        kept = self._text("theme")
        return next((choice for choice in THEMES if choice == kept), "system")

    @theme.setter
    def theme(self, chosen: ThemeChoice) -> None:
        self._theme = None
        self._store.setValue("theme", chosen)

    @property
    def wants_tour(self) -> bool:
        """Whether the start page still invites to the tour."""
        return self._number("tour_done") == 0

    @wants_tour.setter
    def wants_tour(self, wanted: bool) -> None:
        self._store.setValue("tour_done", 0 if wanted else 1)

    @property
    def text_scale(self) -> int:
        """Percent: 100, 115 or 130."""
        kept = self._number("text_scale")
        return kept if kept in TEXT_SCALES else TEXT_SCALES[0]

    @text_scale.setter
    def text_scale(self, percent: int) -> None:
        self._store.setValue("text_scale", percent)

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing moves by itself."""
        return self._number("reduced_motion") == 1

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._store.setValue("reduced_motion", int(reduced))

    @property
    def handset_text_size(self) -> int:
        """Percent of the handset's own type: 100, 115 or 130."""
        kept = self._number("handset_text_size")
        return kept if kept in TEXT_SCALES else TEXT_SCALES[0]

    @handset_text_size.setter
    def handset_text_size(self, percent: int) -> None:
        self._store.setValue("handset_text_size", percent)

    @property
    def handset_theme(self) -> HandsetTheme:
        """The look of the handset's picture: that of the program, light or dark."""
        kept = self._text("handset_theme")
        return next((choice for choice in HANDSET_THEMES if choice == kept), "app")

    @handset_theme.setter
    def handset_theme(self, chosen: HandsetTheme) -> None:
        self._store.setValue("handset_theme", chosen)

    @property
    def own_name(self) -> str:
        """By which name the person answers in conversations."""
        return self._text("own_name").strip() or tr("我", "Me")

    @own_name.setter
    def own_name(self, name: str) -> None:
        self._store.setValue("own_name", name.strip()[:40])

    @property
    def own_keys(self) -> str:
        """The keys the person chose, as the keymap writes them; empty for none."""
        return self._text("keys")

    @own_keys.setter
    def own_keys(self, text: str) -> None:
        self._store.setValue("keys", text)

    @property
    def recent_finds(self) -> tuple[str, ...]:
        """What was picked in the command palette, last first, as it names them."""
        return tuple(line for line in self._text("recent_finds").split("\n") if line)

    @recent_finds.setter
    def recent_finds(self, keys: tuple[str, ...]) -> None:
        self._store.setValue("recent_finds", "\n".join(keys))

    @property
    def recent_emoji(self) -> tuple[str, ...]:
        """The emoji that were picked last, the newest first."""
        return tuple(line for line in self._text("recent_emoji").split("\n") if line)

    @recent_emoji.setter
    def recent_emoji(self, texts: tuple[str, ...]) -> None:
        self._store.setValue("recent_emoji", "\n".join(texts))

    @property
    def minimap_pinned(self) -> bool:
        """Whether the minimap shows for small scenarios too."""
        return self._number("minimap_pinned") == 1

    @minimap_pinned.setter
    def minimap_pinned(self, pinned: bool) -> None:
        self._store.setValue("minimap_pinned", int(pinned))

    @property
    def direction(self) -> Direction:
        """Which way the flow runs when it is arranged."""
        return "down" if self._text("direction") == "down" else "right"

    @direction.setter
    def direction(self, chosen: Direction) -> None:
        self._store.setValue("direction", chosen)

    def pane_width(self, screen: QSize, pane: str) -> int | None:
        """The width, or the height, that the person gave a pane on screens of this size; px."""
        kept = self._number(f"{_of(screen)}/{pane}")
        return kept if kept > 0 else None

    def set_pane_width(self, screen: QSize, pane: str, length_px: int) -> None:
        """Keeps the width or height of a pane for screens of this size."""
        self._store.setValue(f"{_of(screen)}/{pane}", length_px)

    def is_hidden(self, screen: QSize, pane: str) -> bool:
        """Whether the person hid a pane on screens of this size."""
        return self._number(f"{_of(screen)}/{pane}_hidden") == 1

    def set_hidden(self, screen: QSize, pane: str, hidden: bool) -> None:
        """Keeps whether a pane is hidden."""
        self._store.setValue(f"{_of(screen)}/{pane}_hidden", int(hidden))

    def forget_panes(self, screen: QSize) -> None:
        """Forgets all widths, heights and hidden panes of screens of this size."""
        self._store.remove(_of(screen))

    def geometry(self, screen: QSize) -> QByteArray | None:
        """Where the window stood on screens of this size, in Qt's own bytes."""
        kept = self._store.value(f"{_of(screen)}/geometry")
        return kept if isinstance(kept, QByteArray) else None

    def set_geometry(self, screen: QSize, geometry: QByteArray) -> None:
        """Keeps where the window stands."""
        self._store.setValue(f"{_of(screen)}/geometry", geometry)

    def dress(self) -> None:
        """Makes language, colours, text scale and motion those chosen."""
        set_language(self.language)
        set_text_scale(self.text_scale)
        set_reduced_motion(self.reduced_motion)
        chosen = self.theme
        set_theme(system_theme_name() or ThemeName.LIGHT if chosen == "system" else chosen)

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else ""

    def _number(self, key: str) -> int:
        value = self._store.value(key)
        if isinstance(value, int):
            return value
        return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else 0


def language_of_the_machine() -> Language:
    """Chinese where the machine speaks it or says nothing, else English."""
    wished = os.environ.get("XINLIU_LANGUAGE", "")
    if wished in tuple(Language):
        return Language(wished)
    chosen = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((value for value in chosen if value), None) or locale.getlocale()[0] or ""
    is_silent = not spoken or spoken.split(".")[0] in ("C", "POSIX")
    return Language.ZH if is_silent or spoken.lower().startswith(("zh", "chinese")) else Language.EN


def _of(screen: QSize) -> str:
    return f"window_{screen.width()}x{screen.height()}"

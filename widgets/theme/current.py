"""The theme that everything on screen uses now, and the signal that it changed."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QStyleHints

from widgets.theme.measures import TEXT_SCALES
from widgets.theme.theme import Theme, theme_named
from widgets.theme.tokens import ThemeName


class _Look(QObject):
    """Holds the current theme and says when it is replaced."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = theme_named(ThemeName.LIGHT)

    def replace(self, theme: Theme) -> None:
        """Make a theme the current one."""
        self.theme = theme
        self.changed.emit()


_look = _Look()
theme_changed = _look.changed
"""Emitted after the colours, the text scale or the wish for motion changed; read `current_theme()` then."""


def current_theme() -> Theme:
    """Give the theme in use."""
    return _look.theme


def set_theme(name: ThemeName | str) -> Theme:
    """Change the colours, keep text scale and motion, and tell every widget.

    Raises ValueError when there is no such theme.
    """
    now = _look.theme
    chosen = theme_named(ThemeName(name))
    if chosen.name is not now.name:
        _look.replace(chosen.with_options(text_scale=now.text_scale, reduced_motion=now.reduced_motion))
    return _look.theme


def set_text_scale(percent: int) -> Theme:
    """Change the text scale; raises ValueError unless it is 100, 115 or 130."""
    if percent not in TEXT_SCALES:
        raise ValueError(f"text scale is {percent} %, must be one of {', '.join(map(str, TEXT_SCALES))} %")
    if percent != _look.theme.text_scale:
        _look.replace(_look.theme.with_options(text_scale=percent))
    return _look.theme


def set_reduced_motion(reduced: bool) -> Theme:
    """Switch all motion off or on; Qt 6.11 reports no such wish of the system, so a setting decides."""
    if reduced != _look.theme.reduced_motion:
        _look.replace(_look.theme.with_options(reduced_motion=reduced))
    return _look.theme


def system_theme_name(hints: QStyleHints | None = None) -> ThemeName | None:
    """Give the theme the system asks for, or None where Qt reports nothing (offscreen, bare X11)."""
    hints = hints or QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return ThemeName.HIGH_CONTRAST
    known = {Qt.ColorScheme.Light: ThemeName.LIGHT, Qt.ColorScheme.Dark: ThemeName.DARK}
    return known.get(hints.colorScheme())

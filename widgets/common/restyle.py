"""Keeps a widget in step with the theme, the text scale and the language."""

from typing import Protocol

from widgets.language import language_changed
from widgets.theme import theme_changed


class Restyled(Protocol):
    """Describes a widget that can take its colours, sizes and words anew."""

    def restyle(self) -> None:
        """Read theme and language again, measure and repaint."""
        ...


def follow_look(widget: Restyled) -> None:
    """Restyle a widget now and whenever the look or the language changes.

    `restyle` must be a bound method of a QObject: Qt drops the connection with the widget.
    """
    theme_changed.connect(widget.restyle)
    language_changed.connect(widget.restyle)
    widget.restyle()

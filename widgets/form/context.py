"""What the fields of a form know of the world around: limits, variables and media."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from runtime.messages.limits import STRICTEST
from runtime.messages.targets import HeldLimit, Targets, targets_of_profile
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.form.speaking import Speaking
from widgets.handset.pictures import NoPictures, Pictures


@dataclass(frozen=True, slots=True)
class VariableOffer:
    """A variable that may be inserted: its name, its type in words, the value previews show."""

    name: str
    kind: Wording
    sample: str = ""
    value_type: str = "text"
    """text, number, boolean, date or location."""


@dataclass(frozen=True, slots=True)
class MenuOffer:
    """A tap on the fixed menu: its text, its postback, and where its suggestion stands in the flow."""

    text: str
    postback: str
    path: FieldPath
    made: str = ""
    """The postback, or the one it is to get when it has none of its own."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known about one media file; sizes in px are 0 for sounds and unknown pictures."""

    source: str
    """`media:NAME` or a URL."""
    name: str
    content_type: str
    size_bytes: int
    width_px: int = 0
    height_px: int = 0
    duration_s: float = 0.0


class MediaStore(Protocol):
    """Keeps the media files of a scenario."""

    def facts(self, source: str) -> MediaFacts | None:
        """What is known about a source, None when it is not here."""

    def take(self, path: Path) -> MediaFacts:
        """Copies a file in; raises OSError or ValueError, with a sentence for people, when it cannot."""

    def all_media(self) -> Sequence[MediaFacts]:
        """Every file that is here already, in the order people see."""


class NoMedia:
    """Holds no files and takes none."""

    def facts(self, source: str) -> MediaFacts | None:
        """Always None."""
        return None

    def take(self, path: Path) -> MediaFacts:
        """Always refuses."""
        raise ValueError("no media store")

    def all_media(self) -> Sequence[MediaFacts]:
        """Always empty."""
        return ()


class FormContext(QObject):
    """Holds the targets, the variables and the media that all fields of a form look up."""

    changed = Signal()
    """Limits or variables are others now: count and colour again."""
    uses_asked = Signal(str)
    """The person wants to see who uses the variable of this name."""

    menu_named = Signal(object, str)
    """A suggestion of the fixed menu is to get this postback: its path in the flow, and the postback."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        media: MediaStore | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._targets: Targets = targets_of_profile(STRICTEST)
        self._variables: tuple[VariableOffer, ...] = ()
        self._time_zone = "Asia/Shanghai"
        self._menu: tuple[MenuOffer, ...] = ()
        self.media: MediaStore = media or NoMedia()
        self.pictures: Pictures = pictures or NoPictures(self)
        self.speaking = Speaking(self)
        """The languages texts are shown in."""

    @property
    def targets(self) -> Targets:
        """Whose limits counters count against."""
        return self._targets

    @property
    def variables(self) -> tuple[VariableOffer, ...]:
        """The variables that completion offers, in document order."""
        return self._variables

    def set_targets(self, targets: Targets) -> None:
        """Count against the limits of others."""
        if targets is not self._targets:
            self._targets = targets
            self.changed.emit()

    @property
    def menu(self) -> tuple[MenuOffer, ...]:
        """The replies of the fixed menu, in its order."""
        return self._menu

    def set_menu(self, offers: Sequence[MenuOffer]) -> None:
        """Offer other entries of the fixed menu."""
        if tuple(offers) != self._menu:
            self._menu = tuple(offers)
            self.changed.emit()

    @property
    def time_zone(self) -> str:
        """The zone whose wall clock moments are written by."""
        return self._time_zone

    def set_time_zone(self, name: str) -> None:
        """Write moments by another clock."""
        if name != self._time_zone:
            self._time_zone = name
            self.changed.emit()

    def set_variables(self, variables: Sequence[VariableOffer]) -> None:
        """Offer other variables."""
        if tuple(variables) != self._variables:
            self._variables = tuple(variables)
            self.changed.emit()

    def variable(self, name: str) -> VariableOffer | None:
        """The variable of this name, None when it is not declared."""
        return next((offer for offer in self._variables if offer.name == name), None)

    def knows(self, name: str) -> bool:
        """Whether a variable is declared."""
        return self.variable(name) is not None

    def limits(self, name: str) -> tuple[HeldLimit, ...]:
        """The different limits of this name that hold at the targets, the strictest first."""
        return self._targets.limits(name) if name else ()

"""What the fields of a form know of the world around: limits, variables and media."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from PySide6.QtCore import QObject, Signal

from runtime.messages.limits import STRICTEST
from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import HeldLimit, Targets, targets_of_profile
from runtime.records import FieldPath
from runtime.wording import Wording, same
from widgets.form.speaking import Speaking
from widgets.form.template_tokens import filled_with
from widgets.handset.pictures import NoPictures, Pictures
from widgets.media.fitting import Fitted, Wish

if TYPE_CHECKING:
    from runtime.flow.chatbot import Chatbot

NO_MEDIA: Final = Wording("这里不能放文件。", "No files can be put here.")


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
class FlowOffer:
    """Another scenario that may be named: its id, its name, its variables with their types in words."""

    id: str
    name: str
    variables: tuple[tuple[str, Wording], ...] = ()


UseDone: TypeAlias = Callable[[MediaFacts, MediaFacts | None], None]
"""Gets what is used now, and its thumbnail if one was made."""


class MediaStore(Protocol):
    """Keeps the media files of a scenario."""

    def facts(self, source: str) -> MediaFacts | None:
        """What is known about a source, None when it is not here."""

    def take(self, path: Path) -> MediaFacts:
        """Copies a file in; raises OSError or ValueError, with a sentence for people, when it cannot."""

    def all_media(self) -> Sequence[MediaFacts]:
        """Every file that is here already, in the order people see."""

    def begin_use(
        self, what: Path | str, thumbnail_bytes: int, done: UseDone, refused: Callable[[Wording], None]
    ) -> None:
        """Takes in a file, or takes a source that is here, and makes a thumbnail no larger than asked.

        A picture that is small enough needs none. Both answers come in the thread of the screen, perhaps
        before this returns.
        """

    def begin_fit(self, source: str, wish: Wish, done: Callable[[Fitted | None], None]) -> Callable[[], None]:
        """Cuts and shrinks a picture without keeping the result; gives what stops it."""

    def begin_keep(
        self,
        source: str,
        fitted: Fitted,
        thumbnail_bytes: int,
        done: UseDone,
        refused: Callable[[Wording], None],
    ) -> None:
        """Writes what was made of *source* as a file of its own, with its thumbnail."""


class NoMedia:
    """Holds no files and takes none; what does its work at once can be made of it."""

    def facts(self, source: str) -> MediaFacts | None:
        """Always None."""
        return None

    def take(self, path: Path) -> MediaFacts:
        """Always refuses."""
        raise ValueError(NO_MEDIA)

    def all_media(self) -> Sequence[MediaFacts]:
        """Always empty."""
        return ()

    def begin_use(
        self, what: Path | str, thumbnail_bytes: int, done: UseDone, refused: Callable[[Wording], None]
    ) -> None:
        """Takes it at once, without a thumbnail."""
        try:
            facts = self.facts(what) if isinstance(what, str) else self.take(what)
        except (OSError, ValueError) as error:
            told = error.args[0] if error.args else ""
            refused(told if isinstance(told, Wording) else same(str(error)))
            return
        if facts is None:
            refused(NO_MEDIA)
        else:
            done(facts, None)

    def begin_fit(self, source: str, wish: Wish, done: Callable[[Fitted | None], None]) -> Callable[[], None]:
        """Makes nothing."""
        done(None)
        return lambda: None

    def begin_keep(
        self,
        source: str,
        fitted: Fitted,
        thumbnail_bytes: int,
        done: UseDone,
        refused: Callable[[Wording], None],
    ) -> None:
        """Always refuses."""
        refused(NO_MEDIA)


class FormContext(QObject):
    """Holds the targets, the variables and the media that all fields of a form look up."""

    changed = Signal()
    """Limits or variables are others now: count and colour again."""
    uses_asked = Signal(str)
    """The person wants to see who uses the variable of this name."""

    turned = Signal()
    """The form shows another node or card now: what was begun for the one before is not for this one."""
    library_asked = Signal(object)
    """The person wants to choose in the media library, for this field."""

    emoji_asked = Signal()
    """The person wants to insert an emoji into the text that has the focus."""

    menu_named = Signal(object, str)
    """A suggestion of the fixed menu is to get this postback: its path in the flow, and the postback."""

    flow_asked = Signal(str)
    """The person wants to see the scenario of this id."""

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
        self._longest: Mapping[str, str] = {}
        self._time_zone = "Asia/Shanghai"
        self._menu: tuple[MenuOffer, ...] = ()
        self._chatbot: Chatbot | None = None
        self._flows: tuple[FlowOffer, ...] = ()
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
    def flows(self) -> tuple[FlowOffer, ...]:
        """The scenarios of the library, in its order."""
        return self._flows

    def set_flows(self, offers: Sequence[FlowOffer]) -> None:
        """Offer other scenarios."""
        if tuple(offers) != self._flows:
            self._flows = tuple(offers)
            self.changed.emit()

    @property
    def chatbot(self) -> Chatbot | None:
        """Whose links and codes an entry has, None outside a scenario."""
        return self._chatbot

    def set_chatbot(self, chatbot: Chatbot) -> None:
        """Make links to another chatbot."""
        if chatbot is not self._chatbot:
            self._chatbot = chatbot
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

    def set_longest(self, values: Mapping[str, str]) -> None:
        """Count texts with these values in their insertions, the worst case; none counts them as written."""
        if values != self._longest:
            self._longest = dict(values)
            self.changed.emit()

    def at_longest(self, text: str) -> str:
        """*text* as it is counted."""
        return filled_with(text, self._longest) if self._longest else text

    def limits(self, name: str) -> tuple[HeldLimit, ...]:
        """The different limits of this name that hold at the targets, the strictest first."""
        return self._targets.limits(name) if name else ()

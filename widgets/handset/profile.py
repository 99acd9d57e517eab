"""Who speaks on the phone: the chatbot as its handset header and fixed menu show it."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.messages.suggestions.suggestion import Suggestion
from widgets.handset.palette import DEFAULT_THEME_COLOUR


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the fixed menu: something to tap, or a name over further entries."""

    text: str
    suggestion: Suggestion | None = None
    entries: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatbotProfile:
    """A chatbot's public face; source of the members: CT/CU interface V1.0.4 §7.2."""

    name: str
    verified: bool = False
    auth_org: str = ""
    theme_colour: str = DEFAULT_THEME_COLOUR
    """`#RRGGBB`."""
    avatar: str = ""
    """Letter in the avatar; empty takes the first of the name."""
    picture: str = ""
    """Source of the picture that stands for the letter where it is there."""
    menu: tuple[MenuEntry, ...] = ()
    description: str = ""
    provider: str = ""
    phone: str = ""
    website: str = ""
    email: str = ""
    address: str = ""
    terms_url: str = ""
    sms_sender: str = ""

    @property
    def letter(self) -> str:
        """The letter in the avatar."""
        return (self.avatar or self.name.strip() or "?")[0]


NOBODY = ChatbotProfile("")

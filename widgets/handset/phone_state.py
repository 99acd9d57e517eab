"""Everything about a phone that is not its conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.messages.client_profile import ClientProfile
from runtime.records import FieldPath
from widgets.handset.hit_area import HitArea
from widgets.handset.metrics import PHONE_HEIGHT
from widgets.handset.overlay import Overlay
from widgets.handset.palette import PictureTheme
from widgets.handset.popups import Popup
from widgets.handset.profile import NOBODY, ChatbotProfile

PhoneMode: TypeAlias = Literal["edit", "play", "real"]


@dataclass
class PhoneState:
    """What a phone shows beside its conversation, and how."""

    is_sms: bool = False
    profile: ChatbotProfile = NOBODY
    picture_theme: PictureTheme = "light"
    mode: PhoneMode = "play"
    height: float = PHONE_HEIGHT
    text_size: int = 100
    """Percent of the client's own type."""
    client: ClientProfile | None = None
    """Whose measures it is drawn with; None is the editor's phone."""
    popup: Popup = None
    inner: tuple[int, ...] = ()
    """Leads to a list inside a list of the fixed menu."""
    shows_page: bool = False
    """The page about the chatbot lies over the conversation."""
    running: tuple[int, int, int] | None = None
    """Entry, block and card of the recording or video that runs."""
    shows_menu: bool = True
    """The person can fold the fixed menu away."""
    has_input_focus: bool = False
    """The person types; the pill wears the ring."""
    hovered: HitArea | None = None
    focused: HitArea | None = None
    selected_path: FieldPath | None = None
    overlay: Overlay | None = None
    """What an action would do; while it lies over the conversation, nothing else can be tapped."""

"""What the view menu does: zoom, panes, colours and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from app.kept_looks import KeptLooks
from app.main_window.collapse import Wishes
from app.places import state_folder
from app.settings import Direction, Settings, ThemeChoice
from runtime.wording import Language, Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea

PANES = ("palette", "inspector", "handset", "bottom")
_STEP = 1.2
_NOTHING_BEFORE = Wording("没有更早的视图", "No earlier view")
_NOTHING_AHEAD = Wording("没有更晚的视图", "No later view")


class Views(QObject):
    """Keeps what the person wants to see, for screens of each size, and says when it changed."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._area: EditingArea | None = None
        self._is_focused = False
        self._looks = KeptLooks(state_folder() / "looks.json")

    def take(self, area: EditingArea | None) -> None:
        """Look at another document from now on."""
        old, self._area = self._area, area
        if old is not None and old.document.path is not None and old.document.store.nodes:
            self._looks.put(old.document.path, old.canvas.outlook.look)
        if area is not None:
            path = area.document.path
            area.canvas.outlook.kept = self._looks.get(path) if path is not None else None
            area.canvas.set_minimap_pinned(self._settings.minimap_pinned)
            area.canvas.arranging.direction = self._settings.direction

    @property
    def is_focused(self) -> bool:
        """Whether only canvas and handset are shown."""
        return self._is_focused

    def wishes(self) -> Wishes:
        """What the person chose for screens of this size."""
        screen = self.screen_size()
        return Wishes(
            palette_px=self._settings.pane_width(screen, "palette"),
            inspector_px=self._settings.pane_width(screen, "inspector"),
            handset_px=self._settings.pane_width(screen, "handset"),
            bottom_px=self._settings.pane_width(screen, "bottom"),
            hidden=frozenset(pane for pane in PANES if self._settings.is_hidden(screen, pane)),
            is_focused=self._is_focused,
        )

    def keep(self, pane: str, length_px: int) -> None:
        """Remember the width or height the person gave a pane."""
        self._settings.set_pane_width(self.screen_size(), pane, length_px)

    def screen_size(self) -> QSize:
        """The size of the screen the window is on."""
        return self._window.screen().size()

    def zoom_in(self) -> None:
        """Look closer."""
        if self._area is not None:
            self._area.canvas.set_zoom(self._area.canvas.zoom() * _STEP)

    def zoom_out(self) -> None:
        """Look from farther away."""
        if self._area is not None:
            self._area.canvas.set_zoom(self._area.canvas.zoom() / _STEP)

    def zoom_full(self) -> None:
        """Look at 100 %."""
        if self._area is not None:
            self._area.canvas.set_zoom(1.0)

    def fit(self) -> None:
        """Look at everything."""
        if self._area is not None:
            self._area.canvas.fit()

    def zoom_selection(self) -> None:
        """Look at what is selected."""
        if self._area is not None:
            self._area.canvas.zoom_to_selection()

    def look_back(self) -> None:
        """Look at what was looked at before."""
        if self._area is not None and not self._area.canvas.outlook.go_back():
            self._area.say(_NOTHING_BEFORE)

    def look_forward(self) -> None:
        """Look at what was left by going back."""
        if self._area is not None and not self._area.canvas.outlook.go_forward():
            self._area.say(_NOTHING_AHEAD)

    def toggle_minimap(self) -> None:
        """Show the minimap for small scenarios too, or only for large ones."""
        self._settings.minimap_pinned = not self._settings.minimap_pinned
        if self._area is not None:
            self._area.canvas.set_minimap_pinned(self._settings.minimap_pinned)
        self.changed.emit()

    def arrange_selection(self) -> None:
        """Arrange the selected nodes where they are."""
        if self._area is not None:
            self._area.canvas.arranging.arrange_selection()

    def run_right(self) -> None:
        """Let the flow run to the right when it is arranged, and arrange it."""
        self._run("right")

    def run_down(self) -> None:
        """Let the flow run down when it is arranged, and arrange it."""
        self._run("down")

    def _run(self, direction: Direction) -> None:
        self._settings.direction = direction
        if self._area is not None:
            self._area.canvas.arranging.direction = direction
            self._area.canvas.arrange()
        self.changed.emit()

    def toggle_palette(self) -> None:
        """Show or hide the elements."""
        self._toggle("palette")

    def toggle_bottom(self) -> None:
        """Show or hide problems, outline, variables and history."""
        self._toggle("bottom")

    def toggle_inspector(self) -> None:
        """Show or hide the forms."""
        self._toggle("inspector")

    def toggle_handset(self) -> None:
        """Show or hide the phone."""
        self._toggle("handset")

    def toggle_focus(self) -> None:
        """Show only canvas and handset, or everything again."""
        self._is_focused = not self._is_focused
        self.changed.emit()

    def restore_layout(self) -> None:
        """Forget widths and hidden panes for screens of this size."""
        self._settings.forget_panes(self.screen_size())
        self._is_focused = False
        self.changed.emit()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()
        self.changed.emit()

    def use_system_theme(self) -> None:
        """Take the colours the system asks for."""
        self.use_theme("system")

    def use_light_theme(self) -> None:
        """Take light colours."""
        self.use_theme("light")

    def use_dark_theme(self) -> None:
        """Take dark colours."""
        self.use_theme("dark")

    def use_high_contrast_theme(self) -> None:
        """Take colours of high contrast."""
        self.use_theme("high_contrast")

    def use_theme(self, choice: ThemeChoice) -> None:
        """Take colours and remember the choice."""
        self._settings.theme = choice
        self._settings.dress()
        self.changed.emit()

    def speak_chinese(self) -> None:
        """Speak Chinese."""
        self.speak(Language.ZH)

    def speak_english(self) -> None:
        """Speak English."""
        self.speak(Language.EN)

    def speak(self, language: Language) -> None:
        """Speak a language and remember the choice."""
        self._settings.language = language
        self._settings.dress()
        self.changed.emit()

    def _toggle(self, pane: str) -> None:
        screen = self.screen_size()
        self._settings.set_hidden(screen, pane, not self._settings.is_hidden(screen, pane))
        self.changed.emit()

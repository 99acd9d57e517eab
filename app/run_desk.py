"""What the run menu does: playing through, and trying on the simulated network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.main_window.notices import Notices
from app.network.state import NetworkState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.editing_area import EditingArea
    from app.play_desk import PlayDesk


class RunDesk(QObject):
    """Acts on the play-through and the services; the services start with the first trial."""

    changed = Signal()

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._notices = notices
        self._area: EditingArea | None = None
        self._play: PlayDesk | None = None

    @property
    def state(self) -> NetworkState:
        """How the services are."""
        return NetworkState.OFF

    def take(self, area: EditingArea | None, play: PlayDesk | None) -> None:
        """Run another document from now on."""
        self._area, self._play = area, play

    def toggle_play(self) -> None:
        """Begin a play-through, or end the one that goes on."""
        if self._play is None or self._area is None:
            return
        if self._play.is_playing:
            self._play.stop()
        else:
            self._play.start()

    def restart(self) -> None:
        """Begin the play-through anew."""
        if self._play is not None:
            self._play.restart()

    def skip(self) -> None:
        """Let the time of the wait pass."""
        if self._play is not None:
            self._play.skip()

    def show_real(self) -> None:
        """Show what the simulated handsets received."""
        if self._area is not None:
            self._area.handset_pane.show_mode("real", has_content=False)

    def try_on_network(self) -> None:
        """Publish the draft and begin sessions on simulated handsets."""

    def restart_services(self) -> None:
        """Start the services anew."""

    def warm_up(self) -> None:
        """Start what takes a while, once the window is in use."""

    def close(self) -> None:
        """End everything that was started."""

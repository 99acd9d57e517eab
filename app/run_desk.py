"""What the run menu does: playing through, and trying on the simulated network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.main_window.notices import Notice, NoticeAction, Notices
from app.network.state import NetworkState
from runtime.wording import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.editing_area import EditingArea
    from app.network.network import Network
    from app.network.real_desk import RealDesk
    from app.play_desk import PlayDesk

_RESTART = Wording("重新启动", "Start again")


class RunDesk(QObject):
    """Acts on the play-through and the services; what they need is loaded after the first paint."""

    changed = Signal()

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._notices = notices
        self._area: EditingArea | None = None
        self._play: PlayDesk | None = None
        self.network: Network | None = None
        self.real: RealDesk | None = None
        self.version = 0
        """The number of the trial of the open draft that is on the simulated network, below 0; 0 is none."""

    @property
    def state(self) -> NetworkState:
        """How the services are."""
        return self.network.state if self.network is not None else NetworkState.OFF

    def take(self, area: EditingArea | None, play: PlayDesk | None) -> None:
        """Run another document from now on."""
        self._area, self._play = area, play
        self.real = None
        self.version = 0
        if area is not None and play is not None:
            area.handset_pane.try_asked.connect(self.try_on_network)

    def toggle_play(self) -> None:
        """Begin a play-through, or end the one that goes on."""
        if self._play is None or self._area is None:
            return
        if self._play.is_playing:
            self._play.stop()
            return
        if self.real is not None:
            self.real.leave()
        self._play.start()

    def restart(self) -> None:
        """Begin the play-through, or the trial, anew."""
        if self._area is not None and self._area.handset_pane.mode == "real":
            self.try_on_network()
        elif self._play is not None:
            self._play.restart()

    def skip(self) -> None:
        """Let the time of the wait pass."""
        if self._play is not None:
            self._play.skip()

    def show_real(self) -> None:
        """Show what the simulated handsets received."""
        real = self._real_desk()
        if real is not None:
            real.show()

    def try_on_network(self) -> None:
        """Begin sessions with the draft on simulated handsets."""
        self._notices.dismiss("network")
        real = self._real_desk()
        if real is not None:
            real.try_out()

    def restart_services(self) -> None:
        """Start the services anew."""
        self._notices.dismiss("network")
        self._network_in_use().restart()

    def warm_up(self) -> None:
        """Start the service, once the window is in use."""
        self._network_in_use().start_service()

    def close(self) -> None:
        """End everything that was started."""
        network, self.network = self.network, None
        if network is not None:
            network.state_changed.disconnect(self.changed)
            network.close()

    def _real_desk(self) -> RealDesk | None:
        from app.network.real_desk import RealDesk

        if self.real is None and self._area is not None:
            self.real = RealDesk(self._area, self._network_in_use(), self._notices)
            self._area.handset_pane.restart_asked.connect(self._restart_real)
        return self.real

    def _restart_real(self) -> None:
        if self._area is not None and self._area.handset_pane.mode == "real":
            self.try_on_network()

    def _network_in_use(self) -> Network:
        from app.network.network import Network

        if self.network is None:
            self.network = Network(self)
            self.network.state_changed.connect(self.changed)
            self.network.failed.connect(self._say)
            self.network.began.connect(self._on_began)
            self.network.lost.connect(self._on_lost)
        return self.network

    def _on_began(self, version: int) -> None:
        self.version = version
        self.changed.emit()

    def _on_lost(self) -> None:
        self.version = 0
        self.changed.emit()

    def _say(self, sentence: Wording, detail: str) -> None:
        stopped = self.state is NetworkState.STOPPED
        if stopped:
            self._on_lost()
        actions = (NoticeAction(_RESTART, self.restart_services),) if stopped else ()
        self._notices.show_notice(Notice("network", sentence, "error", detail, actions))
        if self.real is not None and self._area is not None and self._area.handset_pane.mode == "real":
            self.real.show()

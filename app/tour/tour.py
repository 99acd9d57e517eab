"""Leads through the tour: watches what the person does and goes on when a step is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from runtime.wording import Wording

if TYPE_CHECKING:
    from app.main_window.window import Window
    from app.open_document import OpenDocument
    from app.settings import Settings
    from app.start_page.tour_strip import TourStrip
    from app.tour.bubble import Bubble
    from app.tour.spotlight import Spotlight

_LOOK_MS: Final = 120
"""How often it looks whether a step is done and where things stand; panes move without saying so."""
_READ_MS: Final = 700
"""A finished step stays this long, so that one sees what came of it."""
_DONE: Final = Wording("做好了：一个会回话的消息", "Done: a message that talks back")
_NEXT: Final = Wording(
    "它已经能发布了。按 Ctrl+S 存进场景库，或者从模板开始做下一个。",
    "It could be published. Press Ctrl+S to keep it in the library, or begin the next one from a template.",
)
_CLOSE: Final = Wording("知道了", "Close")


class Tour(QObject):
    """One tour at a time; everything it shows can be left at any moment, and nothing is blocked by it."""

    changed = Signal()
    """It began or ended."""
    finished = Signal()
    """The person did every step."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._document: OpenDocument | None = None
        self._bubble: Bubble | None = None
        self._spotlight: Spotlight | None = None
        self._strip: TourStrip | None = None
        self._settings: Settings | None = None
        self._step = 0
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_READ_MS)
        self._pause.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether the tour shows something."""
        return self._document is not None

    @property
    def step(self) -> int:
        """The step the person is at, from 0; the number of steps once all are done."""
        return self._step

    @property
    def bubble(self) -> Bubble | None:
        """The card of the running tour."""
        return self._bubble if self.is_running else None

    def invite(self, strip: TourStrip, settings: Settings) -> None:
        """Let a strip invite until it is put away or every step was done; kept between starts."""
        self._strip, self._settings = strip, settings
        strip.setVisible(settings.wants_tour)
        strip.begin_asked.connect(self.begin)
        strip.put_away.connect(self._put_away)
        self.finished.connect(self._put_away)

    def begin(self) -> None:
        """Open the tour's scenario and show the first step."""
        from app.tour.scenario import tour_document
        from runtime.flow.ids import FlowId

        self.leave()
        self._window.files.open_made(tour_document(FlowId(f"tour-{uuid4().hex[:8]}")), self._opened)

    def leave(self) -> None:
        """End it; the scenario stays open."""
        if self._document is None:
            return
        self._document = None
        self._watch.stop()
        self._pause.stop()
        for each in (self._bubble, self._spotlight):
            if each is not None:
                each.hide()
                each.deleteLater()
        self._bubble = self._spotlight = None
        self._window.show_area("editing" if self._window.area is not None else "library")
        self.changed.emit()

    def _put_away(self) -> None:
        if self._strip is not None and self._settings is not None:
            self._settings.wants_tour = False
            self._strip.hide()

    def _opened(self) -> None:
        from app.tour.bubble import Bubble
        from app.tour.spotlight import Spotlight

        self._document = self._window.files.document
        self._step = 0
        self._spotlight = Spotlight(self._window)
        self._bubble = Bubble(self._window)
        self._bubble.do_asked.connect(self._do)
        self._bubble.leave_asked.connect(self.leave)
        self._show()
        self._watch.start()
        self.changed.emit()

    def _show(self) -> None:
        from app.tour.steps import STEPS

        assert self._bubble is not None
        if self._step < len(STEPS):
            step = STEPS[self._step]
            self._bubble.show_step(self._step + 1, len(STEPS), step.title, step.words)
        else:
            self._bubble.show_end(_DONE, _NEXT, _CLOSE)
        self._look()

    def _look(self) -> None:
        from app.tour.steps import STEPS

        if self._document is None or self._window.files.document is not self._document:
            self.leave()
            return
        assert self._bubble is not None
        assert self._spotlight is not None
        is_here = self._window.current_area == "editing"
        self._bubble.setVisible(is_here)
        place = clear_of = QRect()
        if self._step < len(STEPS):
            if is_here:
                place = STEPS[self._step].anchor(self._window)
                clear_of = STEPS[self._step].clear_of(self._window)
            if not self._pause.isActive() and STEPS[self._step].is_done(self._window):
                self._pause.start()
        self._spotlight.surround(place)
        toolbar = self._window.toolbar
        below_px = toolbar.mapTo(self._window, toolbar.rect().bottomLeft()).y() if is_here else 0
        self._bubble.stand_beside(place, clear_of, below_px)

    def _go_on(self) -> None:
        from app.tour.steps import STEPS

        if self._document is None:
            return
        self._step += 1
        self._show()
        if self._step == len(STEPS):
            self.finished.emit()

    def _do(self) -> None:
        from app.tour.steps import STEPS

        if self._step < len(STEPS) and not self._pause.isActive():
            STEPS[self._step].do(self._window)
            self._look()

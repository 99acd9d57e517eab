"""Cuts a picture for its place: frame, zoom, and the file before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import Targets
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, Label, Segment, ToolButton, follow_look
from widgets.common.painting import draw_icon, draw_text
from widgets.form.thumbnail import draw_thumbnail
from widgets.language import tr
from widgets.media.crop_frame import ZOOM_MAX, CropFrame
from widgets.media.fitting import Fitted, Wish
from widgets.media.verdicts import limit_bytes, size_words, verdict
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL, SPACE_8

_QUIET_MS: Final = 120
_SLIDER_STEPS: Final = 100
_NO_LIMIT_BYTES: Final = 100 * 1024 * 1024
_RATIO: Final = Wording("裁成什么形状", "Shape of the crop")
_ZOOM: Final = Wording("缩放", "Zoom")
_AGAIN: Final = Wording("还原裁切框", "Start again")
_CANCEL: Final = Wording("取消", "Cancel")
_USE: Final = Wording("换成裁好的", "Use the cropped one")
_BEFORE: Final = Wording("原来", "Before")
_AFTER: Final = Wording("裁好", "After")
_WORKING: Final = Wording("正在裁…", "Cropping…")
_FAILED: Final = Wording("裁不了：图片读不出来。换一张。", "It cannot be cropped: the picture is unreadable.")
_PICTURE_PX: Final = 56
_BETWEEN_PX: Final = 24


class Cropper(Protocol):
    """What makes the picture, beside the thread of the screen."""

    def begin_fit(self, source: str, wish: Wish, done: Callable[[Fitted | None], None]) -> Callable[[], None]:
        """Cuts and shrinks a picture; gives what stops it."""


class BeforeAfter(QWidget):
    """Shows a picture as it was and as it will be, with sizes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures: tuple[QImage | None, QImage | None] = (None, None)
        self._lines: tuple[tuple[str, str], tuple[str, str]] = (("", ""), ("", ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def show_both(
        self,
        before: tuple[QImage | None, str, str],
        after: tuple[QImage | None, str, str],
    ) -> None:
        """Show both pictures, each with its size in px and in bytes."""
        self._pictures = (before[0], after[0])
        self._lines = (before[1:], after[1:])
        told = (tr(_BEFORE), *before[1:], tr(_AFTER), *after[1:])
        self.setAccessibleName(" ".join(part for part in told if part))
        self.update()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(3 * current_theme().px(18) + _PICTURE_PX + 4)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two side by side with an arrow between, their sizes below."""
        theme = current_theme()
        painter = QPainter(self)
        line = theme.px(18)
        half = (self.width() - _BETWEEN_PX) // 2
        for index, words in enumerate((_BEFORE, _AFTER)):
            left = index * (half + _BETWEEN_PX)
            place = QRect(left, 0, half, line)
            draw_text(painter, place, tr(words), theme.font("label"), theme.text_second)
            draw_thumbnail(
                painter, QRect(left, line, half, _PICTURE_PX), self._pictures[index], RADIUS_CONTROL
            )
            place.moveTop(line + _PICTURE_PX + 2)
            for text, ink in zip(self._lines[index], (theme.text, theme.text_second), strict=True):
                draw_text(painter, place, text, theme.font("label"), ink)
                place.translate(0, line)
        arrow = QRect(half, line, _BETWEEN_PX, _PICTURE_PX).center()
        draw_icon(painter, "arrow_right", 16, theme.text_second, arrow)


class CropPanel(QWidget):
    """Unfolds below a media field; Enter uses what was made, Escape folds it."""

    accepted = Signal(object)
    """The Fitted picture."""
    cancelled = Signal()

    def __init__(
        self,
        cropper: Cropper,
        facts: MediaFacts,
        shapes: Mapping[str, tuple[Wording, float]],
        targets: Targets,
        parent: QWidget | None = None,
    ) -> None:
        """*shapes*: key → its words and its width by height, 0 for the picture's own; the first is chosen."""
        super().__init__(parent)
        self._cropper = cropper
        self._facts = facts
        self._shapes = shapes
        self._targets = targets
        self._before: QImage | None = None
        self._fitted: Fitted | None = None
        self._stop: Callable[[], None] | None = None
        self.shape = Segment([Choice(key, words) for key, (words, _) in shapes.items()], _RATIO, self)
        self.frame = CropFrame(self)
        self.frame.show_picture(None, QSize(facts.width_px, facts.height_px))
        self.zoom = QSlider(Qt.Orientation.Horizontal, self)
        self.zoom.setRange(0, _SLIDER_STEPS)
        self.again = ToolButton("restart", _AGAIN, parent=self)
        self.both = BeforeAfter(self)
        self.verdict = Label("", "label", "text_second", wraps=True, parent=self)
        self.use = Button(_USE, ButtonKind.PRIMARY, small=True, parent=self)
        self.cancel = Button(_CANCEL, small=True, parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._fit)
        self._build()
        self._turn(next(iter(shapes)))

    @property
    def fitted(self) -> Fitted | None:
        """What was made last; None while it is being made or when it cannot be."""
        return self._fitted

    def set_before(self, image: QImage | None) -> None:
        """Show the picture as it is now."""
        self._before = image
        self.frame.set_image(image)
        self._show_both()

    def close_panel(self) -> None:
        """Stop what is being made."""
        self._timer.stop()
        if self._stop is not None:
            self._stop()
            self._stop = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use with Enter, fold with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take words anew."""
        self.zoom.setAccessibleName(tr(_ZOOM))
        self.zoom.setToolTip(tr(_ZOOM))
        self._show_both()

    def _build(self) -> None:
        zoom_row = QHBoxLayout()
        zoom_row.addWidget(self.zoom, 1)
        zoom_row.addWidget(self.again)
        feet = QHBoxLayout()
        feet.setSpacing(SPACE_8)
        feet.addStretch(1)
        feet.addWidget(self.cancel)
        feet.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(SPACE_8)
        column.addWidget(self.shape)
        column.addWidget(self.frame)
        column.addLayout(zoom_row)
        column.addWidget(self.both)
        column.addWidget(self.verdict)
        column.addLayout(feet)
        self.shape.changed.connect(self._turn)
        self.frame.changed.connect(self._on_moved)
        self.zoom.valueChanged.connect(self._on_zoom)
        self.again.clicked.connect(self.frame.start_again)
        self.use.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.cancelled)
        follow_look(self)

    def _turn(self, key: str) -> None:
        self.frame.set_ratio(self._shapes[key][1])
        self._on_moved()

    def _on_zoom(self, value: int) -> None:
        self.frame.set_zoom(ZOOM_MAX ** (value / _SLIDER_STEPS))

    def _on_moved(self) -> None:
        from math import log

        self.zoom.blockSignals(True)
        self.zoom.setValue(round(log(self.frame.zoom, ZOOM_MAX) * _SLIDER_STEPS))
        self.zoom.blockSignals(False)
        self._fitted = None
        self.use.setEnabled(False)
        self._timer.start()

    def _fit(self) -> None:
        if self._stop is not None:
            self._stop()
        most = limit_bytes(self._targets, "image") or _NO_LIMIT_BYTES
        self._show_both()
        self._stop = self._cropper.begin_fit(self._facts.source, Wish(most, self.frame.frame), self._take)

    def _take(self, fitted: Fitted | None) -> None:
        self._stop = None
        self._fitted = fitted
        self.use.setEnabled(fitted is not None)
        self._show_both(has_failed=fitted is None)

    def _accept(self) -> None:
        if self._fitted is not None:
            self.accepted.emit(self._fitted)

    def _show_both(self, *, has_failed: bool = False) -> None:
        facts, fitted = self._facts, self._fitted
        before = (self._before, f"{facts.width_px} × {facts.height_px}", size_words(facts.size_bytes))
        if fitted is None:
            self.both.show_both(before, (None, "—" if has_failed else tr(_WORKING), ""))
            self.verdict.set_words(_FAILED if has_failed else "")
            self.verdict.setVisible(has_failed)
            return
        after = QImage.fromData(fitted.data)
        sizes = f"{fitted.width_px} × {fitted.height_px}", size_words(fitted.size_bytes)
        self.both.show_both(before, (after, *sizes))
        told = verdict(
            MediaFacts(facts.source, facts.name, fitted.content_type, fitted.size_bytes), self._targets
        )
        self.verdict.set_words(told.words)
        self.verdict.set_colour("ok" if told.is_fine else "warn")
        self.verdict.show()

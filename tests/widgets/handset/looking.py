"""What tests ask a phone: its areas by name, the focus, what its signals say."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication, QWheelEvent

from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import AreaKind, HitArea


def area_named(view: HandsetView, name: str, kind: AreaKind | None = None) -> HitArea:
    """The first area of that name, of one kind if that is given."""
    return next(area for area in view.areas() if area.name == name and kind in (None, area.kind))


def names(view: HandsetView) -> list[str]:
    """The names of all areas, in the order of the keyboard."""
    return [area.name for area in view.areas()]


def heard(signal: SignalInstance) -> list[object]:
    """What a signal says from now on, one value or one tuple an emission."""
    said: list[object] = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


def focused_name(view: HandsetView) -> str:
    """What a screen reader says about the focus."""
    return view.accessibleDescription().splitlines()[0]


def wheel(
    view: HandsetView, steps: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel over the middle of the conversation, up by so many steps."""
    at = QPointF(150, 250)
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, steps * 120),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(view, event)

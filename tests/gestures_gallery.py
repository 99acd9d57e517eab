"""Draws every gesture of the canvas in its middle: `python -m tests.gestures_gallery OUT`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt  # after the platform is chosen
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.canvas.drops import palette_data
from editor.tools.commands import frame_selection
from editor.tools.geometry import Point
from runtime.flow.ids import ExitName
from runtime.flow.issue import Issue
from runtime.wording import same
from tests.support.canvas import Bench
from tests.support.flows import node_id, spring_sale
from widgets.language import set_language
from widgets.theme import apply_theme, current_theme, set_reduced_motion, set_theme

_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _header(bench: Bench, name: str) -> QPoint:
    return bench.view.node_rect(node_id(name)).topLeft() + QPoint(60, 12)


def _middle(bench: Bench, name: str, exit_name: str) -> QPoint:
    route = bench.view._scene.connections.routes[node_id(name), ExitName(exit_name)]
    middle = route.path.pointAtPercent(0.5)
    return bench.view._camera.to_view(Point(middle.x(), middle.y())).toPoint()


def _connect(bench: Bench) -> None:
    start = bench.view.exit_position(node_id("carousel"), ExitName("other"))
    bench.drag(start, _header(bench, "arrived"), lets_go=False)


def _refuse(bench: Bench) -> None:
    start = bench.view.exit_position(node_id("carousel"), ExitName("other"))
    bench.drag(start, _header(bench, "start"), lets_go=False)


def _splice(bench: Bench) -> None:
    made = bench.view.add_node("wait", QPointF(30, 800))
    assert made is not None
    start = bench.view.node_rect(made).topLeft() + QPoint(50, 12)
    bench.drag(start, _middle(bench, "start", "next"), lets_go=False)


def _drop(bench: Bench) -> None:
    bench.view.repaint()
    place = _middle(bench, "start", "next")
    data = palette_data("text")
    event = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, _LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(bench.view, event)


def _detach(bench: Bench) -> None:
    start = _header(bench, "coupon")
    bench.drag(start, start + QPoint(30, -60), held=_ALT, lets_go=False)


def _duplicate(bench: Bench) -> None:
    bench.selection.set([node_id("coupon"), node_id("arrived")])
    start = _header(bench, "coupon")
    bench.drag(start, start + QPoint(120, 160), held=_CONTROL, lets_go=False)


def _cut(bench: Bench) -> None:
    start = bench.view.node_rect(node_id("coupon")).topLeft() + QPoint(-20, -90)
    bench.drag(start, start + QPoint(-10, 420), held=_CONTROL, button=_RIGHT, lets_go=False)


def _several(bench: Bench) -> None:
    nodes = ("carousel", "single", "coupon")
    bench.selection.set([node_id(name) for name in nodes])
    start = _header(bench, "coupon")
    bench.drag(start, start + QPoint(33, 21), lets_go=False)


def _frame(bench: Bench) -> None:
    bench.selection.set([node_id("coupon"), node_id("arrived")])
    made = frame_selection(bench.view._stage)
    assert made is not None
    with bench.store.edit(same("title")) as draft:
        draft.put_frame(bench.store.frames[made].with_changes(title="领券与到账"))
    bench.view.set_issues((Issue("error", "too_long", same(""), node_id("arrived")),))


def _collapse(bench: Bench) -> None:
    _frame(bench)
    bench.view.toggle_frames()


def _locked(bench: Bench) -> None:
    bench.view.set_locked_exits(
        {
            (node_id("carousel"), ExitName(name)): same("14,993 人")
            for name in ("reply:s1", "no_reply", "other")
        }
    )


_GESTURES: dict[str, Callable[[Bench], None]] = {
    "connect": _connect, "refuse": _refuse, "splice": _splice, "drop": _drop, "detach": _detach,
    "duplicate": _duplicate, "cut": _cut, "several": _several, "frame": _frame, "collapse": _collapse,
    "locked": _locked,
}  # fmt: skip


def main(out: Path) -> None:
    """Draw everything into a folder."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    out.mkdir(parents=True, exist_ok=True)
    set_reduced_motion(True)
    for theme, language in (("light", "zh"), ("dark", "en")):
        set_theme(theme)
        set_language(language)
        apply_theme(application, current_theme())
        for name, begin in _GESTURES.items():
            bench = Bench(spring_sale(), 1280, 800)
            bench.view.show()
            bench.view.fit(is_animated=False)
            bench.view.set_zoom(0.66)
            application.processEvents()
            begin(bench)
            application.processEvents()
            bench.view.grab().save(str(out / f"{name}-{theme}.png"))
            QTest.keyClick(bench.view, Qt.Key.Key_Escape)
            bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/gestures"))

"""Draws the canvas at every zoom band and every state of a card: `python -m tests.canvas_gallery OUT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF  # after the platform is chosen
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from editor.canvas.card import Card
from editor.canvas.card_painter import paint_card
from editor.canvas.card_plan import plan_card
from editor.canvas.difference_view import DifferenceView
from editor.canvas.paints import Paints
from editor.canvas.thumbnails import Thumbnails
from editor.document.difference import difference
from editor.tools.feedback import Feedback, Wire
from editor.tools.geometry import Point
from editor.tools.wiring import CONNECTS
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue, Step
from runtime.flow.layout import Position
from runtime.flow.nodes.end import End
from runtime.wording import same
from tests.editor.document.test_difference import changed, with_node, without_node
from tests.support.canvas import Bench, DrawnPictures
from tests.support.flows import node_id, spring_sale
from widgets.theme import apply_theme, current_theme, set_theme

_COUNTS = {
    ("start", "next"): 32480, ("carousel", "reply:s1"): 1310, ("carousel", "reply:s2"): 445,
    ("carousel", "reply:s3"): 161, ("carousel", "other"): 88, ("carousel", "no_reply"): 14236,
    ("coupon", "success"): 2421, ("coupon", "failure"): 16, ("arrived", "reply:s1"): 212,
    ("arrived", "reply:s2"): 106, ("arrived", "no_reply"): 2103,
}  # fmt: skip
_WALK = (("start", "next"), ("split", "arm:a"), ("carousel", "reply:s1"), ("coupon", "success"))


def _sale(width: int = 1000, height: int = 815) -> Bench:
    bench = Bench(spring_sale(), width, height)
    walk = tuple(Step(NodeId(node), ExitName(name)) for node, name in _WALK)
    bench.view.set_walk(walk, NodeId("arrived"))
    bench.view.set_issues(
        (
            Issue("error", "too_long", same(""), node_id("carousel")),
            Issue("warning", "loose", same(""), node_id("single")),
        )
    )
    counts = {(NodeId(node), ExitName(name)): count for (node, name), count in _COUNTS.items()}
    bench.view.set_counts(counts)  # type: ignore[arg-type]  # a mapping is invariant in its key
    bench.selection.set([node_id("carousel")])
    bench.view.set_minimap_pinned(True)
    return bench


def _draw_zooms(out: Path, name: str) -> None:
    bench = _sale()
    bench.view.show()
    for zoom in (1.0, 0.7, 0.5, 0.3):
        bench.view.fit(is_animated=False)
        bench.view.set_zoom(zoom)
        bench.view.grab().save(str(out / f"canvas-{name}-{round(zoom * 100)}.png"))
    bench.view.set_zoom(0.7)
    wire = Wire(
        Point(640, 420), Point(760, 560), node_id("carousel"), ExitName("other"), "allowed",
        node_id("city"), CONNECTS.format(name=same("优惠券到账")), frozenset({node_id("city")}),
    )  # fmt: skip
    bench.view.show_feedback(Feedback(wire=wire))
    bench.view.grab().save(str(out / f"canvas-{name}-wire.png"))
    bench.close()


def _draw_states(out: Path, name: str) -> None:
    paints = Paints(current_theme())
    thumbnails = Thumbnails(DrawnPictures())
    node = spring_sale().flow.nodes[node_id("arrived")]
    plan = plan_card(node, paints.fits)
    states: list[dict[str, object]] = [
        {}, {"is_hovered": True}, {"selected": "one"}, {"selected": "many"}, {"is_active": True},
        {"walked_exits": frozenset({ExitName("reply:s1")}), "is_entered": True}, {"errors": 2},
        {"warnings": 1}, {"is_muted": True}, {"is_candidate": True}, {"waiting": "14,993"},
    ]  # fmt: skip
    sheet = QImage(1320, 1150, QImage.Format.Format_ARGB32_Premultiplied)
    sheet.fill(current_theme().canvas)
    painter = QPainter(sheet)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for index, state in enumerate(states):
        card = Card(node.id, plan, 40 + index % 5 * 256, 40 + index // 5 * 300)
        for field, value in state.items():
            setattr(card, field, value)
        paint_card(painter, card, paints, thumbnails, 1.0)
    for index, zoom in enumerate((1.0, 0.7, 0.5)):
        painter.save()
        painter.translate(QPointF(40 + index * 256, 900))
        painter.scale(zoom, zoom)
        paint_card(painter, Card(node.id, plan, 0, 0, errors=1), paints, thumbnails, zoom)
        painter.restore()
    painter.fillRect(QRectF(0, 0, 0, 0), current_theme().canvas)
    painter.end()
    sheet.save(str(out / f"states-{name}.png"))


def _draw_difference(out: Path, name: str) -> None:
    before = spring_sale()
    after = without_node(changed(before, "remind", ("message", "content", "text"), "券快过期了。"), "city")
    after = with_node(after, End(id=node_id("new"), title="新结束"))
    after.layout.positions[node_id("new")] = Position(x=1110, y=1150)
    view = DifferenceView(before, after, difference(before, after), pictures=DrawnPictures())
    view.render_image(1.0).save(str(out / f"difference-{name}.png"))


def main(out: Path) -> None:
    """Draw everything into a folder."""
    application = QApplication.instance() or QApplication([])
    out.mkdir(parents=True, exist_ok=True)
    for name in ("light", "dark", "high_contrast"):
        set_theme(name)
        assert isinstance(application, QApplication)
        apply_theme(application, current_theme())
        _draw_zooms(out, name)
        _draw_states(out, name)
        _draw_difference(out, name)
    bench = _sale()
    bench.view.render_image(1.0).save(str(out / "export.png"))
    bench.view.render_svg(out / "export.svg")
    bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/canvas"))

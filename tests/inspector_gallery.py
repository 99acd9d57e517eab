"""Draws inspector, palette and problems into pictures: `python -m tests.inspector_gallery FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector import Inspector, ProblemsPanel
from editor.palette import Palette
from editor.undo import History
from resources.files import resource_path
from runtime.flow.file_format import from_text
from runtime.flow.ids import NodeId
from runtime.flow.issues import check_flow
from runtime.records import replaced_at
from runtime.wording import Wording
from widgets.common import FocusRing
from widgets.form import FormContext, MediaFacts, NoMedia
from widgets.handset.pictures import PictureShelf
from widgets.language import set_language
from widgets.theme import apply_theme, current_theme, set_theme

SIZES = {"light": (1216, 900), "dark": (1216, 900), "small": (900, 700)}


class SampleMedia(NoMedia):
    """The media that ship with the samples."""

    def __init__(self, shelf: PictureShelf) -> None:
        self._facts: dict[str, MediaFacts] = {}
        for path in sorted(Path(str(resource_path("media"))).glob("*.png")):
            data = path.read_bytes()
            source = f"media:{path.name}"
            shelf.put(source, data)
            image = shelf.image(source)
            assert image is not None
            self._facts[source] = MediaFacts(
                source, path.name, "image/png", len(data), image.width(), image.height()
            )

    def facts(self, source: str) -> MediaFacts | None:
        return self._facts.get(source)

    def all_media(self) -> tuple[MediaFacts, ...]:
        return tuple(self._facts.values())


class Desk(QWidget):
    """Palette, an empty middle over the problems, and the inspector, as in the main window."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        is_small = width < 1000
        text = resource_path("scenarios/spring-sale.xinliu.json").read_text(encoding="utf-8")
        self.store = Store(from_text(text))
        self.selection = Selection(self.store)
        self.history = History(self.store, self)
        shelf = PictureShelf(self)
        self.context = FormContext(self, media=SampleMedia(shelf), pictures=shelf)
        self.palette_pane = Palette()
        self.palette_pane.set_compact(is_small)
        self.palette_pane.setFixedWidth(52 if is_small else 176)
        self.inspector = Inspector(self.store, self.selection, self.context, self.history.seal)
        self.inspector.setFixedWidth(282 if is_small else 316)
        self.problems = ProblemsPanel(self.store, self.selection, self.history)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.problems)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.palette_pane)
        row.addLayout(middle, 1)
        row.addWidget(self.inspector)
        self.resize(width, height)

    def dress(self) -> None:
        """Give every pane the panel's ground, as the main window does."""
        theme = current_theme()
        for pane in (self.palette_pane, self.inspector, self.problems):
            palette = QPalette(pane.palette())
            palette.setColor(QPalette.ColorRole.Window, theme.panel)
            pane.setPalette(palette)
            pane.setAutoFillBackground(True)

    def check(self) -> None:
        """Check the flow and show what is found."""
        issues = check_flow(self.store.flow)
        self.problems.show_issues(issues, 0.02)
        self.inspector.show_issues(issues)

    def break_something(self) -> NodeId:
        """Make a suggestion too long, cut a connection; gives the node of the suggestion."""
        carousel = next(node for node in self.store.nodes.values() if "cards" in node.model_dump_json())
        path = ("message", "content", "cards", 1, "suggestions", 0, "text")
        with self.store.edit(Wording("修改建议", "Change the suggestion")) as draft:
            draft.put_node(replaced_at(carousel, path, "查看离我最近的门店"))
        asking = next(node for node in self.store.nodes.values() if node.type == "ask")
        with self.store.edit(Wording("断开连接", "Disconnect")) as draft:
            draft.connect(asking.id, asking.exits()[-1].name, None)
        return carousel.id


def draw(folder: Path) -> list[Path]:
    """Draw all pictures into a folder; gives their paths."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    ring = FocusRing(app)
    made: list[Path] = []
    for name, (width, height) in SIZES.items():
        apply_theme(app, set_theme("dark" if name == "dark" else "light"))
        desk = Desk(width, height)
        desk.dress()
        node = desk.break_something()
        desk.show()
        desk.check()
        for state, step in _states(desk, node).items():
            step()
            QTest.qWait(60)
            path = folder / f"{name}-{state}.png"
            desk.grab().save(str(path))
            made.append(path)
        set_language("zh")
        desk.close()
    ring.deleteLater()
    return made


def _states(desk: Desk, node: NodeId) -> dict[str, Callable[[], object]]:
    first = desk.problems.issues[0]
    others = {each.type: each.id for each in desk.store.nodes.values()}

    def select(node_id: NodeId, page: str = "content") -> Callable[[], object]:
        def step() -> None:
            desk.selection.set([node_id])
            desk.inspector.pages.turn_to(page)  # type: ignore[arg-type]  # known here

        return step

    states: dict[str, Callable[[], object]] = {
        "flow": desk.selection.clear,
        "content": lambda: desk.inspector.focus_issue(first),
        "exits": select(node, "exits"),
        "fallback": select(node, "fallback"),
        "several": lambda: desk.selection.set(list(desk.store.nodes)[:4]),
    }
    for kind, node_id in others.items():
        states[f"node-{kind}"] = select(node_id)
    for tab in ("outline", "variables", "history", "problems"):
        states[f"tab-{tab}"] = lambda tab=tab: desk.problems.show_tab(tab)  # type: ignore[misc]  # known here
    states["english"] = lambda: set_language("en")
    return states


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for picture in draw(target):
        print(picture)

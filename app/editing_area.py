"""Everything for one open scenario: palette, canvas, problems, inspector and the phone, side by side."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.checking import Checking
from app.comparing.canvas_holder import CanvasHolder
from app.finding_flows import FindFlow, ListCalled, call_nothing, find_nothing
from app.handset_pane.pane import HandsetPane
from app.handset_pane.preview_values import PreviewValues
from app.main_window.collapse import BOTTOM, BOTTOM_STRIP, PALETTE, PALETTE_ICONS, Arrangement
from app.media import LocalPictures, ScenarioMedia
from app.open_document import OpenDocument
from editor.canvas.view import CanvasView
from editor.canvas.voice import CanvasVoice
from editor.inspector import Inspector, ProblemsPanel
from editor.palette import Palette
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.common import Banner, Choice, Pane, Segment, Toast, follow_look
from widgets.form import FormContext
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_12

_COLUMN = Wording("右栏显示什么", "What the right column shows")


class EditingArea(QWidget):
    """Lays the panes of one document out; what joins them is in `Wiring`."""

    pane_resized = Signal(str, int)
    """The person gave a pane this width, or height, in px."""

    def __init__(self, document: OpenDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.find_flow: FindFlow = find_nothing
        """Gives other scenarios, for those that this one calls."""
        self.list_called: ListCalled = call_nothing
        self._arrangement: Arrangement | None = None
        self._is_arranging = False
        self._is_held_open = False
        store, selection, history = document.store, document.selection, document.history
        self.pictures = LocalPictures(document.media, self)
        self.context = FormContext(self, media=ScenarioMedia(document.media), pictures=self.pictures.shelf)
        self.checking = Checking(document, self)
        self.palette_panel = Palette(self)
        self.canvas = CanvasView(
            store, selection, history, pictures=self.pictures.shelf, scene=document.take_scene()
        )
        self.voice = CanvasVoice(self.canvas, store, selection)
        self.problems = ProblemsPanel(store, selection, history)
        self.inspector = Inspector(store, selection, self.context, history.seal)
        self.handset_pane = HandsetPane()
        self.preview_values = PreviewValues(self)
        self.handset_pane.values_choice.follow(self.preview_values)
        self.handset_pane.phones.set_pictures(self.pictures.shelf)
        self.canvas.setProperty("draws_own_focus", True)
        self.banner = Banner("", parent=self.canvas)
        self.banner.hide()
        self.toast = Toast(self.canvas)
        self._build()
        self.canvas.installEventFilter(self)
        follow_look(self)

    def close_document(self) -> None:
        """Stop listening to the document; the area is about to go."""
        self.inspector.close_document()
        self.problems.close_document()
        self.voice.close_document()
        self.pictures.close()
        self.checking.close()
        self.checking.deleteLater()

    def arrange(self, arrangement: Arrangement) -> None:
        """Give every pane its place; the panel below stays open where the person opened it."""
        if self._is_held_open and 0 < arrangement.bottom_px <= BOTTOM_STRIP:
            arrangement = replace(arrangement, bottom_px=BOTTOM)
        self._is_arranging = True
        self._arrangement = arrangement
        self._share_column(arrangement.shares_column)
        self.handset_pane.phones.set_twin(arrangement.twin)
        self.palette_panel.set_compact(0 < arrangement.palette_px <= PALETTE_ICONS)
        for widget, px in (
            (self._palette_pane, arrangement.palette_px),
            (self._inspector_column, arrangement.inspector_px),
            (self._handset_column, arrangement.handset_px),
            (self._bottom, arrangement.bottom_px),
        ):
            widget.setVisible(px > 0)
        self.problems.set_collapsed(arrangement.bottom_px <= BOTTOM_STRIP)
        self._give_sizes(arrangement)
        self._is_arranging = False

    def panes(self) -> tuple[QWidget, ...]:
        """The panes in the order the keyboard walks them."""
        return self.palette_panel, self.canvas, self.problems, self.inspector, self.handset_pane

    def say(self, words: Wording | str) -> None:
        """Say what was done, at the foot of the canvas."""
        self.toast.say(words)

    def show_banner(self, title: Wording | str, detail: Wording | str, place: Wording | str) -> None:
        """Say over the canvas what is being played."""
        self.banner.set_texts(title, detail, place)
        self.banner.show()
        self._place_banner()

    def hide_banner(self) -> None:
        """Nothing is being played."""
        self.banner.hide()

    def show_column(self, key: str) -> None:
        """Turn to the inspector or the handset where both share a column."""
        if self._column_tabs.isVisibleTo(self):
            self._column_tabs.set_value(key)
            self._turn_column(key)

    def widen_palette(self) -> None:
        """Make room for words in the palette until the window is arranged anew."""
        self.palette_panel.set_compact(False)
        sizes = self._columns.sizes()
        extra = PALETTE - sizes[0]
        self._columns.setSizes([PALETTE, sizes[1] - extra, *sizes[2:]])

    def focus_node(self, node_id: NodeId) -> None:
        """Select a node and begin to edit it."""
        self.canvas.reveal(node_id)
        self.show_column("inspector")
        self.inspector.focus_title()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the banner over the middle of the canvas."""
        if event.type() is QEvent.Type.Resize and watched is self.canvas:
            self._place_banner()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Take the width of the lines between the panes anew."""
        px = current_theme().line_px
        for splitter in (self._columns, self._centre):
            splitter.setHandleWidth(px)

    def sizeHint(self) -> QSize:
        return QSize(1400, 800)

    def _build(self) -> None:
        self._palette_pane = Pane(self.palette_panel, edges=Qt.Edge(0))
        self._bottom = Pane(self.problems, edges=Qt.Edge(0))
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self.canvas_holder = CanvasHolder(self.canvas)
        self._centre.addWidget(self.canvas_holder)
        self._centre.addWidget(self._bottom)
        self._centre.setStretchFactor(0, 1)
        self._column_tabs = Segment(
            (
                Choice("inspector", Wording("属性", "Properties")),
                Choice("handset", Wording("手机", "Handset")),
            ),
            _COLUMN,
        )
        self._column_tabs.changed.connect(self._turn_column)
        self._inspector_pane = Pane(self.inspector, edges=Qt.Edge(0))
        self._inspector_stack = QStackedWidget()
        self._inspector_stack.addWidget(self._inspector_pane)
        self._inspector_column = QWidget()
        column = QVBoxLayout(self._inspector_column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tab_holder = QWidget()
        holder = QVBoxLayout(self._tab_holder)
        holder.setContentsMargins(SPACE_12, 6, SPACE_12, 6)
        holder.addWidget(self._column_tabs)
        self._tab_holder.hide()
        column.addWidget(self._tab_holder)
        column.addWidget(self._inspector_stack, 1)
        self._handset_column = QStackedWidget()
        self._handset_column.addWidget(self.handset_pane)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self._palette_pane, self._centre, self._inspector_column, self._handset_column):
            self._columns.addWidget(widget)
        for splitter in (self._columns, self._centre):
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._on_moved)
        self._columns.setStretchFactor(1, 1)
        self._palette_pane.setMinimumWidth(PALETTE_ICONS)
        self._inspector_column.setMinimumWidth(280)
        self._handset_column.setMinimumWidth(240)
        self.problems.collapsed_changed.connect(self._on_collapsed)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._columns)

    def _share_column(self, shares: bool) -> None:
        is_shared = self._tab_holder.isVisibleTo(self._inspector_column)
        if shares == is_shared:
            return
        self._tab_holder.setVisible(shares)
        if shares:
            self._inspector_stack.addWidget(self.handset_pane)
            self._turn_column(self._column_tabs.value())
        else:
            self._handset_column.addWidget(self.handset_pane)
            self.handset_pane.show()
            self._inspector_stack.setCurrentWidget(self._inspector_pane)

    def _turn_column(self, key: str) -> None:
        page = self.handset_pane if key == "handset" else self._inspector_pane
        self._inspector_stack.setCurrentWidget(page)

    def _give_sizes(self, arrangement: Arrangement) -> None:
        handles = 3 * self._columns.handleWidth()
        used = arrangement.palette_px + arrangement.inspector_px + arrangement.handset_px + handles
        canvas = max(120, self.width() - used)
        self._columns.setSizes(
            [arrangement.palette_px, canvas, arrangement.inspector_px, arrangement.handset_px]
        )
        height = max(0, self.height() - arrangement.bottom_px - self._centre.handleWidth())
        self._centre.setSizes([height, arrangement.bottom_px])

    def _on_moved(self, position: int, index: int) -> None:
        if self._is_arranging:
            return
        if self.sender() is self._centre:
            self.pane_resized.emit("bottom", self._centre.sizes()[1])
            return
        names = ("palette", "", "inspector", "handset")
        for name, size in zip(names, self._columns.sizes(), strict=True):
            if name and size > 0:
                self.pane_resized.emit(name, size)

    def _on_collapsed(self, is_collapsed: bool) -> None:
        if self._is_arranging or self._arrangement is None:
            return
        self._is_held_open = not is_collapsed
        height = BOTTOM_STRIP if is_collapsed else 0
        self.pane_resized.emit("bottom", height)
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        whole = self._centre.height() - self._centre.handleWidth()
        wished = self.problems.sizeHint().height()
        self._centre.setSizes([whole - wished, wished])

    def _place_banner(self) -> None:
        width = min(self.banner.sizeHint().width(), self.canvas.width() - 2 * SPACE_12)
        height = self.banner.sizeHint().height()
        self.banner.setGeometry((self.canvas.width() - width) // 2, SPACE_12, width, height)
        self.banner.raise_()

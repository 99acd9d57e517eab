"""What a keystroke in the search, and the outline, cost in a scenario of 2,000 nodes."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable

from runtime.flow.document import Document
from runtime.wording import Wording
from tests.benchmarks.figure import Figure
from tests.support.large_flows import large_flow

_NODES = 2_000
_WORDS = ("优", "优惠", "优惠券", "a", "第 12", "没有的词", "姓名")
_EDIT = Wording("改名", "Rename")


def run() -> list[Figure]:
    """Measure medians of CPU time in the GUI thread, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from editor.document.searching import SearchIndex
    from editor.document.selection import Selection
    from editor.document.store import Store
    from editor.document.uses import Subject, uses
    from editor.outline import Outline

    gc.disable()  # the program collects between events, never inside a keystroke
    app = QApplication.instance() or QApplication(sys.argv[:1])
    store = Store(Document(flow=large_flow(_NODES)))
    index = SearchIndex(store)
    first = _ms(lambda: index.find("优惠"))
    keystrokes = [_ms(lambda words=words: index.find(words)) for words in _WORDS for _ in range(5)]  # type: ignore[misc]  # bound now
    outline = Outline(store, Selection(store))
    outline.resize(800, 300)

    def show() -> None:
        outline.show()
        app.processEvents()

    shown = _ms(show)
    node = next(iter(store.nodes.values()))

    def rename() -> None:
        with store.edit(_EDIT) as draft:
            draft.put_node(draft.node(node.id).with_changes(title=f"{time.perf_counter()}"))
        outline._catch_up()
        app.processEvents()

    renamed = statistics.median(_ms(rename) for _ in range(9))
    used = statistics.median(_ms(lambda: uses(store, Subject("variable", "姓名"))) for _ in range(5))
    outline.close_document()
    outline.deleteLater()
    return [
        Figure(f"search in {_NODES:,} nodes, all read at once", first, "ms", 120.0, None, "lower"),
        Figure("a keystroke in the search", statistics.median(keystrokes), "ms", 20.0, None, "lower"),
        Figure("the dearest keystroke", max(keystrokes), "ms", 20.0, None, "lower"),
        Figure("who uses a variable", used, "ms", 100.0, None, "lower"),
        Figure("outline shown", shown, "ms", 100.0, None, "lower"),
        Figure("a new name shown in the outline", renamed, "ms", 8.0, None, "lower"),
    ]


def _ms(action: Callable[[], object]) -> float:
    start = time.thread_time()
    action()
    return (time.thread_time() - start) * 1_000

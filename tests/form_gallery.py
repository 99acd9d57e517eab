"""Draws the forms in every case and look into pictures: `python -m tests.form_gallery FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector import Inspector
from editor.undo import History
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issues import check_flow
from tests.support.conversations import flow_of, node, text
from widgets.form import FormContext
from widgets.form.speaking import ALL
from widgets.form.suggestion_row import SuggestionRow
from widgets.language import set_language
from widgets.theme import ThemeName, apply_theme, set_text_scale, set_theme

WIDTH_PX, HEIGHT_PX = 316, 860
LOOKS: dict[str, tuple[ThemeName, str, int]] = {
    "light": (ThemeName.LIGHT, "zh", 100),
    "dark": (ThemeName.DARK, "zh", 100),
    "english": (ThemeName.LIGHT, "en", 100),
    "contrast": (ThemeName.HIGH_CONTRAST, "zh", 100),
    "large": (ThemeName.LIGHT, "zh", 130),
}
"""Look → theme, language of the program, text size in percent."""

VARIABLES = [
    {"name": "姓名", "sample": "王女士"},
    {"name": "积分", "type": "number", "sample": "260"},
    {"name": "会员", "type": "boolean", "sample": "是"},
    {"name": "到店", "type": "date", "sample": "2026-03-15 10:00"},
]


ENDS = dict.fromkeys(("next", "other", "no_reply", "reply:r1", "reply:r2"), "end")


def greeting() -> dict[str, Any]:
    """A message with a translation of each kind: right, outdated, missing."""
    words = "{{姓名}}，春季新品到店，会员享八折。"
    english = {
        "看看新品": {"text": "See what is new"},
        words: {"text": "New in spring", "was": "{{姓名}}，春季新品到店。"},
    }
    message = text(words, "看看新品", "查看离我最近的门店地址")
    return node("send_message", "hello", ENDS, title="打招呼", message=message, translations={"en": english})


def calendar() -> dict[str, Any]:
    """A message with an event that begins at a moment and ends at another one."""
    event = {
        "type": "create_calendar_event",
        "title": "到店试穿",
        "start_time": "2026-03-15T10:00:00+08:00",
        "end_time": "{{到店}}",
    }
    chip = {"id": "r1", "text": "加入日历", "action": event}
    message = {"content": {"type": "text", "text": "到店试穿"}, "chips": [chip]}
    return node("send_message", "calendar", ENDS, title="日历", message=message)


def conditions() -> dict[str, Any]:
    """A branch with rows and a group, and with an expression that is wrong."""
    rows = [
        {"variable": "会员", "operator": "eq", "value": True},
        {"variable": "积分", "operator": "ge", "value": 100, "group": 1},
        {"variable": "到店", "operator": "since", "value": "2026-03-15 10:00", "group": 1},
    ]
    cases = [
        {"id": "b", "condition": {"expression": '积分 >= 100 && 姓明 != ""'}},
        {"id": "a", "condition": {"rows": rows}},
    ]
    return node("branch", "branch", {"case:a": "end", "otherwise": "end"}, title="会员？", cases=cases)


def scenario() -> Flow:
    """A flow with a node for every case of a form."""
    triggers = [{"kind": "menu", "postback": "SHOP"}, {"kind": "keyword", "words": ["春季"]}]
    lines = [
        {"variable": "积分", "kind": "expression", "value": "积分 + 10 * 2"},
        {"variable": "姓名", "kind": "text", "value": "{{姓名}}女士"},
    ]
    empty = {"content": {"type": "carousel"}}
    nodes = (
        node("start", "start", {"next": "hello"}, triggers=triggers),
        greeting(),
        calendar(),
        node("send_message", "carousel", ENDS, title="新品", message=empty, expires_after_s=3600),
        conditions(),
        node("set_variables", "set", {"next": "end"}, title="加积分", assignments=lines),
        node("end", "end", title="结束"),
    )
    menu = [{"text": "门店", "suggestion": {"id": "m1", "text": "门店", "postback": "SHOP"}}]
    return flow_of(*nodes, variables=VARIABLES, languages=["en", "ja"], chatbot={"menu": menu})


class Gallery:
    """The inspector with a flow, and how to bring it into each state."""

    def __init__(self) -> None:
        store = Store(Document(flow=scenario()))
        self.store = store
        self.selection = Selection(store)
        self.history = History(store)
        self.inspector = Inspector(store, self.selection, FormContext(), self.history.seal)
        self.inspector.resize(WIDTH_PX, HEIGHT_PX)
        self.inspector.setAutoFillBackground(True)
        self.inspector.show()
        self.inspector.show_issues(check_flow(store.flow))

    def states(self) -> dict[str, Callable[[], None]]:
        """Name of a picture → what leads to it."""

        def chosen(*names: str, speaks: str = "", page: str = "content") -> Callable[[], None]:
            def step() -> None:
                self.inspector.speaking.show_language(speaks)
                self.selection.set([NodeId(name) for name in names])
                if len(names) == 1:
                    self.inspector.pages.turn_to(page)  # type: ignore[arg-type]  # known here

            return step

        def opened() -> None:
            chosen("calendar")()
            for row in self.inspector.pages.form.findChildren(SuggestionRow):
                row.chip.setChecked(True)

        return {
            "settings": chosen(),
            "written": chosen("hello"),
            "translated": chosen("hello", speaks="en"),
            "together": chosen("hello", speaks=ALL),
            "fallback": chosen("hello", speaks="en", page="fallback"),
            "menu": chosen("start"),
            "condition": chosen("branch"),
            "assigned": chosen("set"),
            "event": opened,
            "empty-carousel": chosen("carousel"),
            "several": chosen("hello", "calendar", "carousel"),
            "different": chosen("hello", "branch", "end"),
        }


def draw(folder: Path) -> list[Path]:
    """Draw every state in every look into *folder*; gives the paths."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    made: list[Path] = []
    for look, (theme, language, scale) in LOOKS.items():
        set_text_scale(scale)
        apply_theme(app, set_theme(theme))
        set_language(language)
        gallery = Gallery()
        for name, step in gallery.states().items():
            step()
            QTest.qWait(40)
            path = folder / f"{look}-{name}.png"
            gallery.inspector.grab().save(str(path))
            made.append(path)
        gallery.inspector.close()
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for picture in draw(target):
        print(picture)
